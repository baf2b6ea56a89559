/** Who simulates during a task, and at what price. */
export interface OfflineAward {
  /** 0 is the driving simulator. */
  readonly simulator: number;
  /** What the simulator pays per second of the task's total latency T. */
  readonly price: number;
}

/**
 * An offline auction: a function from bids per second to the winner and its price.
 * @param trafficBids bids of the traffic simulators 1 to K, not negative
 * @param drivingBid b_0, not negative
 * @param alpha price scaling factor, at least 1
 */
export type OfflineAuction = (
  trafficBids: ArrayLike<number>,
  drivingBid: number,
  alpha: number,
) => OfflineAward;

/**
 * The modified second bid of EPViSA and MTEPViSA (twin-market journal, eq. (10) and (11)): the highest traffic simulator wins
 * iff it bids more than alpha times the highest bid of the other TRAFFIC simulators, and pays that product; otherwise the
 * driving simulator wins and pays its own bid. Where there is no other traffic simulator, its highest bid counts as 0, so a
 * single traffic simulator wins with any bid above 0, for nothing. Truthful for traffic simulators, and free from adverse
 * selection: a common factor on all traffic bids changes nothing.
 */
export const modifiedSecondBid: OfflineAuction = (trafficBids, drivingBid, alpha) => {
  let best = 0;
  let highest = 0;
  let second = 0;
  for (let k = 0; k < trafficBids.length; k++) {
    const bid = trafficBids[k];
    if (best === 0 || bid > highest) {
      second = highest;
      highest = bid;
      best = k + 1;
    } else if (bid > second) second = bid;
  }
  return highest > alpha * second
    ? { simulator: best, price: alpha * second }
    : { simulator: 0, price: drivingBid };
};

/**
 * The ordinary second price of PViSA among the driving simulator's bid and all traffic bids; ties go to the lowest index.
 * Without a second bidder the price is 0. `alpha` has no part in it.
 */
export const secondPrice: OfflineAuction = (trafficBids, drivingBid) => {
  let simulator = 0;
  let highest = drivingBid;
  let price = 0;
  for (let k = 0; k < trafficBids.length; k++) {
    const bid = trafficBids[k];
    if (bid > highest) {
      price = highest;
      highest = bid;
      simulator = k + 1;
    } else if (bid > price) price = bid;
  }
  return { simulator, price };
};
