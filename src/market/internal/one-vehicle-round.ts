import type { ServiceMarket } from '../market.js';
import type { MarketOptions, MarketOutcome } from '../mechanism.js';
import { type OfferTable, offerTable } from '../offer-table.js';
import type { OfflineAuction } from '../offline-auction.js';
import { bidOf, criticalBid, type Score, scoreOf, scoreTotal } from '../score.js';
import { auctionService, type VehicleService } from '../service.js';
import { vehicleSurplus } from '../surplus.js';

/** What tells the one-vehicle mechanisms apart. */
export interface RoundRule {
  readonly mechanism: string;
  /** How many of a vehicle's first tasks its score counts. */
  readonly scoredTasks: number;
  readonly auction: OfflineAuction;
}

/** The index of the largest number, the lowest on ties; -1 where every index is excluded. */
export function argmax(numbers: readonly number[], excluded = -1): number {
  let best = -1;
  for (let i = 0; i < numbers.length; i++)
    if (i !== excluded && (best < 0 || numbers[i] > numbers[best])) best = i;
  return best;
}

/** An outcome with the service of its winner, or with none at all. */
export function outcomeOf(
  mechanism: string,
  table: OfferTable,
  winner: number,
  vehiclePayment: number,
  service: VehicleService,
  scores: readonly number[],
): MarketOutcome {
  const offline = service.simulatorPayments.reduce((sum, payment) => sum + payment, 0);
  return {
    mechanism,
    vehicle: winner < 0 ? null : winner,
    vehiclePayment,
    simulatorPerTask: service.simulatorPerTask,
    simulatorPayments: service.simulatorPayments,
    surplus: vehicleSurplus(table, winner, service.simulatorPerTask),
    revenue: { online: vehiclePayment, offline, total: vehiclePayment + offline },
    tasks: service.tasks,
    scores,
  };
}

const noService: VehicleService = { simulatorPerTask: [], simulatorPayments: [], tasks: [] };

/** A round in which the vehicle with the highest score wins and all its feasible tasks are served. */
export function oneVehicleRound(
  market: ServiceMarket,
  rule: RoundRule,
  { score: form = 'coupled', pricing = 'critical' }: MarketOptions,
): MarketOutcome {
  const table = offerTable(market);
  const scores: Score[] = market.vehicles.map((_, i) => scoreOf(table, i, rule.scoredTasks, form));
  const totals = scores.map(scoreTotal);
  const winner = argmax(totals);
  if (winner < 0) return outcomeOf(rule.mechanism, table, winner, 0, noService, totals);
  const runnerUp = argmax(totals, winner);
  let payment = 0;
  if (runnerUp >= 0)
    payment =
      pricing === 'critical'
        ? criticalBid(scores[winner], totals[runnerUp])
        : bidOf(market.vehicles[runnerUp]);
  const service = auctionService(table, winner, rule.auction);
  return outcomeOf(rule.mechanism, table, winner, payment, service, totals);
}
