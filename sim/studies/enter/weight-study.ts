import {
  type Claim,
  cross,
  defineStudy,
  range,
  type StudyDefinition,
  type StudyPoint,
  type StudyResults,
} from '../engine/index.js';
import { drawnTypes, drawRanges, rangeOf } from './draws.js';
import {
  changesByDraw,
  compared,
  type MechanismName,
  mechanisms,
  type PolicyMeasure,
  policyMeasures,
} from './mechanisms.js';
import type { ChangesInRange } from './printed-number.js';

/** Weights of freshness, beta. */
const weights = range(0.05, 0.95, 0.05);

/** What tells figures 2, 3 and 4 apart. */
export interface WeightFigure {
  readonly name: string;
  readonly title: string;
  readonly figure: string;
  readonly says: string;
  readonly measure: PolicyMeasure;
  readonly claims: readonly Claim[];
}

/** The points of a range, by rising weight. */
export function pointsOfRange(results: StudyResults, name: string): StudyPoint[] {
  return results.points.filter((point) => point.range === name);
}

/** By how much ENTER's measure differs from another mechanism's, averaged over the weights. */
export function overWeights(measure: PolicyMeasure, other: MechanismName): ChangesInRange {
  return (results, name) => changesByDraw(results, measure, other, pointsOfRange(results, name));
}

/** A study of four vehicle types against the weight of freshness; figures 2, 3 and 4 share its run. */
export function weightStudy({ name, title, figure, says, measure, claims }: WeightFigure): StudyDefinition {
  return defineStudy({
    name,
    title,
    source: { paper: 'ENTER paper', figure, says },
    description:
      'Four vehicle types at one point of interest, their parameters drawn anew in each replication. The paper draws once and does ' +
      'not name its ranges, so four ranges stand side by side. All policies are valued in closed form under the true parameters. ' +
      'The paper gives one percentage per baseline; here it is the relative change averaged over the weights, for each draw.',
    points: cross({ range: drawRanges.map((one) => one.name), beta: weights }),
    parameters: { beta: { label: 'weight of freshness, beta' }, range: { label: 'range of the parameters' } },
    series: mechanisms,
    replications: 1000,
    quick: {
      replications: 60,
      points: cross({ range: drawRanges.map((one) => one.name), beta: range(0.1, 0.9, 0.1) }),
    },
    statistic: 'median',
    inMemoryRun: 'enter-weight',
    measures: policyMeasures,
    compute({ point, random }) {
      const types = drawnTypes(random, 4, rangeOf(String(point.range)));
      return compared({ types, beta: Number(point.beta), epsilon: 1 });
    },
    charts: drawRanges.map((one) => ({ title: one.name, x: 'beta', measure, at: { range: one.name } })),
    claims,
  });
}
