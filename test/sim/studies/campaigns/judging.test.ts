import { describe, expect, it } from 'vitest';
import {
  allAbove,
  always,
  endsDiffer,
  nearer,
  withinBudget,
} from '../../../../sim/studies/campaigns/judging.js';
import { madeUp } from './made-up-results.js';

const budgets = [{ budget: 10 }, { budget: 20 }, { budget: 30 }];

describe('always', () => {
  const results = madeUp(budgets, {
    A: [
      [1, 2],
      [0.5, Number.NaN],
      [3, 4],
    ],
  });

  it('looks at every replication and tells the worst', () => {
    expect(always(results, { series: 'A' }, { least: 0.5 })).toEqual({
      holds: true,
      evidence: 'least of 5 values: 0.5, at budget 20',
    });
    expect(always(results, { series: 'A' }, { most: 2.5 })).toEqual({
      holds: false,
      evidence: 'largest of 5 values: 4, at budget 30; 2 are above 2.5',
    });
  });

  it('takes a rounding error for none, and no value for no evidence', () => {
    expect(always(madeUp([{ x: 1 }], { A: [[-1e-12]] }), { series: 'A' }, { least: 0 }).holds).toBe(true);
    expect(always(madeUp([{ x: 1 }], { A: [[Number.NaN]] }), { series: 'A' }, { least: 0 }).holds).toBe(
      false,
    );
  });
});

describe('endsDiffer', () => {
  const noise = [-2, -1, 0, 1, 2];
  const around = (mean: number): number[] => noise.map((e, i) => mean + e + i / 100);
  const results = madeUp(budgets, {
    A: [around(1), around(9), around(2)],
    B: [around(5), around(4), around(5)],
  });

  it('compares the last value with the first, replication by replication, whatever lies between', () => {
    expect(endsDiffer(results, { series: 'A' }, 'budget', 'rises')).toMatchObject({ holds: true });
    expect(endsDiffer(results, { series: 'A' }, 'budget', 'falls').holds).toBe(false);
    const level = endsDiffer(results, { series: 'B' }, 'budget', 'rises');
    expect(level.holds).toBe(false);
    expect(level.evidence).toContain('budget 30 against 10: ');
  });

  it('must hold in each place; the contrary ones come first', () => {
    const points = [1, 2].flatMap((rate) => [10, 20].map((tasks) => ({ rate, tasks })));
    const both = madeUp(points, { A: [around(1), around(2), around(4), around(3)] });
    const { holds, evidence } = endsDiffer(both, { series: 'A' }, 'tasks', 'rises', [
      { rate: 1 },
      { rate: 2 },
    ]);
    expect(holds).toBe(false);
    expect(evidence).toMatch(/^rate 2, tasks 20 against 10: .*; rate 1, tasks 20 against 10: /);
    expect(endsDiffer(both, { series: 'A' }, 'tasks', 'rises', [{ rate: 1 }]).holds).toBe(true);
  });

  it('does not hold for nothing', () => {
    expect(allAbove(results, []).holds).toBe(false);
  });
});

describe('withinBudget', () => {
  it('compares payments with the budget of their point', () => {
    const kept = madeUp(
      budgets,
      {
        A: [
          [9, 10],
          [3, 4],
          [29, 30 * (1 + 1e-12)],
        ],
      },
      'payments',
    );
    expect(withinBudget(kept, 'A')).toEqual({
      holds: true,
      evidence: 'most of a budget that 6 auctions paid: 30 of 30',
    });
    const broken = madeUp(
      budgets,
      {
        A: [
          [9, 10],
          [20.1, 4],
          [29, 30],
        ],
      },
      'payments',
    );
    expect(withinBudget(broken, 'A')).toEqual({
      holds: false,
      evidence: 'most of a budget that 6 auctions paid: 20.1 of 20; 1 paid more than their budget',
    });
  });
});

describe('nearer', () => {
  it('compares the lead of one series over another at two places', () => {
    const results = madeUp(budgets, {
      A: [
        [2, 3, 4],
        [5, 5, 5],
        [9, 8, 7],
      ],
      B: [
        [1, 2, 2],
        [0, 0, 0],
        [1, 1, 1],
      ],
    });
    expect(nearer(results, ['A', 'B'], 'm', { budget: 10 }, { budget: 30 }).holds).toBe(true);
    expect(nearer(results, ['A', 'B'], 'm', { budget: 30 }, { budget: 10 }).holds).toBe(false);
  });
});
