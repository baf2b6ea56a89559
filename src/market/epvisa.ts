import { oneVehicleRound } from './internal/one-vehicle-round.js';
import type { MarketMechanism } from './mechanism.js';
import { modifiedSecondBid } from './offline-auction.js';

/**
 * EPViSA, the single-task forerunner of MTEPViSA: the score of a vehicle counts its first task only, but all feasible tasks of
 * the winner are served, each with a modified second bid among simulators. The benchmark of twin-market journal, section V.
 */
export const epvisa: MarketMechanism = (market, options = {}) =>
  oneVehicleRound(market, { mechanism: 'epvisa', scoredTasks: 1, auction: modifiedSecondBid }, options);
