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
  /** Compares policy and payoff; false where the chain would be too long for a test. */
  const same = (
    problem: RecruitmentProblem,
    most: number,
    methods: readonly (typeof solvers)[number][] = solvers,
  ): boolean => {
    const exact = solveRecruitment(problem);
    const reach = exact.thresholds[exact.thresholds.length - 1];
    if (reach > most && reach < Infinity) return false;
    if (exact.cycleLength > 20 && exact.cycleLength < Infinity) return false;
    for (const solver of methods) {
      const other = solveRecruitment(problem, { solver, states: 60 });
      expect(other.policy).toEqual(exact.policy);
      if (Number.isFinite(exact.payoff)) near(other.payoff, exact.payoff);
      else expect(other.payoff).toBe(exact.payoff);
      expect(other.converged).toBe(true);
    }
    return true;
  };

  /** Compares until so many instances were short enough. */
  const compare = (
    count: number,
    draw: () => RecruitmentProblem,
    methods: readonly (typeof solvers)[number][] = solvers,
  ): void => {
    let compared = 0;
    for (let tries = 0; compared < count; tries++) {
      expect(tries).toBeLessThan(20 * count + 100);
      if (same(draw(), 120, methods)) compared++;
    }
  };

  it.each([1, 2, 3, 4, 5, 6])('agrees with the exact solver on 350 instances of %i types', (types) => {
    const random = numbers(20 + types);
    compare(350, () => drawnProblem(types, random));
  });

  it.each([
    [7, 60],
    [8, 50],
    [9, 40],
    [10, 30],
    [11, 20],
    [12, 12],
  ])(
    'agrees with the exact solver on instances of %i types: all %i, and 200 by the bounds',
    (types, count) => {
      const random = numbers(40 + types);
      compare(count, () => drawnProblem(types, random));
      compare(200, () => drawnProblem(types, random), ['bound-rvi']);
    },
  );

  it('agrees with the exact solver on every pair of types of a grid', () => {
    const grid = [0, 0.25, 0.5, 1].flatMap((success) => [0, 1, 12].map((payment) => ({ success, payment })));
    let compared = 0;
    let all = 0;
    for (const [i, first] of grid.entries())
      for (const types of [[first], ...grid.slice(i).map((second) => [first, second])])
        for (const beta of [0, 0.1, 0.5, 0.999, 1]) {
          all++;
          if (same({ types, beta }, 200)) compared++;
        }
    expect(all).toBe((12 + 78) * 5);
    expect(compared).toBe(all);
  });

  it('agrees with the exact solver on degenerate instances', () => {
    let compared = 0;
    fc.assert(
      fc.property(degenerateProblem(5), (problem) => {
        if (same(problem, 120)) compared++;
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('agrees with the exact solver on degenerate instances of many types', () => {
    let compared = 0;
    fc.assert(
      fc.property(degenerateProblem(12, 7), (problem) => {
        if (same(problem, 120, problem.types.length < 10 ? solvers : ['srvi', 'bound-rvi'])) compared++;
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(10);
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

  it('are found where whole numbers do not reach', () => {
    const types = [{ success: 0.12, payment: 1.5 }];
    const order = actionOrder(reportsOf(types));
    for (const epsilon of [1e-300, 5e-324])
      for (const bound of ['corrected', 'tight'] as const)
        expect(thresholdBounds(order, { types, beta: 0.1, epsilon }, bound)[1]).toBeGreaterThan(2 ** 52);
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
