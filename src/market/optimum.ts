import { argmax, outcomeOf } from './internal/one-vehicle-round.js';
import type { ServiceMarket } from './market.js';
import type { MarketOutcome } from './mechanism.js';
import { type OfferTable, offerTable } from './offer-table.js';
import { serviceOf } from './service.js';
import { simulationSurplus, vehicleSurplus } from './surplus.js';

/** The simulator that brings a task the most surplus, lowest index on ties; null for an infeasible task. */
export function bestSimulator(table: OfferTable, task: number): number | null {
  if (table.feasible[task] === 0) return null;
  let best = 0;
  for (let k = 1; k < table.simulators; k++)
    if (simulationSurplus(table, task, k) > simulationSurplus(table, task, best)) best = k;
  return best;
}

/**
 * The omniscient optimum of a round, the yardstick of every mechanism that lets one vehicle win: the vehicle and, for each of
 * its feasible tasks, the simulator with the largest total surplus (twin-market journal, eq. (5a)), the driving simulator's
 * match quality known. Nobody pays: it is no mechanism. `scores` are the largest surpluses by vehicle. Ties: lowest index.
 * @throws InputError when the market is wrong (see `checkMarket`)
 */
export function optimum(market: ServiceMarket): MarketOutcome {
  const table = offerTable(market);
  const choices = market.vehicles.map(({ tasks }, i) =>
    tasks.map((_, n) => bestSimulator(table, table.taskStart[i] + n)),
  );
  const services = choices.map((choice, i) =>
    serviceOf(
      table,
      i,
      choice,
      choice.map(() => 0),
    ),
  );
  const scores = choices.map((choice, i) => vehicleSurplus(table, i, choice).total);
  const winner = argmax(scores);
  const service = winner < 0 ? { simulatorPerTask: [], simulatorPayments: [], tasks: [] } : services[winner];
  return outcomeOf('optimum', table, winner, 0, service, scores);
}
