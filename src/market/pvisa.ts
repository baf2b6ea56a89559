import { oneVehicleRound } from './internal/one-vehicle-round.js';
import type { MarketMechanism } from './mechanism.js';
import { secondPrice } from './offline-auction.js';

/**
 * PViSA, second prices in both submarkets: the vehicle with the highest bid wins (ties: lowest index) and pays the second
 * highest bid, 0 when it is alone; during each of its feasible tasks the highest of all simulators simulates and pays T times
 * the second highest bid. What the offline submarket brings has no part in the choice of the vehicle.
 * The benchmark of twin-market journal, section V. `score` has no part in it, and both pricings are the second price.
 */
export const pvisa: MarketMechanism = (market, options = {}) =>
  oneVehicleRound(market, { mechanism: 'pvisa', scoredTasks: 0, auction: secondPrice }, options);
