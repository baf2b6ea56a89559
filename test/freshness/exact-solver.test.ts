import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePolicy, policyOf, solveRecruitment } from '../../src/freshness/index.js';
import { bruteForce, literalValue } from './literal-reading.js';
import { binaryCase, drawnProblem, generalProblem, numbers } from './problems.js';

const solvers = ['rvi', 'srvi', 'bound-rvi'] as const;
const near = (a: number, b: number, relative = 1e-9): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(b)));

describe('the exact solver', () => {
  it('gives the thresholds of fig. 11', () => {
    const thresholds = (low: number, high: number): number[] => [
      ...solveRecruitment(binaryCase(low, high)).thresholds,
    ];
    expect(thresholds(0.05, 0.5)).toEqual([1, 30, 37, 81]);
    expect(thresholds(0.5, 0.5)).toEqual([1, 34, 78, 81]);
    expect(thresholds(0.5, 1)).toEqual([1, 34, 50, 232]);
  });

  it('equals value iteration with all sets on a long chain', () => {
    const random = numbers(11);
    for (let i = 0; i < 150; i++) {
      const problem = drawnProblem(1 + (i % 5), random);
      const { payoff, thresholds, order } = solveRecruitment(problem);
      const reach = Math.max(...thresholds);
      const { success } = order.actions[order.actions.length - 1];
      if (reach > 150 || success < 0.15) continue;
      const brute = bruteForce(problem, Math.ceil(2 * reach + 40 / success));
      near(payoff, brute.payoff);
      for (const [k, { marginalCost }] of order.actions.entries()) {
        if (k === 0) continue;
        const wanted = (1 - problem.beta) * marginalCost;
        expect(brute.index[thresholds[k]]).toBeGreaterThanOrEqual(wanted * (1 - 1e-8) - 1e-8);
        if (thresholds[k] > 1)
          expect(brute.index[thresholds[k] - 1]).toBeLessThan(wanted * (1 + 1e-8) + 1e-8);
      }
    }
  });

  it('equals the best of all threshold policies over all sets for one and two types', () => {
    const random = numbers(12);
    for (let i = 0; i < 40; i++) {
      const types = Array.from({ length: 1 + (i % 2) }, () => ({
        success: 0.2 + 0.7 * random(),
        payment: 4 * random(),
      }));
      const problem = { types, beta: 0.3 + 0.5 * random(), epsilon: 1 };
      const { payoff } = solveRecruitment(problem);
      const choices = types.length === 1 ? [[], [0]] : [[], [0], [1], [0, 1]];
      const most = 8;
      let best = -Infinity;
      // Any assignment of sets to ages 1 .. 4, then one switch of the rest.
      const visit = (assigned: readonly number[][]): void => {
        if (assigned.length === 4) {
          for (const last of choices.slice(1)) {
            const policy = [...assigned, last].map((recruit, a) => ({ fromAge: a + 1, recruit }));
            best = Math.max(best, literalValue(problem, policy).payoff);
          }
          return;
        }
        for (const choice of choices) visit([...assigned, choice]);
      };
      visit([]);
      if (Math.max(...solveRecruitment(problem).thresholds) <= 5) near(payoff, best);
      else expect(payoff).toBeGreaterThanOrEqual(best - 1e-12);
      // Every triple of thresholds over every order of three sets.
      for (let a = 1; a <= most; a++)
        for (let b = a; b <= most; b++)
          for (const middle of choices)
            for (const last of choices.slice(1)) {
              const pieces = [
                { fromAge: 1, recruit: [] },
                { fromAge: a, recruit: middle },
                { fromAge: b, recruit: last },
              ].filter((piece, at, all) => at + 1 === all.length || all[at + 1].fromAge > piece.fromAge);
              const found = evaluatePolicy(problem, pieces).payoff;
              expect(found).toBeLessThanOrEqual(payoff + 1e-12 * Math.abs(payoff));
            }
    }
  });

  it('values its policy as a sum over the ages does', () => {
    fc.assert(
      fc.property(generalProblem(6), (problem) => {
        const { payoff, averageAge, averageCost, policy, thresholds } = solveRecruitment(problem);
        fc.pre(Math.max(...thresholds) < 5000);
        const literal = literalValue(problem, policy);
        near(payoff, literal.payoff);
        near(averageAge, literal.averageAge);
        near(averageCost, literal.averageCost);
      }),
    );
  });

  it('cannot be improved by moving a threshold', () => {
    fc.assert(
      fc.property(generalProblem(7), (problem) => {
        const { payoff, order, thresholds } = solveRecruitment(problem);
        for (let k = 1; k < thresholds.length; k++) {
          for (const step of [-1, 1]) {
            const moved = thresholds.slice();
            moved[k] += step;
            if (moved[k] < thresholds[k - 1] || moved[k] > (thresholds[k + 1] ?? Infinity) || moved[k] < 1)
              continue;
            const other = evaluatePolicy(problem, policyOf(order, moved)).payoff;
            expect(other).toBeLessThanOrEqual(payoff + 1e-12 * Math.abs(payoff));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('walks long stretches of age by doubling to the same end', () => {
    const random = numbers(14);
    let long = 0;
    for (let i = 0; i < 200; i++) {
      const base = drawnProblem(1 + (i % 6), random);
      const problem = { ...base, beta: 10 ** (-5 - 7 * random()) };
      const { payoff, order, thresholds, converged } = solveRecruitment(problem);
      expect(converged).toBe(true);
      if (Math.max(...thresholds) > 2048) long++;
      for (let k = 1; k < thresholds.length; k++) {
        for (const factor of [0.99, 0.999, 1.001, 1.01]) {
          const moved = thresholds.slice();
          moved[k] = Math.round(moved[k] * factor);
          if (moved[k] < thresholds[k - 1] || moved[k] > (thresholds[k + 1] ?? Infinity)) continue;
          const other = evaluatePolicy(problem, policyOf(order, moved)).payoff;
          expect(other).toBeLessThanOrEqual(payoff * (1 - 1e-12));
        }
      }
    }
    expect(long).toBeGreaterThan(150);
  });

  it('takes a step whose index meets the marginal cost exactly', () => {
    // One certain type: recruiting from age t on costs (1 + 4 + .. + t^2 + c) / t a slot; t = 1 and t = 2 tie at c = 3.
    const problem = { types: [{ arrival: 1, cost: 3, capability: 1 }], beta: 0.5, epsilon: 1 };
    expect(evaluatePolicy(problem, [{ fromAge: 1, recruit: [0] }]).payoff).toBe(-2);
    expect(
      evaluatePolicy(problem, [
        { fromAge: 1, recruit: [] },
        { fromAge: 2, recruit: [0] },
      ]).payoff,
    ).toBe(-2);
    for (const solver of ['exact', ...solvers] as const)
      expect(solveRecruitment(problem, { solver }).policy).toEqual([{ fromAge: 1, recruit: [0] }]);
  });
});

describe('extremes', () => {
  it('never renews the map when no type ever reports', () => {
    for (const solver of ['exact', ...solvers] as const) {
      const solution = solveRecruitment(
        {
          types: [
            { arrival: 0, cost: 5, capability: 0.4 },
            { success: 0, payment: 2 },
          ],
          beta: 0.1,
        },
        { solver },
      );
      expect(solution.policy).toEqual([{ fromAge: 1, recruit: [] }]);
      expect(solution.payoff).toBe(-Infinity);
      expect(solution.averageAge).toBe(Infinity);
      expect(solution.averageCost).toBe(0);
    }
  });

  it('recruits only what is free when freshness is worth nothing', () => {
    const types = [
      { success: 0.5, payment: 1 },
      { success: 0.25, payment: 0 },
    ];
    const solution = solveRecruitment({ types, beta: 0 });
    expect(solution.policy).toEqual([{ fromAge: 1, recruit: [1] }]);
    expect(solution.payoff).toBe(0);
    expect(solution.averageAge).toBe(4);
  });

  it('recruits the cheapest set of maximal success at once when payments weigh nothing', () => {
    const types = [
      { success: 0.5, payment: 1 },
      { success: 1, payment: 2 },
      { success: 1, payment: 3 },
    ];
    const solution = solveRecruitment({ types, beta: 1 });
    expect(solution.policy).toEqual([{ fromAge: 1, recruit: [1] }]);
    expect(solution.payoff).toBe(-1);
    expect(solution.averageCost).toBe(2);
  });

  it('solves with a weight of freshness next to 0 and next to 1', () => {
    const types = [
      { success: 0.3, payment: 2 },
      { success: 0.6, payment: 7 },
    ];
    const little = solveRecruitment({ types, beta: 1e-15 });
    expect(little.converged).toBe(true);
    expect(little.thresholds[1]).toBeGreaterThan(1e5);
    expect(little.thresholds[2]).toBeGreaterThan(1e7);
    expect(solveRecruitment({ types, beta: 1 - 1e-15 }).policy).toEqual([{ fromAge: 1, recruit: [0, 1] }]);
    expect(solveRecruitment({ types, beta: 1e-300 }).converged).toBe(false);
  });

  it('ends where whole numbers do not reach, and says so', () => {
    const types = [
      { arrival: 0.3, cost: 5, capability: 0.4 },
      { success: 0.12, payment: 1.5 },
      { rate: 0.5, cost: 5, capability: 0.4 },
    ];
    for (const beta of [1e-32, 1e-36, 1e-40, 1e-100, 1e-308, 5e-324]) {
      const { converged, payoff, thresholds } = solveRecruitment({ types, beta });
      expect(converged).toBe(false);
      expect(payoff).not.toBeNaN();
      for (const [k, threshold] of thresholds.entries())
        expect(threshold).toBeGreaterThanOrEqual(thresholds[Math.max(0, k - 1)]);
    }
  });

  it('needs at least no type', () => {
    expect(solveRecruitment({ types: [], beta: 0.5 }).payoff).toBe(-Infinity);
  });
});
