import type { OfferTable } from './offer-table.js';

/** Social surplus of a round by part: realised value, not payments (twin-market journal, eq. (5a)). */
export interface Surplus {
  /** R v of each vehicle of which at least one task is served. */
  readonly twin: number;
  /** Sum of T_k U_k over the tasks that a traffic simulator k won. */
  readonly traffic: number;
  /** Sum of T_0 gamma U_0 over the tasks that the driving simulator won. */
  readonly driving: number;
  readonly total: number;
}

/** What the roadside unit is paid, by submarket. */
export interface Revenue {
  /** By vehicles. */
  readonly online: number;
  /** By simulators. */
  readonly offline: number;
  readonly total: number;
}

/** The surplus of one simulator's simulations during a task: T U, times gamma for the driving simulator. */
export function simulationSurplus(table: OfferTable, task: number, simulator: number): number {
  const offer = task * table.simulators + simulator;
  const worth = table.duration[offer] * table.worth[offer];
  return simulator === 0 ? table.market.gamma * worth : worth;
}

/** The surplus of serving tasks of one vehicle. @param simulatorPerTask by task of the vehicle; null where it is not served */
export function vehicleSurplus(
  table: OfferTable,
  vehicle: number,
  simulatorPerTask: readonly (number | null)[],
): Surplus {
  let served = false;
  let traffic = 0;
  let driving = 0;
  for (let n = 0; n < simulatorPerTask.length; n++) {
    const simulator = simulatorPerTask[n];
    if (simulator === null) continue;
    served = true;
    const surplus = simulationSurplus(table, table.taskStart[vehicle] + n, simulator);
    if (simulator === 0) driving += surplus;
    else traffic += surplus;
  }
  const twin = served ? table.market.accuracy * table.market.vehicles[vehicle].value : 0;
  return { twin, traffic, driving, total: twin + traffic + driving };
}

/** Adds surpluses up, part by part. */
export function sumSurplus(parts: readonly Surplus[]): Surplus {
  let twin = 0;
  let traffic = 0;
  let driving = 0;
  for (const part of parts) {
    twin += part.twin;
    traffic += part.traffic;
    driving += part.driving;
  }
  return { twin, traffic, driving, total: twin + traffic + driving };
}
