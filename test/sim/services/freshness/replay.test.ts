import { describe, expect, it } from 'vitest';
import { comparedPolicies } from '../../../../sim/services/freshness/compared-policies.js';
import type { SeenArrival } from '../../../../sim/services/freshness/course.js';
import { decisionRule, problemOf } from '../../../../sim/services/freshness/decision-rules.js';
import {
  hindsight,
  playArrivalAware,
  playRule,
  predictedOf,
  realisedOf,
  settle,
} from '../../../../sim/services/freshness/replay.js';
import { evaluatePolicy, solvePhaseAware, solveRecruitment } from '../../../../src/freshness/index.js';
import { freshnessPolicies } from '../../../../src/scenario/index.js';
import { drawnCourse, terms } from './course-fixture.js';

const steady = { slots: 6000, rates: [[0.3, 0.15]] };
/** Platoons: everybody comes in one slot of four. */
const platoons = {
  slots: 6000,
  rates: [
    [0.8, 0.5],
    [0, 0],
    [0, 0],
    [0.05, 0.02],
  ],
};

const seen = (type: number, qualifies: boolean): SeenArrival => ({ time: 0, vehicle: 0, type, qualifies });

describe('a slot', () => {
  it('pays everybody who was recruited; only the first qualified report is worth it', () => {
    const arrivals = [seen(0, false), seen(1, true), seen(0, true)];
    expect(settle(arrivals, terms.types)).toEqual({ paid: 3, payment: 4.5, wasted: 2, updated: true });
    expect(settle([seen(1, false)], terms.types)).toEqual({
      paid: 1,
      payment: 2.5,
      wasted: 2.5,
      updated: false,
    });
    expect(settle([], terms.types)).toEqual({ paid: 0, payment: 0, wasted: 0, updated: false });
  });
});

describe('realisedOf', () => {
  it('agrees with a count by hand', () => {
    const course = {
      ...drawnCourse({ slots: 4, rates: [[0, 0]] }),
      arrivals: [[], [seen(0, true)], [seen(1, false)], []],
    };
    const slots = playRule(
      course,
      {
        recruit: (slot) => (slot === 0 ? [] : [0, 1]),
        reports: () => {
          throw new Error('not asked');
        },
      },
      terms,
    );
    expect(slots.map(({ age }) => age)).toEqual([1, 2, 1, 2]);
    const realised = realisedOf(slots, terms);
    expect(realised).toMatchObject({ averageAge: 1.5, updates: 1, paid: 2 });
    expect(realised.averageCost).toBeCloseTo(3.5 / 4, 12);
    expect(realised.wastedCost).toBeCloseTo(2.5 / 4, 12);
    expect(realised.payoff).toBeCloseTo(-(0.01 * (4 + 1 + 4 + 9) + 0.99 * 3.5) / 4, 12);
  });
});

describe('what a rule promises', () => {
  it('is the closed form of its policy where the arrivals do not change', () => {
    const course = drawnCourse(steady);
    const problem = problemOf(terms, course.estimates[0].predicted);
    const { policy } = solveRecruitment(problem);
    const promised = predictedOf(course, decisionRule('enter', course, terms), terms);
    const closed = evaluatePolicy(problem, policy);
    expect(promised.payoff).toBeCloseTo(closed.payoff, 2);
    expect(promised.averageAge).toBeCloseTo(closed.averageAge, 1);
    expect(promised.averageCost).toBeCloseTo(closed.averageCost, 2);
  });

  it('is the closed form with phases, too', () => {
    const course = drawnCourse(platoons);
    const { predicted, profile } = course.estimates[0];
    const phases = Array.from(
      profile,
      (factor) =>
        problemOf(
          terms,
          predicted.map((rate) => rate * factor),
        ).types,
    );
    const { payoff } = solvePhaseAware({ phases, beta: terms.beta, epsilon: terms.epsilon });
    const promised = predictedOf(course, decisionRule('phase-aware', course, terms), terms);
    expect(promised.payoff).toBeCloseTo(payoff, 2);
  });

  it.each([
    ['steady arrivals', steady],
    ['platoons', platoons],
  ])('comes true where arrivals are as believed in every slot: %s', (_, options) => {
    const rule = options === steady ? 'enter' : 'phase-aware';
    const courses = Array.from({ length: 20 }, (_, i) =>
      drawnCourse({ ...options, slots: 2000, seed: `${i}` }),
    );
    const payoffs = courses.map(
      (course) => realisedOf(playRule(course, decisionRule(rule, course, terms), terms), terms).payoff,
    );
    const mean = payoffs.reduce((a, b) => a + b, 0) / payoffs.length;
    const sd = Math.sqrt(payoffs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (payoffs.length - 1));
    const promised = predictedOf(courses[0], decisionRule(rule, courses[0], terms), terms).payoff;
    expect(Math.abs(mean - promised)).toBeLessThan((4 * sd) / Math.sqrt(payoffs.length));
  });
});

describe('policies on the same arrivals', () => {
  const payoffOf = (options: typeof steady, name: (typeof comparedPolicies)[number]): number => {
    const course = drawnCourse({ ...options, slots: 3000, every: 100 });
    if (name === 'clairvoyant') return hindsight(course, terms);
    if (name === 'arrival-aware') return realisedOf(playArrivalAware(course, terms), terms).payoff;
    return realisedOf(playRule(course, decisionRule(name, course, terms), terms), terms).payoff;
  };

  it('nobody beats the clairvoyant', () => {
    for (const options of [steady, platoons]) {
      const bound = payoffOf(options, 'clairvoyant');
      for (const name of comparedPolicies)
        expect(payoffOf(options, name), name).toBeLessThanOrEqual(bound + 1e-9);
    }
  });

  it('ENTER earns most (up to chance) where its assumption holds; the phases win where vehicles come in platoons', () => {
    const enter = payoffOf(steady, 'enter');
    for (const name of freshnessPolicies)
      expect(payoffOf(steady, name), name).toBeLessThanOrEqual(enter + 0.03);
    expect(payoffOf(steady, 'phase-aware')).toBe(enter);
    // On average, not only on these arrivals: what each earns if arrivals are drawn phase by phase.
    const course = drawnCourse(platoons);
    const { reports } = decisionRule('phase-aware', course, terms);
    const average = (name: (typeof freshnessPolicies)[number]): number =>
      predictedOf(course, { recruit: decisionRule(name, course, terms).recruit, reports }, terms).payoff;
    for (const name of ['enter', 'zero-wait', 'myopic', 'single-set'] as const)
      expect(average('phase-aware'), name).toBeGreaterThan(average(name));
    expect(average('enter-forecast')).toBeGreaterThan(average('enter'));
  });

  it('are solved anew with each estimate, the age kept', () => {
    const { every, ...course } = drawnCourse({ slots: 40, rates: [[0.3, 0.15]], every: 20 });
    course.estimates[1] = { ...course.estimates[1], predicted: Float64Array.of(0, 0) };
    const rule = decisionRule('zero-wait', { ...course, every }, terms);
    expect(rule.reports(19).success[0]).toBeCloseTo(0.12, 12);
    expect(rule.reports(20).success[0]).toBe(0);
    const { recruit } = decisionRule('enter', { ...course, every }, terms);
    expect(recruit(19, 1000)).toEqual([0, 1]);
    expect(recruit(20, 1000)).toEqual([]);
    expect(recruit(19, 1000)).toEqual([0, 1]);
  });
});
