import { describe, expect, it } from 'vitest';
import {
  evaluatePhasePolicy,
  evaluatePolicy,
  freshnessIndex,
  type PhaseProblem,
  shareBudget,
  solvePhaseAware,
  solveRecruitment,
  solveUnderBudget,
} from '../../src/freshness/index.js';
import { bruteForce, sets } from './literal-reading.js';
import { drawnProblem, numbers } from './problems.js';

const close = (a: number, b: number, relative = 1e-8): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(b)));

function randomPhases(count: number, random: () => number, cyclic: boolean): PhaseProblem {
  const phases = Array.from({ length: count }, () =>
    Array.from({ length: 2 }, () => ({
      success: random() < 0.3 ? 0 : 0.8 * random(),
      payment: 6 * random(),
    })),
  );
  phases[0][0] = { success: 0.5, payment: 3 * random() };
  const transitions = phases.map(() => {
    const row = phases.map(() => 0.05 + random());
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((p) => p / sum);
  });
  return { phases, beta: 0.1 + 0.6 * random(), epsilon: 1, ...(cyclic ? {} : { transitions }) };
}

/** Damped value iteration on (age, phase) with all sets. */
function bruteGain({ phases, transitions, beta, epsilon = 1 }: PhaseProblem, states: number): number {
  const L = phases.length;
  const T = transitions ?? phases.map((_, i) => phases.map((_, j) => (j === (i + 1) % L ? 1 : 0)));
  const all = phases.map((types) => sets(types));
  let values = phases.map(() => new Float64Array(states + 2));
  let gain = 0;
  for (let v = 0; v < 3000; v++) {
    const next = values.map((row) => row.slice());
    for (let i = 0; i < L; i++) {
      for (let age = 1; age <= states; age++) {
        let older = 0;
        let renewed = 0;
        for (let j = 0; j < L; j++) {
          older += T[i][j] * values[j][Math.min(age + 1, states)];
          renewed += T[i][j] * values[j][1];
        }
        let best = Infinity;
        for (const [set, q] of all[i].q.entries())
          best = Math.min(
            best,
            (1 - beta) * all[i].e[set] +
              q * (beta * epsilon + renewed) +
              (1 - q) * (beta * epsilon * (age + 1) ** 2 + older),
          );
        next[i][age] = 0.5 * best + 0.5 * values[i][age];
      }
    }
    gain = 2 * next[0][1];
    const shift = next[0][1];
    values = next.map((row) => row.map((value) => value - shift));
  }
  return gain;
}

describe('arrivals that depend on a phase', () => {
  it('in one phase are plain arrivals', () => {
    const random = numbers(31);
    for (let i = 0; i < 60; i++) {
      const problem = drawnProblem(1 + (i % 5), random);
      const plain = solveRecruitment(problem);
      if (plain.thresholds.some((threshold) => threshold > 2000)) continue;
      const phased = solvePhaseAware({ ...problem, phases: [problem.types] });
      expect(phased.policy[0]).toEqual(plain.policy);
      close(phased.payoff, plain.payoff);
      close(phased.averageAge, plain.averageAge);
      close(phased.averageCost, plain.averageCost);
      const alike = solvePhaseAware({ ...problem, phases: [problem.types, problem.types, problem.types] });
      close(alike.payoff, plain.payoff);
      expect(alike.policy[2]).toEqual(plain.policy);
    }
  });

  it('are solved as value iteration on (age, phase) solves them', () => {
    const random = numbers(32);
    for (let i = 0; i < 6; i++) {
      const problem = randomPhases(2 + (i % 3), random, i % 2 === 0);
      const solution = solvePhaseAware(problem);
      expect(solution.converged).toBe(true);
      close(solution.payoff, -bruteGain(problem, 150), 1e-7);
      const value = evaluatePhasePolicy(problem, solution.policy);
      close(value.payoff, solution.payoff, 1e-10);
      close(value.averageAge, solution.averageAge, 1e-10);
    }
  });

  it('pay off to be known: a red light costs the company that ignores it', () => {
    const busy = [{ rate: 1.5, cost: 4, capability: 0.5 }];
    const empty = [{ rate: 0, cost: 4, capability: 0.5 }];
    const phases = Array.from({ length: 20 }, (_, i) => (i < 4 ? busy : empty));
    const problem = { phases, beta: 0.05 };
    const mean = { types: [{ rate: 0.3, cost: 4, capability: 0.5 }], beta: 0.05 };
    const plain = solveRecruitment(mean);
    const ignorant = evaluatePhasePolicy(
      problem,
      phases.map(() => plain.policy),
    );
    const aware = solvePhaseAware(problem);
    expect(aware.converged).toBe(true);
    expect(aware.payoff).toBeGreaterThan(ignorant.payoff);
    expect(ignorant.payoff).toBeLessThan(plain.payoff);
  });

  it('are never renewed where nobody ever comes', () => {
    const nobody = [{ success: 0, payment: 1 }];
    expect(solvePhaseAware({ phases: [nobody, nobody], beta: 0.5 }).payoff).toBe(-Infinity);
  });

  it('are refused when they are none', () => {
    expect(() => solvePhaseAware({ phases: [], beta: 0.5 })).toThrow('$.phases: is empty');
    expect(() =>
      solvePhaseAware({ phases: [[{ success: 0.5, payment: 1 }]], transitions: [[0.5]], beta: 0.5 }),
    ).toThrow('$.transitions[0]');
  });
});

