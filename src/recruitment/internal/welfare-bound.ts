import type { Coverage } from '../coverage.js';

/**
 * An upper bound of what a set of further vehicles can add to V - sum of bids, by submodularity: what they add together is at
 * most the sum of what each adds alone, and at most what all of them add (`together`). Vehicles are taken by falling value
 * per bid, the last one in part, until the budget or `together` is used up.
 * @param order candidates by falling ratio marginal / bid
 * @param marginals by vehicle: what it adds alone, or an upper bound of that
 */
export function welfareBound(
  order: ArrayLike<number>,
  count: number,
  marginals: Float64Array,
  bids: Float64Array,
  budget: number,
  together: number,
  without = -1,
): number {
  let money = budget;
  let value = together;
  let bound = 0;
  for (let n = 0; n < count; n++) {
    const i = order[n];
    if (i === without) continue;
    const marginal = marginals[i];
    const bid = bids[i];
    if (marginal <= bid) break;
    const share = Math.min(1, bid > 0 ? money / bid : 1, value / marginal);
    bound += share * (marginal - bid);
    if (share < 1) break;
    money -= bid;
    value -= marginal;
  }
  return bound;
}

/**
 * Another upper bound of the same, tighter where many vehicles share few tasks: every vehicle's bid is laid on its tasks in
 * proportion to what it adds to each, so that a task is served at the ratio of the vehicle that serves it, and no task gains
 * more than all vehicles together add to it.
 * @param order candidates by falling ratio
 * @param ratios by vehicle: marginal / bid
 * @param contributions by entry: what the entry adds alone
 * @param left by task: what the candidates together add to it; used up
 * @param total sum of `left`
 */
export function taskwiseBound(
  market: Coverage,
  order: ArrayLike<number>,
  count: number,
  ratios: Float64Array,
  contributions: Float64Array,
  left: Float64Array,
  total: number,
  without: number,
): number {
  const { entryStart, entryTask } = market;
  let open = total;
  let bound = 0;
  for (let n = 0; n < count && open > 0; n++) {
    const i = order[n];
    if (i === without) continue;
    const margin = 1 - 1 / ratios[i];
    const last = entryStart[i + 1];
    let filled = 0;
    for (let entry = entryStart[i]; entry < last; entry++) {
      const task = entryTask[entry];
      const added = Math.min(contributions[entry], left[task]);
      left[task] -= added;
      filled += added;
    }
    bound += filled * margin;
    open -= filled;
    if (open < 1e-9 * total) return bound + open;
  }
  return bound;
}
