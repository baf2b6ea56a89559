import { declaredAccuracy, type TwinSettings } from '../../../src/scenario/index.js';
import type { RoundOutcome } from './market-round.js';
import { type FailureCause, failureCauses, type TwinTask } from './twin-task.js';

/** Numbers in the order in which they come, without an object each. */
export class NumberColumn {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Float64Array(2 * this.#values.length);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}

function put(column: NumberColumn, value: number | undefined): void {
  column.push(value ?? Number.NaN);
}

/** Columns of finished tasks, in the order in which they ended; NaN for what a task did not come to. Times in s. */
export const taskNumbers = [
  'task',
  'vehicle',
  'kind',
  'unit',
  'created',
  'size',
  'work',
  'deadline',
  'granted',
  'promised',
  'uploaded',
  'computed',
  'synchronised',
  'finished',
  'cause',
  'simulator',
  'simulations',
  'delivered',
  'payment',
] as const;
export type TaskNumber = (typeof taskNumbers)[number];

/** What a market brings in: surplus by part and revenue by submarket. */
export interface MarketSums {
  twin: number;
  traffic: number;
  driving: number;
  online: number;
  offline: number;
}

const nothing = (): MarketSums => ({ twin: 0, traffic: 0, driving: 0, online: 0, offline: 0 });

/** Counts what becomes of the tasks of a replication. */
export class TwinLedger {
  readonly columns: Readonly<Record<TaskNumber, NumberColumn>>;
  readonly failures: Readonly<Record<FailureCause, number>> = {
    rejected: 0,
    capacity: 0,
    deadline: 0,
    coverage: 0,
    mobility: 0,
    dwell: 0,
  };
  /** As the market reckoned it, and as it came. */
  readonly promised = nothing();
  readonly realised = nothing();
  /** Surplus of the omniscient optimum of the same rounds; undefined when it was not asked for. */
  optimum: number | undefined;
  rounds = 0;
  /** Tasks created, and done. */
  tasks = 0;
  completed = 0;
  readonly #declared: number;

  constructor(settings: TwinSettings) {
    this.#declared = declaredAccuracy(settings);
    this.columns = Object.fromEntries(taskNumbers.map((name) => [name, new NumberColumn()])) as Record<
      TaskNumber,
      NumberColumn
    >;
    this.optimum = settings.market.yardstick ? 0 : undefined;
  }

  created(_: TwinTask): void {
    this.tasks++;
  }

  /** A round was held. */
  round({ grants, surplus, optimum }: RoundOutcome): void {
    this.rounds++;
    this.promised.twin += surplus.twin;
    this.promised.traffic += surplus.traffic;
    this.promised.driving += surplus.driving;
    if (optimum !== undefined) this.optimum = (this.optimum ?? 0) + optimum;
    for (const { payment, award } of grants) {
      this.promised.online += payment;
      this.promised.offline += award?.payment ?? 0;
    }
  }

  /** A task is over. */
  over(task: TwinTask): void {
    const { cause } = task;
    if (cause !== undefined) (this.failures as Record<FailureCause, number>)[cause]++;
    if (task.synchronised !== undefined) this.#earn(task);
    const { columns } = this;
    columns.task.push(task.number);
    columns.vehicle.push(task.vehicle.number);
    columns.kind.push(task.kind);
    put(columns.unit, task.unit);
    columns.created.push(task.created);
    columns.size.push(task.size);
    columns.work.push(task.work);
    columns.deadline.push(task.deadline);
    put(columns.granted, task.granted);
    put(columns.promised, task.promised);
    put(columns.uploaded, task.uploaded);
    put(columns.computed, task.computed);
    put(columns.synchronised, task.synchronised);
    put(columns.finished, task.finished);
    put(columns.cause, cause === undefined ? undefined : failureCauses.indexOf(cause));
    put(columns.simulator, task.award?.simulator);
    put(columns.simulations, task.award?.count);
    put(columns.delivered, task.award === undefined ? undefined : task.delivered);
    columns.payment.push(task.synchronised === undefined ? 0 : task.payment);
  }

  #earn({ vehicle, valued, accuracy, award, delivered, payment }: TwinTask): void {
    this.completed++;
    const { realised } = this;
    // The value of a vehicle counts once for each round in which a task of it was granted that is synchronised.
    if (valued !== undefined && !valued.has(vehicle)) {
      valued.add(vehicle);
      realised.twin += (accuracy ?? this.#declared) * vehicle.value;
    }
    realised.online += payment;
    if (award === undefined) return;
    realised.offline += delivered * award.payment;
    if (award.simulator === 0) realised.driving += delivered * award.worth;
    else realised.traffic += delivered * award.worth;
  }
}
