import {
  type Claim,
  cross,
  defineStudy,
  range,
  type StudyDefinition,
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

const rangeNames = drawRanges.map((one) => one.name);

/** Numbers of vehicle types, N. */
export const typeCounts = range(1, 8);

/** What tells figures 5, 6 and 7 apart. */
export interface TypeCountFigure {
  readonly name: string;
  readonly title: string;
  readonly figure: string;
  readonly says: string;
  readonly measure: PolicyMeasure;
  readonly claims: readonly Claim[];
}

/** By how much ENTER's measure differs from another mechanism's with eight types. */
export function withEightTypes(measure: PolicyMeasure, other: MechanismName): ChangesInRange {
  return (results, name) => changesByDraw(results, measure, other, [{ range: name, types: 8 }]);
}

/** Values of a mechanism by draw, a list over the numbers of types each. */
export function alongTypes(
  results: StudyResults,
  measure: PolicyMeasure,
  series: MechanismName,
  name: string,
): number[][] {
  const columns = typeCounts.map((types) => results.values({ series, measure, at: { range: name, types } }));
  return (columns[0] ?? []).map((_, draw) => columns.map((column) => column[draw]));
}

/** A study against the number of vehicle types; figures 5, 6 and 7 share its run. */
export function typeCountStudy({
  name,
  title,
  figure,
  says,
  measure,
  claims,
}: TypeCountFigure): StudyDefinition {
  return defineStudy({
    name,
    title,
    source: { paper: 'ENTER paper', figure, says },
    description:
      'One vehicle type after the other is added, its parameters drawn anew in each replication; the weight of freshness is 0.1. ' +
      'The paper draws once and does not name its ranges, so four ranges stand side by side. All policies are valued in closed ' +
      'form under the true parameters. As in the paper, zero-wait is left out of the figure.',
    points: cross({ range: rangeNames, types: typeCounts }),
    parameters: { types: { label: 'number of vehicle types' }, range: { label: 'range of the parameters' } },
    series: mechanisms,
    replications: 1000,
    quick: { replications: 60 },
    statistic: 'median',
    inMemoryRun: 'enter-types',
    measures: policyMeasures,
    compute({ point, random }) {
      const types = drawnTypes(random, Number(point.types), rangeOf(String(point.range)));
      return compared({ types, beta: 0.1, epsilon: 1 });
    },
    charts: rangeNames.map((one) => ({
      title: one,
      x: 'types',
      measure,
      series: ['ENTER', 'DRAIM', 'auction'],
      at: { range: one },
    })),
    claims,
  });
}
