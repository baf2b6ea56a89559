import type { RandomStream } from '../../../src/random/index.js';
import type { CrowdsourcingSettings } from '../../../src/scenario/index.js';
import type { RouteState } from '../../traffic/traffic.js';
import type { PlacedTask } from './tasks.js';

/** A task on the remaining route of a vehicle. */
export interface TaskAhead {
  readonly task: number;
  /** Which link of the vehicle's route passes the task. */
  readonly routeIndex: number;
  /** Distance of the task from the start of that link, m. */
  readonly offset: number;
}

/** What only the vehicle knows of itself; the same in every campaign. */
export interface PrivateTraits {
  readonly takesPart: boolean;
  /** Clock of the on-board computer, GHz. */
  readonly clock: number;
  /** Cost of the driver's effort, once for a bundle. */
  readonly driverCost: number;
  /** Cost of each task of a bundle. */
  readonly taskCost: number;
}

/** A vehicle that takes part, on the tasks of one requester. */
export interface Participant {
  readonly state: RouteState;
  /** Clock of the on-board computer, GHz. */
  readonly clock: number;
  /** Processing time of any task, eq. (3) without transmission, s. */
  readonly processingTime: number;
  /** Every task on the remaining route, in the order in which the vehicle passes them. */
  readonly bundle: readonly TaskAhead[];
  /** Private cost of the whole bundle: driver's effort + number of tasks x cost per task (TBUMA, section 6.1). */
  readonly cost: number;
}

/** A task as a link passes it. */
export interface TaskOnLink {
  readonly task: number;
  /** m from the start of the link. */
  readonly offset: number;
}

/** The tasks ahead of a vehicle on its route, each where it is passed first, in the order of passing. */
export function tasksAhead(
  state: RouteState,
  tasksOfLink: ReadonlyMap<number, readonly TaskOnLink[]>,
): TaskAhead[] {
  const ahead: TaskAhead[] = [];
  const seen = new Set<number>();
  for (let routeIndex = state.routeIndex; routeIndex < state.route.length; routeIndex++) {
    for (const { task, offset } of tasksOfLink.get(state.route[routeIndex]) ?? []) {
      if (routeIndex === state.routeIndex && offset <= state.position) continue;
      if (!seen.has(task)) {
        seen.add(task);
        ahead.push({ task, routeIndex, offset });
      }
    }
  }
  return ahead;
}

/** The tasks of each link, those of the other direction included, in the order in which a vehicle on the link passes them. */
export function tasksByLink(tasks: readonly PlacedTask[]): Map<number, TaskOnLink[]> {
  const byLink = new Map<number, TaskOnLink[]>();
  for (const [task, { link, offset, opposite }] of tasks.entries()) {
    for (const place of opposite === undefined ? [{ link, offset }] : [{ link, offset }, opposite]) {
      const list = byLink.get(place.link) ?? [];
      list.push({ task, offset: place.offset });
      byLink.set(place.link, list);
    }
  }
  for (const list of byLink.values()) list.sort((a, b) => a.offset - b.offset || a.task - b.task);
  return byLink;
}

/**
 * Draws who takes part, their computers and private costs as in section 6.1 of the TBUMA paper.
 * Each vehicle uses the same number of random draws whether it takes part or not, so that campaigns that differ only in
 * the share stay comparable.
 * @param known traits of vehicles that were on the road in an earlier campaign; those of the others are drawn and added
 */
export function drawTraits(
  vehicles: readonly RouteState[],
  settings: CrowdsourcingSettings['vehicles'],
  random: RandomStream,
  known: Map<string, PrivateTraits>,
): void {
  for (const { vehicle } of vehicles) {
    if (known.has(vehicle)) continue;
    known.set(vehicle, {
      takesPart: random.next() < settings.share,
      clock: random.uniform(...settings.clock),
      driverCost: random.uniform(...settings.driverCost),
      taskCost: random.uniform(...settings.taskCost),
    });
  }
}

/** A vehicle with a bundle of tasks on its route. */
export function participantWith(
  state: RouteState,
  { clock, driverCost, taskCost }: PrivateTraits,
  bundle: readonly TaskAhead[],
  work: number,
): Participant {
  return {
    state,
    clock,
    processingTime: work / clock,
    bundle,
    cost: driverCost + taskCost * bundle.length,
  };
}
