import type { RandomStream } from '../../../src/random/index.js';
import type { CrowdsourcingSettings } from '../../../src/scenario/index.js';
import type { RouteState } from '../../traffic/traffic.js';
import type { PlacedTask } from './tasks.js';

/** A task on the remaining route of a vehicle. */
export interface TaskAhead {
  readonly task: number;
  /** Which link of the vehicle's route passes the task. */
  readonly routeIndex: number;
}

/** A vehicle that takes part, with what only it knows. */
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

/** The tasks ahead of a vehicle on its route, each where it is passed first, in the order of passing. */
export function tasksAhead(
  state: RouteState,
  tasksOfLink: ReadonlyMap<number, readonly number[]>,
  tasks: readonly PlacedTask[],
): TaskAhead[] {
  const ahead: TaskAhead[] = [];
  const seen = new Set<number>();
  for (let routeIndex = state.routeIndex; routeIndex < state.route.length; routeIndex++) {
    for (const task of tasksOfLink.get(state.route[routeIndex]) ?? []) {
      if (routeIndex === state.routeIndex && tasks[task].offset <= state.position) continue;
      if (!seen.has(task)) {
        seen.add(task);
        ahead.push({ task, routeIndex });
      }
    }
  }
  return ahead;
}

/** The tasks of each link, in the order in which a vehicle on the link passes them. */
export function tasksByLink(tasks: readonly PlacedTask[]): Map<number, number[]> {
  const byLink = new Map<number, number[]>();
  for (const [task, { link }] of tasks.entries()) {
    const list = byLink.get(link);
    if (list === undefined) byLink.set(link, [task]);
    else list.push(task);
  }
  for (const list of byLink.values()) list.sort((a, b) => tasks[a].offset - tasks[b].offset || a - b);
  return byLink;
}

/**
 * Draws who takes part, their computers and private costs as in section 6.1 of the TBUMA paper.
 * Each vehicle uses the same number of random draws whether it takes part or not, so that campaigns that differ only in
 * the share stay comparable.
 */
export function drawParticipants(
  vehicles: readonly RouteState[],
  tasks: readonly PlacedTask[],
  settings: CrowdsourcingSettings,
  random: RandomStream,
): Participant[] {
  const byLink = tasksByLink(tasks);
  const participants: Participant[] = [];
  for (const state of vehicles) {
    const takesPart = random.next() < settings.vehicles.share;
    const clock = random.uniform(...settings.vehicles.clock);
    const driverCost = random.uniform(...settings.vehicles.driverCost);
    const taskCost = random.uniform(...settings.vehicles.taskCost);
    if (!takesPart) continue;
    const bundle = tasksAhead(state, byLink, tasks);
    participants.push({
      state,
      clock,
      processingTime: settings.tasks.work / clock,
      bundle,
      cost: driverCost + taskCost * bundle.length,
    });
  }
  return participants;
}
