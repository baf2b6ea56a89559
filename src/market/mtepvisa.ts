import { oneVehicleRound } from './internal/one-vehicle-round.js';
import type { MarketMechanism } from './mechanism.js';
import { modifiedSecondBid } from './offline-auction.js';

/**
 * MTEPViSA, the multi-task enhanced second-score auction (twin-market journal, section IV): the vehicle with the highest score
 * over all its tasks wins (ties: lowest index), all its feasible tasks are served, each with a modified second bid among
 * simulators. With the `coupled` score and `critical` pricing truthful bids are dominant for vehicles and traffic simulators,
 * as long as deadlines are verified. A vehicle without any feasible task still scores its bid, and serves nothing if it wins.
 */
export const mtepvisa: MarketMechanism = (market, options = {}) =>
  oneVehicleRound(
    market,
    { mechanism: 'mtepvisa', scoredTasks: Number.POSITIVE_INFINITY, auction: modifiedSecondBid },
    options,
  );
