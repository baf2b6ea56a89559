import {
  type ActionOrder,
  actionOrder,
  auction,
  bestConstantSet,
  bestSingleSet,
  draim,
  freshnessIndex,
  myopic,
  type RecruitmentProblem,
  type Reports,
  recruitAt,
  reportsOf,
  solvePhaseAware,
  solveRecruitment,
  type ValuedPolicy,
  type VehicleType,
  zeroWait,
} from '../../../src/freshness/index.js';
import type { FreshnessPolicy, FreshnessSettings } from '../../../src/scenario/index.js';
import { type Estimate, estimateAt, type PointCourse } from './course.js';
import type { RecruitableType } from './vehicle-types.js';

/** What all rules decide with. */
export interface RecruitmentTerms extends Pick<FreshnessSettings, 'beta' | 'epsilon' | 'law'> {
  readonly types: readonly RecruitableType[];
}

/** A way of recruiting at one point, which decides at the beginning of each slot. */
export interface DecisionRule {
  /** Whom to recruit in a slot at an age of the map, by numbers of types. */
  recruit(slot: number, age: number): readonly number[];
  /** What it believes that recruiting each type gives in a slot. */
  reports(slot: number): Reports;
}

/** The problem of ENTER for these expected vehicles per slot by type. */
export function problemOf(terms: RecruitmentTerms, rates: Float64Array): RecruitmentProblem {
  const { beta, epsilon, types, law } = terms;
  const vehicleTypes = types.map(({ cost, capability }, type): VehicleType => {
    return law === 'poisson'
      ? { rate: rates[type], cost, capability }
      : { arrival: Math.min(1, rates[type]), cost, capability };
  });
  return { types: vehicleTypes, beta, epsilon };
}

/** A rule that is solved once per estimate. @param law what a solution believes of a slot */
function solvedOnce<S>(
  course: PointCourse,
  solve: (estimate: Estimate) => S,
  recruit: (solution: S, slot: number, age: number) => readonly number[],
  law: (solution: S, slot: number) => Reports,
): DecisionRule {
  let solved: { readonly estimate: Estimate; readonly solution: S } | undefined;
  const at = (slot: number): S => {
    const estimate = estimateAt(course, slot);
    if (solved?.estimate !== estimate) solved = { estimate, solution: solve(estimate) };
    return solved.solution;
  };
  return {
    recruit: (slot, age) => recruit(at(slot), slot, age),
    reports: (slot) => law(at(slot), slot),
  };
}

function byAge(
  course: PointCourse,
  terms: RecruitmentTerms,
  solve: (problem: RecruitmentProblem) => Pick<ValuedPolicy, 'policy'>,
  rates: (estimate: Estimate) => Float64Array = ({ predicted }) => predicted,
): DecisionRule {
  return solvedOnce(
    course,
    (estimate) => {
      const problem = problemOf(terms, rates(estimate));
      return { policy: solve(problem).policy, reports: reportsOf(problem.types) };
    },
    ({ policy }, _, age) => recruitAt(policy, age),
    ({ reports }) => reports,
  );
}

/** What an update is worth by age, D(s) of ENTER's solution, listed as far as it is asked for. */
export function updateWorth(problem: RecruitmentProblem): (age: number) => number {
  const solution = solveRecruitment(problem);
  let listed = freshnessIndex(problem, solution, 64);
  return (age) => {
    if (age >= listed.length) listed = freshnessIndex(problem, solution, 2 * age);
    return listed[age];
  };
}

/** The number of the last action of an order that is worth its payment. */
export function worthwhile({ actions }: ActionOrder, paymentCharge: number, worth: number): number {
  let k = 0;
  while (k + 1 < actions.length && paymentCharge * actions[k + 1].marginalCost <= worth) k++;
  return k;
}

/** Phases by expected vehicles per slot times the profile of the signal. */
function phaseAware(course: PointCourse, terms: RecruitmentTerms): DecisionRule {
  return solvedOnce(
    course,
    ({ predicted, profile }) => {
      const problems = Array.from(profile, (factor) =>
        problemOf(
          terms,
          predicted.map((rate) => rate * factor),
        ),
      );
      const phases = problems.map(({ types }) => types);
      const { policy } = solvePhaseAware({ phases, beta: terms.beta, epsilon: terms.epsilon });
      return { policy, reports: phases.map(reportsOf) };
    },
    ({ policy }, slot, age) => recruitAt(policy[course.phaseOf(slot)], age),
    ({ reports }, slot) => reports[course.phaseOf(slot)],
  );
}

/** ENTER's worth of an update, with who is expected in this very slot. */
function byForecast(course: PointCourse, terms: RecruitmentTerms): DecisionRule {
  return solvedOnce(
    course,
    ({ predicted }) => updateWorth(problemOf(terms, predicted)),
    (worth, slot, age) => {
      const order = actionOrder(course.forecasts[slot]);
      return order.actions[worthwhile(order, 1 - terms.beta, worth(age))].recruit;
    },
    (_, slot) => course.forecasts[slot],
  );
}

/** The rule of a name at a point; it looks at nothing that is not known when a slot begins. */
export function decisionRule(
  name: FreshnessPolicy,
  course: PointCourse,
  terms: RecruitmentTerms,
): DecisionRule {
  switch (name) {
    case 'enter':
      return byAge(course, terms, solveRecruitment);
    case 'enter-probes':
      return byAge(course, terms, solveRecruitment, ({ probes }) => probes);
    case 'enter-forecast':
      return byForecast(course, terms);
    case 'phase-aware':
      return phaseAware(course, terms);
    case 'zero-wait':
      return byAge(course, terms, zeroWait);
    case 'draim':
      return byAge(course, terms, draim);
    case 'auction':
      return byAge(course, terms, auction);
    case 'myopic':
      return byAge(course, terms, myopic);
    case 'constant-set':
      return byAge(course, terms, bestConstantSet);
    case 'single-set':
      return byAge(course, terms, bestSingleSet);
  }
}