describe('a shared budget', () => {
  it('has indexes that are those of value iteration', () => {
    const problem = {
      types: [
        { success: 0.3, payment: 2 },
        { success: 0.5, payment: 9 },
      ],
      beta: 0.2,
    };
    const { index } = bruteForce(problem, 600);
    const own = freshnessIndex(problem, solveRecruitment(problem), 60);
    for (let age = 1; age <= 60; age++) close(own[age], index[age]);
  });

  it('decides as each point would alone when there is enough', () => {
    const random = numbers(41);
    const points = Array.from({ length: 6 }, () => {
      const problem = drawnProblem(4, random);
      const solution = solveRecruitment(problem);
      const age = 1 + Math.floor(30 * random());
      const index = freshnessIndex(problem, solution, 40)[age];
      const piece = solution.policy.findLast(({ fromAge }) => fromAge <= age);
      return { order: solution.order, index, paymentCharge: 1 - problem.beta, alone: piece?.recruit };
    });
    const rich = shareBudget(points, Infinity);
    expect(rich.map(({ recruit }) => recruit)).toEqual(points.map(({ alone }) => alone));
    const spent = rich.reduce((sum, { payment }) => sum + payment, 0);
    for (const share of [0.8, 0.4, 0.1, 0]) {
      const poor = shareBudget(points, share * spent);
      expect(poor.reduce((sum, { payment }) => sum + payment, 0)).toBeLessThanOrEqual(share * spent + 1e-9);
      for (const [i, { action }] of poor.entries()) expect(action).toBeLessThanOrEqual(rich[i].action);
    }
  });

  it('on average is kept by a common price', () => {
    const random = numbers(42);
    const problems = Array.from({ length: 4 }, () => ({ ...drawnProblem(3, random), beta: 0.5 }));
    const free = solveUnderBudget(problems, 1e9);
    expect(free.price).toBe(0);
    for (const [i, solution] of free.solutions.entries())
      expect(solution.policy).toEqual(solveRecruitment({ ...problems[i], beta: 0.5 }).policy);
    const budget = 0.5 * free.averageCost;
    const bound = solveUnderBudget(problems, budget);
    expect(bound.price).toBeGreaterThan(0);
    expect(bound.averageCost).toBeLessThanOrEqual(budget);
    expect(bound.averageCost).toBeGreaterThan(0.6 * budget);
    const cost = bound.solutions.reduce(
      (sum, { policy }, i) => sum + evaluatePolicy(problems[i], policy).averageCost,
      0,
    );
    close(cost, bound.averageCost);
    expect(() => solveUnderBudget(problems, 0)).toThrow('$.budget');
  });
});
