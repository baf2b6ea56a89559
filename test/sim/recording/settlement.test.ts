import { describe, expect, it } from 'vitest';
import { settle, subintervalOf } from '../../../sim/recording/settlement.js';
import { type Done, outcomeOf } from './sample-outcome.js';

describe('subintervalOf', () => {
  it('gives a boundary to the subinterval that it ends, and nothing after the deadline', () => {
    const boundaries = [10, 20];
    expect([0, 10, 10.01, 20, 20.01, undefined].map((time) => subintervalOf(time, boundaries))).toEqual([
      0,
      0,
      1,
      1,
      undefined,
      undefined,
    ]);
  });
});

describe('settle', () => {
  const done: Done[] = [
    { bidder: 0, task: 0, completion: 15 },
    { bidder: 1, task: 0, completion: 12 },
    { bidder: 2, task: 0, completion: 3 },
    { bidder: 0, task: 1, completion: undefined },
    { bidder: 1, task: 2, completion: 25 },
  ];

  it('takes the first completion by a winner, and nothing from losers', () => {
    expect(settle(outcomeOf(done, [0, 1])).tasks).toEqual([
      { completion: 12, value: 0.5 },
      { completion: undefined, value: 0 },
      { completion: 25, value: 0 },
    ]);
    expect(settle(outcomeOf(done, [2])).tasks[0]).toEqual({ completion: 3, value: 1 });
    expect(settle(outcomeOf(done, [])).tasks.every(({ value }) => value === 0)).toBe(true);
  });
});
