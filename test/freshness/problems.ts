import fc from 'fast-check';
import type { RecruitmentProblem, VehicleType } from '../../src/freshness/index.js';

/** A type in general position. */
export const generalType: fc.Arbitrary<VehicleType> = fc.oneof(
  fc.record({
    arrival: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
    cost: fc.double({ min: 0.01, max: 50, noNaN: true }),
    capability: fc.double({ min: 0.1, max: 0.99, noNaN: true }),
  }),
  fc.record({
    success: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
    payment: fc.double({ min: 0.01, max: 20, noNaN: true }),
  }),
  fc.record({
    rate: fc.double({ min: 0.05, max: 2, noNaN: true }),
    cost: fc.double({ min: 0.01, max: 20, noNaN: true }),
    capability: fc.double({ min: 0.1, max: 0.99, noNaN: true }),
  }),
);

/** Types with nothing, everything, and the same as others: numbers that floating point keeps exact. */
export const degenerateType: fc.Arbitrary<VehicleType> = fc.oneof(
  fc.record({
    success: fc.constantFrom(0, 0.25, 0.5, 1),
    payment: fc.constantFrom(0, 1, 2, 3, 12),
  }),
  fc.record({
    arrival: fc.constantFrom(0, 0.5, 1),
    cost: fc.constantFrom(0, 1, 4, 40),
    capability: fc.constantFrom(0, 0.5, 1),
  }),
);

/** A problem in general position with up to `most` types. */
export function generalProblem(most: number): fc.Arbitrary<RecruitmentProblem> {
  return fc.record({
    types: fc.array(generalType, { minLength: 1, maxLength: most }),
    beta: fc.oneof(fc.double({ min: 0.02, max: 1, noNaN: true }), fc.constantFrom(0.1, 0.5)),
    epsilon: fc.constantFrom(1, 1, 0.2, 5),
  });
}

/** A problem with ties and extremes, and `least` to `most` types. */
export function degenerateProblem(most: number, least = 0): fc.Arbitrary<RecruitmentProblem> {
  return fc.record({
    types: fc.array(fc.oneof(degenerateType, degenerateType, generalType), {
      minLength: least,
      maxLength: most,
    }),
    beta: fc.oneof(
      fc.constantFrom(0, 1e-4, 0.5, 0.25, 0.999999, 1),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
    ),
    epsilon: fc.constantFrom(0.5, 1, 2, 100),
  });
}

/** Repeatable numbers uniform in [0, 1) (mulberry32), for loops over thousands of instances. */
export function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The paper's draws: p, r ~ U(0, .5), c ~ U(0, 50), scaled so that every type can matter. */
export function drawnProblem(types: number, random: () => number): RecruitmentProblem {
  return {
    types: Array.from({ length: types }, () => ({
      arrival: 0.1 + 0.8 * random(),
      cost: 50 * random(),
      capability: 0.1 + 0.8 * random(),
    })),
    beta: 0.02 + 0.96 * random(),
    epsilon: [1, 1, 0.3, 4][Math.floor(4 * random())],
  };
}

/** The binary-type case of enter's Table III. */
export function binaryCase(low: number, high: number): RecruitmentProblem {
  return {
    types: [
      { arrival: low, cost: 2, capability: 0.6 },
      { arrival: high, cost: 2.5, capability: 0.7 },
    ],
    beta: 1e-4,
    epsilon: 1,
  };
}
