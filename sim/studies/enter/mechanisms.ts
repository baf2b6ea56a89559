import {
  auction,
  draim,
  improvementOver,
  type PolicyValue,
  type RecruitmentProblem,
  solveRecruitment,
  zeroWait,
} from '../../../src/freshness/index.js';
import type { StudyResults, StudyValues } from '../engine/index.js';

/** The mechanisms of enter, section V-A, in the order of figures. */
export const mechanisms = ['ENTER', 'zero-wait', 'DRAIM', 'auction'] as const;
export type MechanismName = (typeof mechanisms)[number];

/** What is measured of each, on the infinite chain under the true parameters. */
export const policyMeasures = {
  payoff: { label: "company's payoff" },
  average_age: { label: 'average age of the map', unit: 'slots' },
  average_cost: { label: 'average recruitment cost per slot' },
} as const;
export type PolicyMeasure = keyof typeof policyMeasures;

function measured({ payoff, averageAge, averageCost }: PolicyValue): Record<PolicyMeasure, number> {
  return { payoff, average_age: averageAge, average_cost: averageCost };
}

/** All mechanisms on one problem, in closed form. */
export function compared(problem: RecruitmentProblem): StudyValues {
  return {
    ENTER: measured(solveRecruitment(problem)),
    'zero-wait': measured(zeroWait(problem)),
    DRAIM: measured(draim(problem)),
    auction: measured(auction(problem)),
  };
}

/** How a value of ENTER stands to another: (J - J') / |J'| for payoffs, a / a' - 1 for ages and costs. */
function relativeChange(measure: PolicyMeasure, own: number, other: number): number {
  return measure === 'payoff' ? improvementOver(own, other) : own / other - 1;
}

/**
 * By how much ENTER's measure differs from another mechanism's, by draw: the relative change, averaged over the points.
 * @param at the points that are averaged
 */
export function changesByDraw(
  results: StudyResults,
  measure: PolicyMeasure,
  other: MechanismName,
  at: readonly Readonly<Record<string, string | number | boolean>>[],
): number[] {
  const pairs = at.map((point) => ({
    own: results.values({ series: 'ENTER', measure, at: point }),
    others: results.values({ series: other, measure, at: point }),
  }));
  const draws = pairs[0]?.own.length ?? 0;
  return Array.from({ length: draws }, (_, draw) => {
    const changes = pairs.map(({ own, others }) => relativeChange(measure, own[draw], others[draw]));
    return changes.reduce((sum, change) => sum + change, 0) / changes.length;
  });
}
