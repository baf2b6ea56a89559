import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionOrder,
  type RecruitmentProblem,
  reportsOf,
  solveByIteration,
  solveRecruitment,
  thresholdBounds,
} from '../../src/freshness/index.js';
import { binaryCase, degenerateProblem, drawnProblem, generalProblem, numbers } from './problems.js';

const solvers = ['rvi', 'srvi', 'bound-rvi'] as const;
const near = (a: number, b: number, relative = 1e-9): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(b)));

describe('value iteration', () => {
  const same = (problem: RecruitmentProblem, most: number): void => {
    const exact = solveRecruitment(problem);
    const reach = exact.thresholds[exact.thresholds.length - 1];
    if (reach > most && reach < Infinity) return;
    if (exact.cycleLength > 40 && exact.cycleLength < Infinity) return;
    for (const solver of solvers) {
      const other = solveRecruitment(problem, { solver, states: 60 });
      expect(other.policy).toEqual(exact.policy);
      if (Number.isFinite(exact.payoff)) near(other.payoff, exact.payoff);
      else expect(other.payoff).toBe(exact.payoff);
      expect(other.converged).toBe(true);
    }
  };

  it('agrees with the exact solver on 2000 instances of 1 to 12 types', () => {
    const random = numbers(21);
    for (let i = 0; i < 2000; i++) {
      const types = i % 20 === 0 ? 7 + (Math.floor(i / 20) % 6) : 1 + (i % 6);
      same(drawnProblem(types, random), 120);
    }
  });

  it('agrees with the exact solver on degenerate instances', () => {
    fc.assert(
      fc.property(degenerateProblem(5), (problem) => same(problem, 120)),
      { numRuns: 400 },
    );
  });

  it('enlarges the chain until Theorem 2 certifies the truncation', () => {
    const problem = binaryCase(0.5, 0.5);
    const order = actionOrder(reportsOf(problem.types));
    const cut = solveByIteration(order, problem, 'bound-rvi', { states: 100, enlarge: false });
    expect(cut.truncationCertified).toBe(false);
    expect(cut.states).toBe(100);
    const { thresholds, states, iterations, truncationCertified } = solveByIteration(
      order,
      problem,
      'bound-rvi',
      {
        states: 100,
        tolerance: 1e-8,
      },
    );
    expect([...thresholds]).toEqual([1, 34, 78, 81]);
    expect(truncationCertified).toBe(true);
    expect(states).toBeGreaterThanOrEqual(81 + iterations);
  });

  it('never converges on a periodic chain without the aperiodicity transformation', () => {
    const problem = { types: [{ arrival: 1, cost: 50, capability: 1 }], beta: 0.5, epsilon: 1 };
    const plain = solveRecruitment(problem, { solver: 'rvi', aperiodicity: 1, mostEvaluations: 1e6 });
    expect(plain.converged).toBe(false);
    const damped = solveRecruitment(problem, { solver: 'rvi' });
    expect(damped.converged).toBe(true);
    expect(damped.policy).toEqual(solveRecruitment(problem).policy);
  });

  it('evaluates fewer actions with structure, and fewest with bounds', () => {
    const random = numbers(23);
    for (let i = 0; i < 20; i++) {
      const problem = drawnProblem(5, random);
      const options = { enlarge: false, states: 300 };
      const [all, structural, bounded] = solvers.map(
        (solver) => solveRecruitment(problem, { ...options, solver }).bellmanEvaluations,
      );
      expect(structural).toBeLessThan(all / 3);
      expect(bounded).toBeLessThanOrEqual(structural);
    }
  });
});

describe('bounds of the thresholds', () => {
  it('hold, corrected and tight, and the tight one is not above the corrected one', () => {
    fc.assert(
      fc.property(generalProblem(8), (problem) => {
        const { order, thresholds } = solveRecruitment(problem);
        const corrected = thresholdBounds(order, problem, 'corrected');
        const tight = thresholdBounds(order, problem, 'tight');
        for (const [k, threshold] of thresholds.entries()) {
          expect(threshold).toBeLessThanOrEqual(tight[k]);
          expect(tight[k]).toBeLessThanOrEqual(corrected[k]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('as printed lose payoff at epsilon = 100', () => {
    const problem = { types: [{ success: 0.9, payment: 350 }], beta: 0.5, epsilon: 100 };
    const { order, payoff, thresholds } = solveRecruitment(problem);
    const printed = thresholdBounds(order, problem, 'printed');
    expect(printed[1]).toBe(1);
    expect(thresholds[1]).toBe(2);
    const forced = solveByIteration(order, problem, 'bound-rvi', { bound: 'printed' });
    expect(forced.value.payoff).toBeLessThan(payoff);
    expect(solveByIteration(order, problem, 'bound-rvi', { bound: 'corrected' }).value.payoff).toBe(payoff);
    expect(solveByIteration(order, problem, 'bound-rvi', { bound: 'tight' }).value.payoff).toBe(payoff);
  });
});
