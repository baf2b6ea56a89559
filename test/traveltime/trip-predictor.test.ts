import cdf from '@stdlib/stats-base-dists-normal-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOfTable, type TripEstimator, tripPredictor } from '../../src/traveltime/index.js';
import { fractions } from './simulated-trips.js';

type Table = [number, number][][];
const estimators: TripEstimator[] = ['paper', 'mixture', 'coupled', 'grid'];

/** Eq. (5)-(10) read line by line, with the corrections where asked for; everything in plain loops. */
function byTheBook(
  table: Table,
  delta: number,
  alpha: number,
  gamma: number[],
  processing: number,
  boundaries: number[],
  estimator: 'paper' | 'mixture' | 'coupled',
): { mean: number; sd: number; completion: number[]; late: number; rho: number[][] } {
  const slots = table[0].length;
  const F = (t: number, m: number, s: number): number => (s > 0 ? cdf(t, m, s) : Number(t >= m));
  const phi = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  let xm = 0;
  let xv = 0;
  let mean = processing;
  let variance = 0;
  const rhos: number[][] = [];
  table.forEach((row, n) => {
    const s = Math.sqrt(xv);
    const rho = row.map((_, tau) => {
      if (n === 0) return tau === 0 ? 1 : 0;
      const upper = estimator !== 'paper' && tau === slots - 1 ? 1 : F((tau + 1) * delta, xm, s);
      const lower = estimator !== 'paper' && tau === 0 ? 0 : F(tau * delta, xm, s);
      return upper - lower;
    });
    const mu = row.reduce((sum, [m], tau) => sum + rho[tau] * m, 0);
    let v =
      estimator === 'paper'
        ? row.reduce((sum, [, sd], tau) => sum + (rho[tau] * sd) ** 2, 0)
        : row.reduce((sum, [m, sd], tau) => sum + rho[tau] * (sd * sd + m * m), 0) - mu * mu;
    // What is left of certain times by rounding.
    if (v < 1e-10) v = 0;
    let c = 0;
    if (estimator === 'coupled' && n > 0 && s > 0) {
      row.forEach(([m], tau) => {
        const a = tau === 0 ? 0 : phi((tau * delta - xm) / s);
        const b = tau === slots - 1 ? 0 : phi(((tau + 1) * delta - xm) / s);
        c += m * s * (a - b);
      });
    }
    const f = n === 0 ? alpha : 1;
    mean += gamma[n] * mu;
    variance += gamma[n] ** 2 * v + 2 * gamma[n] * c;
    xm += f * mu;
    xv += f * f * v + 2 * f * c;
    rhos.push(rho);
  });
  const sd = Math.sqrt(Math.max(0, variance));
  const at = [0, ...boundaries].map((t) => F(t, mean, sd));
  return {
    mean,
    sd,
    completion: boundaries.map((_, k) => at[k + 1] - at[k]),
    late: 1 - at[at.length - 1],
    rho: rhos,
  };
}

const trip = fc
  .record({ links: fc.integer({ min: 1, max: 7 }), slots: fc.integer({ min: 1, max: 6 }) })
  .chain(({ links, slots }) =>
    fc.record({
      table: fc.array(
        fc.array(
          fc.tuple(
            fc.double({ min: 5, max: 90, noNaN: true }),
            fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0.5, max: 20, noNaN: true }) }, fc.constant(0)),
          ),
          {
            minLength: slots,
            maxLength: slots,
          },
        ),
        { minLength: links, maxLength: links },
      ),
      delta: fc.double({ min: 20, max: 120, noNaN: true }),
      alpha: fc.double({ min: 0.05, max: 1, noNaN: true }),
      link: fc.integer({ min: 0, max: links - 1 }),
      fraction: fc.double({ min: 0.05, max: 1, noNaN: true }),
      processing: fc.double({ min: 0.1, max: 30, noNaN: true }),
    }),
  );

const boundaries = [60, 120, 180, 240, 300];

