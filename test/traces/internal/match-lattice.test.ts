import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatchLattice } from '../../../src/traces/internal/match-lattice.js';
import { isotonic } from '../../../src/traces/internal/match-times.js';

const log = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -6, max: 0, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NEGATIVE_INFINITY) },
);
const finite = fc.double({ min: -6, max: 0, noNaN: true });

/** Layers of up to three candidates, with log-probabilities. */
const layers = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }).chain((sizes) =>
  fc.tuple(
    ...sizes.map((size, k) =>
      fc.record({
        emissions: fc.array(finite, { minLength: size, maxLength: size }),
        transitions: fc.array(log, {
          minLength: k === 0 ? 0 : size * sizes[k - 1],
          maxLength: k === 0 ? 0 : size * sizes[k - 1],
        }),
      }),
    ),
  ),
);

describe('MatchLattice', () => {
  it('finds the most probable chain and the probability of its members, as by trying all', () => {
    fc.assert(
      fc.property(layers, (given) => {
        const lattice = new MatchLattice(Float64Array.from(given[0].emissions));
        const kept = [given[0]];
        for (const layer of given.slice(1)) {
          if (!lattice.extend(Float64Array.from(layer.transitions), Float64Array.from(layer.emissions)))
            break;
          kept.push(layer);
        }
        let chains: { chain: number[]; weight: number }[] = given[0].emissions.map((e, i) => ({
          chain: [i],
          weight: Math.exp(e),
        }));
        for (const { emissions, transitions } of kept.slice(1)) {
          chains = chains.flatMap(({ chain, weight }) =>
            emissions.map((e, j) => ({
              chain: [...chain, j],
              weight: weight * Math.exp(e + transitions[(chain.at(-1) ?? 0) * emissions.length + j]),
            })),
          );
        }
        const best = Math.max(...chains.map(({ weight }) => weight));
        const total = chains.reduce((sum, { weight }) => sum + weight, 0);
        const { chosen, posteriors } = lattice.path();
        const found = chains.find(({ chain }) => chain.join() === chosen.join());
        expect(found?.weight).toBeCloseTo(best, 9);
        for (const [k, candidate] of chosen.entries()) {
          const share =
            chains.reduce((sum, { chain, weight }) => (chain[k] === candidate ? sum + weight : sum), 0) /
            total;
          expect(posteriors[k]).toBeCloseTo(share, 9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays as it is when no candidate can be reached', () => {
    const lattice = new MatchLattice(Float64Array.of(-1, -2));
    expect(lattice.extend(new Float64Array(2).fill(Number.NEGATIVE_INFINITY), Float64Array.of(0))).toBe(
      false,
    );
    expect([...lattice.path().chosen]).toEqual([0]);
  });
});

describe('isotonic', () => {
  it('never falls, and no other sequence that never falls is nearer', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        values,
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (given, other) => {
          const smooth = isotonic(Float64Array.from(given));
          const error = (s: ArrayLike<number>): number =>
            given.reduce((sum, v, i) => sum + (v - s[i]) ** 2, 0);
          for (let i = 1; i < smooth.length; i++) expect(smooth[i]).toBeGreaterThanOrEqual(smooth[i - 1]);
          const rival = other.slice(0, given.length).sort((a, b) => a - b);
          expect(error(smooth)).toBeLessThanOrEqual(error(rival) + 1e-9);
          // Also against small steps away from it.
          const near = smooth.map((v, i) => v + 0.01 * (i - 2));
          if (near.every((v, i) => i === 0 || v >= near[i - 1]))
            expect(error(smooth)).toBeLessThanOrEqual(error(near) + 1e-9);
        },
      ),
    );
  });
});
