import type { ScheduledEvent } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import type { Attachment } from './attachment.js';
import type { Transfer } from './shared-channel.js';

/** Why a task came to nothing, as it is counted. */
export const failureCauses = ['rejected', 'capacity', 'deadline', 'coverage', 'mobility', 'dwell'] as const;
export type FailureCause = (typeof failureCauses)[number];

/** The causes that there can be: without admission by dwell time nothing fails for it. */
export function possibleCauses({ admission }: TwinSettings): readonly FailureCause[] {
  return failureCauses.filter((cause) => cause !== 'dwell' || admission.dwell !== 'none');
}

/** What a task is doing. */
export type TaskPhase =
  | 'bidding'
  | 'uploading'
  | 'computing'
  | 'forwarding'
  | 'simulating'
  | 'downloading'
  | 'over';

/** What the market gave a task besides being served: the simulator that pays for the time left. */
export interface SimulationAward {
  readonly simulator: number;
  /** Q, simulations promised, and what each costs: MB to download, Gcycles of the GPU. */
  readonly count: number;
  readonly size: number;
  readonly work: number;
  /** Paid when all are delivered; less in proportion otherwise. */
  readonly payment: number;
  /** Value of all of them: T gamma U_0 or T U_k. */
  readonly worth: number;
}

/** The value of a vehicle in a round, which counts once however many of its tasks are synchronised: they share the claim. */
export interface ValueClaim {
  isCounted: boolean;
}

/** The course of a task that was granted. */
export interface TaskCourse {
  /** Ends it for a cause. */
  stop(cause: FailureCause): void;
}

/** Rings at the deadline of a task. */
export interface TaskAlarm {
  readonly event: ScheduledEvent;
  /** The task that it is set for; undefined while it is set for none. */
  task: TwinTask | undefined;
}

/** What is drawn of a task when it is created. */
export type TaskDraw = Pick<
  TwinTask,
  'number' | 'vehicle' | 'kind' | 'created' | 'deadline' | 'size' | 'work'
>;

/** A task of a digital twin, from its creation to its end. Times are simulated ones, s; `undefined` until they come. */
export interface TwinTask {
  readonly number: number;
  readonly vehicle: TwinVehicle;
  /** Index of its class. */
  readonly kind: number;
  readonly created: number;
  readonly deadline: number;
  /** MB. */
  readonly size: number;
  /** Gcycles/MB. */
  readonly work: number;
  phase: TaskPhase;
  /** Index of the unit that granted it. */
  unit: number | undefined;
  granted: number | undefined;
  uploaded: number | undefined;
  computed: number | undefined;
  /** When the twin was up to date, forwarding included. */
  synchronised: number | undefined;
  finished: number | undefined;
  /** Upload and computing time as the market reckoned, s. */
  promised: number | undefined;
  cause: FailureCause | undefined;
  award: SimulationAward | undefined;
  /** Share of the simulations that were delivered. */
  delivered: number;
  /** What its vehicle owes for it. */
  payment: number;
  transfer: Transfer | undefined;
  /** Its course since it was granted. */
  life: TaskCourse | undefined;
  /** Ends it at its deadline. */
  alarm: TaskAlarm | undefined;
  /** Whether its vehicle was handed over before the twin was synchronised, so that it must be forwarded. */
  forward: boolean;
  /** Whether the last round that it stood before did not admit it, because its vehicle would leave too soon. */
  withheld: boolean;
  /** R, with which the round that granted it reckoned. */
  accuracy: number | undefined;
  /** The value of its vehicle in the round that granted it. */
  claim: ValueClaim | undefined;
}

/** A task that bids, as it is when it is created. */
export function newTask({ number, vehicle, kind, created, deadline, size, work }: TaskDraw): TwinTask {
  return {
    number,
    vehicle,
    kind,
    created,
    size,
    work,
    deadline,
    phase: 'bidding',
    unit: undefined,
    granted: undefined,
    uploaded: undefined,
    computed: undefined,
    synchronised: undefined,
    finished: undefined,
    promised: undefined,
    cause: undefined,
    award: undefined,
    delivered: 0,
    payment: 0,
    transfer: undefined,
    life: undefined,
    alarm: undefined,
    forward: false,
    withheld: false,
    accuracy: undefined,
    claim: undefined,
  };
}

/** A vehicle with a digital twin. */
export interface TwinVehicle {
  readonly id: string;
  /** Its number in the fleet. */
  readonly number: number;
  /** v, what a synchronised twin is worth to it. */
  readonly value: number;
  readonly cache: number;
  /** h and G by simulator. */
  readonly preferences: readonly number[];
  readonly generativeScores: readonly number[];
  readonly attachment: Attachment;
  /** bit/s/Hz of the links with the serving unit; 0 without one. */
  uplinkEfficiency: number;
  downlinkEfficiency: number;
  /** Tasks that are not over, oldest first. */
  readonly tasks: TwinTask[];
  /** Whether it is on the road; a teleport lifts it for a while. */
  isThere: boolean;
  /** How often it came onto the road. */
  visits: number;
  readonly entered: number;
  created: number;
  completed: number;
  handovers: number;
  /** Time of the state that its twin has, s: when the task was created that synchronised it last. */
  stateOf: number;
  /** Integral of the twin's age up to `ageUntil`, s^2. */
  ageIntegral: number;
  ageUntil: number;
  /** Time on the road so far, s. */
  observed: number;
}
