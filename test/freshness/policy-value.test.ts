import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgePolicy,
  ageDistribution,
  evaluatePolicy,
  recruitAt,
  reportOf,
  simulatePolicy,
  type VehicleType,
} from '../../src/freshness/index.js';
import { literalValue } from './literal-reading.js';
import { generalProblem, numbers } from './problems.js';

const types: VehicleType[] = [
  { arrival: 0.5, cost: 4, capability: 0.4 },
  { rate: 0.7, cost: 3, capability: 0.3 },
  { counts: [0.5, 0.2, 0.2, 0.1], cost: 2, capability: 0.25 },
  { success: 0.15, payment: 1 },
];
const problem = { types, beta: 0.3, epsilon: 2 };
const policy: AgePolicy = [
  { fromAge: 1, recruit: [] },
  { fromAge: 2, recruit: [1] },
  { fromAge: 5, recruit: [0, 2] },
  { fromAge: 40, recruit: [0, 1, 2, 3] },
];

describe('the value of a policy', () => {
  it('is that of a sum over ages, whatever the policy', () => {
    fc.assert(
      fc.property(
        generalProblem(4),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(15)), { minLength: 1, maxLength: 5 }),
        (drawn, steps) => {
          let age = 1;
          const pieces = steps.map(([slots, set], i) => {
            const mask = i === steps.length - 1 ? 15 : set;
            const piece = {
              fromAge: age,
              recruit: drawn.types.flatMap((_, n) => ((mask >> n) & 1 ? [n] : [])),
            };
            age += slots;
            return piece;
          });
          const value = evaluatePolicy(drawn, pieces);
          const literal = literalValue(drawn, pieces);
          for (const key of ['payoff', 'averageAge', 'averageCost'] as const)
            expect(Math.abs(value[key] - literal[key])).toBeLessThanOrEqual(
              1e-9 * (1 + Math.abs(literal[key])),
            );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has ages that are distributed as said', () => {
    const { cycleLength, averageAge, averageSquaredAge } = evaluatePolicy(problem, policy);
    const shares = ageDistribution(problem, policy, 400);
    expect(shares[0]).toBeCloseTo(1 / cycleLength, 12);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    expect(shares.reduce((sum, share, i) => sum + share * (i + 1), 0)).toBeCloseTo(averageAge, 9);
    expect(shares.reduce((sum, share, i) => sum + share * (i + 1) ** 2, 0)).toBeCloseTo(averageSquaredAge, 8);
  });

  it('is what a simulation comes to, for every form of arrivals', () => {
    const value = evaluatePolicy(problem, policy);
    const played = simulatePolicy(problem, policy, numbers(1), 400_000);
    expect(played.standardError).toBeLessThan(0.01 * Math.abs(value.payoff));
    expect(Math.abs(played.payoff - value.payoff)).toBeLessThan(4 * played.standardError);
    expect(played.averageAge / value.averageAge).toBeCloseTo(1, 1);
    expect(played.averageCost / value.averageCost).toBeCloseTo(1, 1);
    expect(played.slots / played.updates / value.cycleLength).toBeCloseTo(1, 1);
    expect(played.wastedCost).toBeGreaterThan(0);
    expect(played.wastedCost).toBeLessThan(played.averageCost);
  });

  it('is -Infinity where the policy gets stuck', () => {
    const stuck = evaluatePolicy(problem, [
      { fromAge: 1, recruit: [0] },
      { fromAge: 9, recruit: [] },
    ]);
    expect(stuck.payoff).toBe(-Infinity);
    expect(stuck.averageAge).toBe(Infinity);
    expect(stuck.averageCost).toBe(0);
    const certain = { types: [{ success: 1, payment: 1 }], beta: 0.5 };
    expect(
      evaluatePolicy(certain, [
        { fromAge: 1, recruit: [0] },
        { fromAge: 9, recruit: [] },
      ]).payoff,
    ).toBe(-1);
  });

  it('refuses what is no policy', () => {
    const refused =
      (pieces: AgePolicy): (() => unknown) =>
      () =>
        evaluatePolicy(problem, pieces);
    expect(refused([])).toThrow('$.policy: is empty');
    expect(refused([{ fromAge: 2, recruit: [] }])).toThrow('$.policy[0].fromAge: is 2');
    expect(refused([{ fromAge: 1, recruit: [4] }])).toThrow('$.policy[0].recruit[0]: unknown type 4');
    expect(refused([{ fromAge: 1, recruit: [1, 1] }])).toThrow('type 1 is there twice');
    expect(
      refused([
        { fromAge: 1, recruit: [] },
        { fromAge: 1, recruit: [1] },
      ]),
    ).toThrow('rising ages');
  });
});

it('whom to recruit at an age is found by the pieces', () => {
  expect([1, 2, 4, 5, 39, 40, 1e9].map((age) => recruitAt(policy, age).length)).toEqual([
    0, 1, 1, 2, 2, 4, 4,
  ]);
});

describe('(x, e) of a type', () => {
  it('is p r and p c for Bernoulli arrivals, 1 - exp(-lambda r) and lambda c for Poisson ones', () => {
    expect(reportOf(types[0])).toEqual({ success: 0.2, payment: 2 });
    expect(reportOf(types[1]).success).toBeCloseTo(1 - Math.exp(-0.21), 14);
    expect(reportOf(types[1]).payment).toBeCloseTo(2.1, 14);
  });

  it('of any distribution of the number of vehicles counts each of them', () => {
    expect(reportOf(types[2]).success).toBeCloseTo(
      0.2 * 0.25 + 0.2 * (1 - 0.75 ** 2) + 0.1 * (1 - 0.75 ** 3),
      14,
    );
    expect(reportOf(types[2]).payment).toBeCloseTo(2 * 0.9, 14);
    const poisson = Array.from({ length: 40 }, (_, n) => {
      let p = Math.exp(-0.7);
      for (let i = 1; i <= n; i++) p *= 0.7 / i;
      return p;
    });
    expect(reportOf({ counts: poisson, cost: 3, capability: 0.3 }).success).toBeCloseTo(
      reportOf(types[1]).success,
      12,
    );
    expect(reportOf({ counts: [0.25, 0.75], cost: 3, capability: 1 })).toEqual({
      success: 0.75,
      payment: 2.25,
    });
  });
});