describe('tripPredictor', () => {
  it.each(['paper', 'mixture', 'coupled'] as const)(
    '%s equals the equations read line by line',
    (estimator) => {
      fc.assert(
        fc.property(trip, ({ table, delta, alpha, link, fraction, processing }) => {
          const path = pathOfTable(table, delta, alpha);
          const gamma = fractions(table.length, alpha, link, fraction);
          const truth = byTheBook(table, delta, alpha, gamma, processing, boundaries, estimator);
          const predictor = tripPredictor(path, estimator);
          for (const result of [
            predictor.taskOf(gamma, processing, boundaries),
            predictor.task(link, gamma[link], processing, boundaries),
          ]) {
            expect(result.mean).toBeCloseTo(truth.mean, 9);
            expect(result.sd).toBeCloseTo(truth.sd, 7);
            for (const [k, q] of truth.completion.entries()) {
              expect(Math.abs(result.completion[k] - q)).toBeLessThan(1e-9);
            }
            expect(Math.abs(result.late - truth.late)).toBeLessThan(1e-9);
          }
          for (const [i, r] of truth.rho.flat().entries()) {
            expect(Math.abs(predictor.slotProbabilities[i] - r)).toBeLessThan(1e-9);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(estimators)('%s is the plain sum of normals when all slots are alike', (estimator) => {
    const row = (m: number, s: number): [number, number][] => [
      [m, s],
      [m, s],
      [m, s],
    ];
    const table =
      estimator === 'paper'
        ? [[row(30, 4)[0]], [row(45, 9)[0]], [row(20, 3)[0]]]
        : [row(30, 4), row(45, 9), row(20, 3)];
    const path = pathOfTable(table, estimator === 'paper' ? 1e6 : 40, 0.5);
    const { mean, sd, completion, late } = tripPredictor(path, estimator).task(2, 0.25, 10, boundaries);
    expect(mean).toBeCloseTo(15 + 45 + 5 + 10, 9);
    expect(sd).toBeCloseTo(Math.hypot(2, 9, 0.75), 9);
    boundaries.forEach((t, k) => {
      const q = cdf(t, 75, sd) - cdf(k === 0 ? 0 : boundaries[k - 1], 75, sd);
      expect(Math.abs(completion[k] - q)).toBeLessThan(estimator === 'grid' ? 1e-5 : 1e-11);
    });
    expect(late).toBeLessThan(1e-12);
  });

  it.each(estimators)('%s: probabilities with the early and the late mass sum to 1', (estimator) => {
    fc.assert(
      fc.property(trip, ({ table, delta, alpha, link, fraction, processing }) => {
        const predictor = tripPredictor(pathOfTable(table, delta, alpha), estimator);
        const { mean, sd, completion, late } = predictor.task(link, fraction, processing, boundaries);
        const sum = completion.reduce((a, b) => a + b, 0) + late;
        for (const q of [...completion, late]) expect(q).toBeGreaterThanOrEqual(0);
        if (estimator !== 'grid') expect(sum + cdf(0, mean, sd)).toBeCloseTo(1, 9);
        else {
          // No normal tells the early mass of the grid; where no link takes negative time there is none.
          expect(sum).toBeLessThan(1 + 1e-9);
          if (table.flat().every(([m, s]) => m > 6 * s)) expect(sum).toBeCloseTo(1, 6);
        }
        const halves = predictor.task(link, fraction, processing, [30, ...boundaries]).completion;
        expect(halves[0] + halves[1]).toBeCloseTo(completion[0], 9);
        const { slotProbabilities, entryMean } = predictor;
        const slots = table[0].length;
        for (let n = 0; n < table.length; n++) {
          const mass = slotProbabilities.slice(n * slots, (n + 1) * slots).reduce((a, b) => a + b, 0);
          if (estimator === 'paper') expect(mass).toBeLessThan(1 + 1e-12);
          else expect(mass).toBeCloseTo(1, 9);
          if (estimator !== 'paper') expect(entryMean[n + 1]).toBeGreaterThan(entryMean[n]);
        }
      }),
      { numRuns: estimator === 'grid' ? 12 : 100 },
    );
  });

  it('a later departure meets the slots that are left', () => {
    const table: Table = [1, 2, 3].map(() => [
      [20, 3],
      [60, 8],
      [30, 4],
    ]);
    const shifted = tripPredictor(pathOfTable(table, 50, 1, 50));
    const rest = tripPredictor(
      pathOfTable(
        table.map((row) => row.slice(1)),
        50,
      ),
    );
    const a = shifted.task(2, 1, 5, boundaries);
    const b = rest.task(2, 1, 5, boundaries);
    // Only mass before the departure could tell them apart, and there is next to none.
    expect(a.mean).toBeCloseTo(b.mean, 6);
    expect(a.sd).toBeCloseTo(b.sd, 6);
    expect([...shifted.slotProbabilities.slice(0, 3)]).toEqual([0, 1, 0]);
  });

  it.each(estimators)('%s handles links whose time is certain', (estimator) => {
    const table: Table = [
      [
        [30, 0],
        [99, 0],
        [99, 0],
      ],
      [
        [30, 0],
        [99, 0],
        [99, 0],
      ],
      [
        [99, 0],
        [40, 0],
        [99, 0],
      ],
    ];
    // Entry of the third link at 60 s exactly: the first slot ends there and contains it.
    const onEdge = tripPredictor(pathOfTable(table, 60), estimator);
    expect([...onEdge.slotProbabilities.slice(6)]).toEqual([1, 0, 0]);
    const { mean, sd, completion, late } = tripPredictor(pathOfTable(table, 50), estimator).task(
      2,
      0.5,
      40,
      [60, 120, 180],
    );
    expect(mean).toBeCloseTo(30 + 30 + 20 + 40, 9);
    expect(sd).toBe(0);
    // Completed at 120 s exactly: within the subinterval that ends there.
    expect([...completion, late]).toEqual([0, 1, 0, 0]);
    const there = tripPredictor(pathOfTable(table, 60, 0), estimator);
    expect([...there.task(0, 0, 0, [60, 120]).completion]).toEqual([1, 0]);
    expect([...there.slotProbabilities.slice(3, 6)]).toEqual([1, 0, 0]);
  });

  it('refuses links that are not on the path and paths that are none', () => {
    const path = pathOfTable([[[10, 1]]], 60);
    expect(() => tripPredictor(path).task(1, 1, 0, boundaries)).toThrow(/link 1 of a path of 1 links/);
    expect(() => pathOfTable([], 60)).toThrow(RangeError);
    expect(() =>
      pathOfTable(
        [
          [[1, 1]],
          [
            [1, 1],
            [2, 2],
          ],
        ],
        60,
      ),
    ).toThrow(/link 1 has 2 slots/);
    expect(() => pathOfTable([[[1, 1]]], 60, 1.5)).toThrow(RangeError);
    expect(() => pathOfTable([[[1, 1]]], 0)).toThrow(RangeError);
  });
});
