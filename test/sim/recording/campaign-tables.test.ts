import { describe, expect, it } from 'vitest';
import {
  auctionColumns,
  bidderColumns,
  completionColumns,
  probabilityColumns,
} from '../../../sim/recording/campaign-tables.js';
import { type Done, outcomeOf } from './sample-outcome.js';

const done: Done[] = [
  { bidder: 0, task: 0, completion: 12 },
  { bidder: 2, task: 0, completion: 10 },
  { bidder: 2, task: 2, completion: undefined },
];

describe('the tables of a campaign', () => {
  const outcome = outcomeOf(done, [2, 0]);

  it('auction: expected beside realised', () => {
    expect(auctionColumns(outcome)).toEqual({
      participants: [4],
      bidders: [3],
      winners: [2],
      budget: [9],
      payment_total: [4],
      within_budget: [true],
      cost_total: [4],
      value_of_all: [2],
      expected_value: [1.5],
      realised_value: [1],
      expected_utility: [-2.5],
      realised_utility: [-3],
    });
  });

  it('bidders: winners in the order of their selection, 0 for losers', () => {
    const { order_of_selection: order, payment, cost, tasks, vehicle } = bidderColumns(outcome);
    expect(order).toEqual([1, null, 0]);
    expect(Array.from(payment)).toEqual([2, 0, 2]);
    expect(Array.from(cost)).toEqual([1, 2, 3]);
    expect(Array.from(tasks)).toEqual([1, 0, 2]);
    expect(vehicle).toEqual(['v0', 'v1', 'v2']);
  });

  it('completions: missing where they never happened', () => {
    const { arrival, completion, in_time: inTime, winner } = completionColumns(outcome);
    expect(arrival).toEqual([11, 9, null]);
    expect(completion).toEqual([12, 10, null]);
    expect(winner).toEqual([true, true, true]);
    expect(Array.from(inTime)).toEqual([0.75, 0.75, 0.75]);
  });

  it('probabilities: one row per subinterval, a boundary belongs to the one that it ends', () => {
    const { subinterval, happened, probability } = probabilityColumns(outcome);
    expect(Array.from(subinterval)).toEqual([1, 2, 1, 2, 1, 2]);
    expect(happened).toEqual([false, true, true, false, false, false]);
    expect(Array.from(probability)).toEqual([0.5, 0.25, 0.5, 0.25, 0.5, 0.25]);
  });
});
