import { describe, expect, it } from 'vitest';
import {
  type Claim,
  type Expectation,
  judgeClaim,
  StudyResults,
  shownEstimate,
} from '../../../../sim/studies/index.js';

/** Two series over x = 1, 2, 3 with five replications that share their noise. */
function results(a: readonly number[], b: readonly number[], noise = [-2, -1, 0, 1, 2]): StudyResults {
  const points = a.map((_, i) => ({ x: i + 1 }));
  return new StudyResults({
    points,
    series: ['A', 'B'],
    measures: ['m'],
    values: points.map(
      (_, k) =>
        new Map([
          ['A', new Map([['m', noise.map((e, i) => a[k] + e + i / 100)]])],
          ['B', new Map([['m', noise.map((e) => b[k] + e)]])],
        ]),
    ),
  });
}

const judge = (data: StudyResults, expectation: Expectation) =>
  judgeClaim({ claim: 'c', expect: expectation }, data);

describe('judgeClaim', () => {
  const apart = results([10, 11, 12], [9, 9, 9]);

  it('finds by pairs what single intervals hide', () => {
    const { holds, evidence } = judge(apart, { higher: 'A', than: 'B' });
    expect(holds).toBe(true);
    expect(evidence).toBe(
      'at x 3: A 12.0 [10.0, 14.0] against B 9.0 [7.0, 11.0]; difference 3.020 [3.000, 3.040] (3 of 3 points)',
    );
    expect(judge(apart, { lower: 'B', than: 'A' }).holds).toBe(true);
    expect(judge(apart, { higher: 'A', than: 'B', by: 1.5 })).toMatchObject({
      holds: false,
      evidence: expect.stringMatching(/^at x 1: .*\(2 of 3 points\)$/) as string,
    });
  });

  it('does not hold where the replications leave it open', () => {
    expect(judge(apart, { higher: 'A', than: 11, at: { x: 3 } }).holds).toBe(false);
    expect(judge(apart, { higher: 'A', than: 9, at: { x: 3 } })).toEqual({
      claim: 'c',
      holds: true,
      evidence: 'at x 3: A 12.0 [10.0, 14.0] against 9',
    });
    expect(judge(apart, { lower: 'A', than: 13, at: { x: 3 } }).holds).toBe(false);
  });

  it('knows close, rising and falling', () => {
    expect(judge(apart, { close: 'A', to: 'B', within: 0.2, at: { x: 1 } }).holds).toBe(true);
    expect(judge(apart, { close: 'A', to: 'B', within: 0.1, at: { x: 1 } }).holds).toBe(false);
    expect(judge(apart, { rises: 'A', along: 'x' }).holds).toBe(true);
    expect(judge(apart, { falls: 'A', along: 'x' }).holds).toBe(false);
    expect(judge(apart, { rises: 'B', along: 'x' }).holds).toBe(false);
    const dented = judge(results([10, 5, 12], [0, 0, 0]), { rises: 'A', along: 'x' });
    expect(dented.holds).toBe(false);
    expect(dented.evidence).toContain('; from x 1 to 2 it changes by -5');
  });

  it('compares the means along a parameter with given numbers', () => {
    const values = [10.02, 11.02, 12.02];
    expect(judge(apart, { series: 'A', along: 'x', values, within: 1e-9 }).holds).toBe(true);
    expect(judge(apart, { series: 'A', along: 'x', values: [10, 11, 13], within: 0.5 }).holds).toBe(false);
    expect(judge(apart, { series: 'A', along: 'x', values: [10, 11], within: 0.5 }).holds).toBe(false);
  });

  it('does not hold, and says why, where there is nothing to judge', () => {
    expect(judge(apart, { higher: 'A', than: 'B', at: { x: 7 } })).toMatchObject({
      holds: false,
      evidence: 'no point has {"x":7}',
    });
    expect(judge(apart, { higher: 'C', than: 'B' })).toMatchObject({
      holds: false,
      evidence: 'cannot be judged: no series C; there are A, B',
    });
    const empty = results([1], [1], []);
    expect(judge(empty, { higher: 'A', than: 'B' }).holds).toBe(false);
    const one = results([1], [0], [0]);
    expect(judge(one, { higher: 'A', than: 'B' }).holds).toBe(false);
  });

  it('lets a function judge, and does not hide its faults', () => {
    const claim = (of: () => never): Claim => ({ claim: 'f', judge: of });
    expect(
      judgeClaim({ claim: 'f', paper: 'p', judge: () => ({ holds: true, evidence: 'e' }) }, apart),
    ).toEqual({
      claim: 'f',
      paper: 'p',
      holds: true,
      evidence: 'e',
    });
    const broken = claim(() => {
      throw new TypeError('broken');
    });
    expect(() => judgeClaim(broken, apart)).toThrow('broken');
  });
});

describe('StudyResults', () => {
  it('leaves out what a replication does not have, pair by pair', () => {
    const data = new StudyResults({
      points: [{ x: 1 }],
      series: ['A', 'B'],
      measures: ['m'],
      values: [
        new Map([
          ['A', new Map([['m', [1, Number.NaN, 3, 5]]])],
          ['B', new Map([['m', [1, 2, 2, Number.NaN]]])],
        ]),
      ],
    });
    expect(data.estimate({ series: 'A' })).toMatchObject({ mean: 3, n: 3 });
    expect(data.difference({ series: 'A' }, { series: 'B' })).toMatchObject({ mean: 0.5, n: 2 });
    expect(() => data.values({})).toThrow('no series (none named); there are A, B');
  });
});

describe('shownEstimate', () => {
  it.each([
    [{ mean: 0.01496, low: -0.01888, high: 0.04881 }, '0.015 [-0.019, 0.049]'],
    [{ mean: -19.37, low: -21.32, high: -17.42 }, '-19.4 [-21.3, -17.4]'],
    [{ mean: 12345.6, low: 12000, high: 12691.2 }, '12346 [12000, 12691]'],
    [{ mean: -0.0001, low: -0.4, high: 0.4 }, '0.00 [-0.40, 0.40]'],
    [{ mean: 34, low: 34, high: 34 }, '34'],
    [{ mean: 2, low: -Infinity, high: Infinity }, '2 (too few replications for an interval)'],
    [{ mean: Number.NaN, low: Number.NaN, high: Number.NaN }, 'no value'],
  ])('%o is %s', (estimate, text) => {
    expect(shownEstimate(estimate)).toBe(text);
  });

  it('compares medians where the study says so, whatever single replications do', () => {
    const wild = (statistic: 'mean' | 'median') =>
      new StudyResults({
        points: [{ x: 1 }],
        series: ['A', 'B'],
        measures: ['m'],
        statistic,
        values: [
          new Map([
            ['A', new Map([['m', [1, 2, 3, 4, 5, 6, 7, 8, -1e6]]])],
            ['B', new Map([['m', [0, 1, 2, 3, 4, 5, 6, 7, 0]]])],
          ]),
        ],
      });
    expect(judge(wild('mean'), { higher: 'A', than: 'B' }).holds).toBe(false);
    expect(judge(wild('median'), { higher: 'A', than: 'B' })).toEqual({
      claim: 'c',
      holds: true,
      evidence: 'at the only point: A 4.0 [1.0, 7.0] against B 3.0 [0.0, 6.0]; difference 1',
    });
    expect(judge(wild('median'), { higher: 'A', than: 0.5 }).holds).toBe(true);
    expect(judge(wild('median'), { close: 'A', to: 4, within: 0.1 }).holds).toBe(false);
    expect(judge(wild('median'), { series: 'A', along: 'x', values: [4] }).holds).toBe(true);
  });
});
