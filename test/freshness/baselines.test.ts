import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrivalAware,
  auction,
  bestConstantSet,
  bestSingleSet,
  clairvoyantBound,
  draim,
  hindsightPayoff,
  improvementOver,
  myopic,
  solveRecruitment,
  zeroWait,
} from '../../src/freshness/index.js';
import { bruteForce, charge, literalValue, sets } from './literal-reading.js';
import { degenerateProblem, generalProblem, numbers } from './problems.js';

const close = (a: number, b: number): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

const example = {
  types: [
    { arrival: 0.5, cost: 4, capability: 0.4 },
    { arrival: 0.2, cost: 6, capability: 0.9 },
    { arrival: 0.8, cost: 9, capability: 0.5 },
  ],
  beta: 0.3,
};

describe('the baselines', () => {
  it('never beat the optimal policy, which better informed companies beat', () => {
    fc.assert(
      fc.property(generalProblem(4), (problem) => {
        const { payoff } = solveRecruitment(problem);
        const slack = 1e-9 * Math.abs(payoff);
        for (const baseline of [zeroWait, draim, auction, myopic, bestConstantSet, bestSingleSet])
          expect(baseline(problem).payoff).toBeLessThanOrEqual(payoff + slack);
        expect(bestSingleSet(problem).payoff).toBeGreaterThanOrEqual(bestConstantSet(problem).payoff - slack);
        const { types } = problem;
        if (types.some((type) => 'rate' in type)) return;
        const aware = arrivalAware(problem).payoff;
        expect(aware).toBeGreaterThanOrEqual(payoff - slack);
        expect(clairvoyantBound(problem).payoff).toBeGreaterThanOrEqual(aware - slack);
      }),
      { numRuns: 300 },
    );
  });

  it('are valued with the true parameters', () => {
    for (const baseline of [zeroWait, draim, auction, myopic]) {
      const { payoff, averageAge, averageCost, policy } = baseline(example);
      const literal = literalValue(example, policy);
      close(payoff, literal.payoff);
      close(averageAge, literal.averageAge);
      close(averageCost, literal.averageCost);
    }
  });

  it('are what they are named after', () => {
    const { types, beta } = example;
    expect(zeroWait(example).policy).toEqual([{ fromAge: 1, recruit: [0, 1, 2] }]);
    const perfect = {
      types: types.map(({ arrival, cost }) => ({ success: arrival, payment: arrival * cost })),
      beta,
    };
    expect(draim(example).policy).toEqual(solveRecruitment(perfect).policy);
    const present = {
      types: types.map(({ capability, cost }) => ({ success: capability, payment: cost })),
      beta,
    };
    expect(auction(example).policy).toEqual(solveRecruitment(present).policy);
    // Myopic: the least immediate charge at every age.
    const { q, e } = sets(types);
    const { policy } = myopic(example);
    for (let age = 1; age < 30; age++) {
      const piece = policy.findLast(({ fromAge }) => fromAge <= age);
      const set = piece?.recruit.reduce((sum, n) => sum + 2 ** n, 0) ?? 0;
      const charges = q.map((success, a) => charge(example, age, success, e[a]));
      close(charges[set], Math.min(...charges));
    }
  });

  it('read types given by (x, e) as vehicles that always qualify', () => {
    const problem = {
      types: [
        { success: 0.4, payment: 2 },
        { success: 0.3, payment: 0.5 },
      ],
      beta: 0.2,
    };
    const read = {
      types: [
        { arrival: 0.4, cost: 5, capability: 1 },
        { arrival: 0.3, cost: 0.5 / 0.3, capability: 1 },
      ],
      beta: 0.2,
    };
    expect(draim(problem).policy).toEqual(solveRecruitment(problem).policy);
    expect(auction(problem).policy).toEqual(auction(read).policy);
    expect(draim(problem).policy).toEqual(draim(read).policy);
  });

  it('find the best constant set and the best single set with a threshold', () => {
    fc.assert(
      fc.property(fc.oneof(generalProblem(5), degenerateProblem(4)), (problem) => {
        const { q, e } = sets(problem.types);
        const { beta, epsilon = 1 } = problem;
        if (beta * epsilon === 0) return;
        const gainOf = (set: number, t: number): number => {
          let total = ((1 - beta) * e[set]) / q[set];
          for (let age = 1; age < t; age++) total += beta * epsilon * age * age;
          const [Q, P] = [q[set], 1 - q[set]];
          total += beta * epsilon * ((t * t) / Q + (2 * t * P) / Q ** 2 + (P * (1 + P)) / Q ** 3);
          return total / (t - 1 + 1 / Q);
        };
        let constant = Infinity;
        let single = Infinity;
        for (const set of q.keys()) {
          if (q[set] === 0) continue;
          constant = Math.min(constant, gainOf(set, 1));
          for (let t = 1; t <= 60; t++) single = Math.min(single, gainOf(set, t));
        }
        const found = bestConstantSet(problem);
        expect(found.exact).toBe(true);
        if (constant === Infinity) expect(found.payoff).toBe(-Infinity);
        else {
          close(found.payoff, -constant);
          expect(bestSingleSet(problem).payoff).toBeGreaterThanOrEqual(-single - 1e-9 * single);
          if ((bestSingleSet(problem).policy.at(-1)?.fromAge ?? 0) <= 60)
            close(bestSingleSet(problem).payoff, -single);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stay quick on two dozen types', () => {
    const random = numbers(9);
    const types = Array.from({ length: 24 }, () => ({ success: 0.3 * random(), payment: 8 * random() }));
    expect(bestConstantSet({ types, beta: 0.1 }).exact).toBe(true);
  });
});

describe('better informed companies', () => {
  it('see who is there: value iteration over all situations and all parts of them', () => {
    const { beta } = example;
    const { payoff } = arrivalAware(example);
    const { types } = example;
    // A situation is a set of present types; the decision a part of it. Equivalent to one action per rule at each age.
    const situations = Array.from({ length: 8 }, (_, here) =>
      types.reduce((p, { arrival }, n) => p * ((here >> n) & 1 ? arrival : 1 - arrival), 1),
    );
    const states = 200;
    let values = new Float64Array(states + 2);
    let gain = 0;
    for (let v = 0; v < 3000; v++) {
      const next = new Float64Array(states + 2);
      for (let age = 1; age <= states; age++) {
        const older = beta * (age + 1) ** 2 + values[Math.min(age + 1, states)];
        const renewed = beta + values[1];
        let total = 0;
        for (const [here, probability] of situations.entries()) {
          let best = Infinity;
          for (let part = 0; part < 8; part++) {
            if ((part & here) !== part) continue;
            let miss = 1;
            let cost = 0;
            for (const [n, type] of types.entries()) {
              if (((part >> n) & 1) === 0) continue;
              miss *= 1 - type.capability;
              cost += type.cost;
            }
            best = Math.min(best, (1 - beta) * cost + (1 - miss) * renewed + miss * older);
          }
          total += probability * best;
        }
        next[age] = total;
      }
      gain = next[1] - values[1];
      values = next.map((value, age) => (age > 0 ? value - next[1] : 0));
      values[1] = 0;
      gain = next[1];
    }
    close(payoff, -gain);
  });

  it('know who will qualify: the same as paying the cheapest of them', () => {
    const one = { types: [{ arrival: 0.5, cost: 4, capability: 0.4 }], beta: 0.3 };
    const asReports = { types: [{ success: 0.2, payment: 0.2 * 4 }], beta: 0.3 };
    close(clairvoyantBound(one).payoff, solveRecruitment(asReports).payoff);
    close(clairvoyantBound(one).payoff, bruteForce(asReports, 400).payoff);
  });

  it('know everything afterwards', () => {
    const random = numbers(17);
    const weights = { beta: 0.4, epsilon: 2 };
    for (let i = 0; i < 60; i++) {
      const offers = Array.from({ length: 9 }, () => (random() < 0.6 ? 12 * random() : null));
      let best = -Infinity;
      for (let accepted = 0; accepted < 512; accepted++) {
        let age = 1;
        let total = 0;
        for (const [t, offer] of offers.entries()) {
          const take = ((accepted >> t) & 1) === 1 && offer !== null;
          age = take ? 1 : age + 1;
          total -=
            weights.beta * weights.epsilon * age * age + (take ? (1 - weights.beta) * (offer ?? 0) : 0);
        }
        best = Math.max(best, total / 9);
      }
      close(hindsightPayoff(offers, weights), best);
    }
  });
});

it('improvements are meant relative to the size of the other payoff', () => {
  expect(improvementOver(-3, -4)).toBeCloseTo(0.25, 12);
  expect(improvementOver(-5, -4)).toBeCloseTo(-0.25, 12);
  expect(improvementOver(-5, -Infinity)).toBe(Infinity);
  expect(improvementOver(-5, -5)).toBe(0);
});
