import { type StudyPoint, StudyResults } from '../../../../sim/studies/index.js';

/** Results of one measure, given by point and series as the values of its replications. */
export function madeUp(
  points: readonly StudyPoint[],
  series: Readonly<Record<string, readonly (readonly number[])[]>>,
  measure = 'm',
): StudyResults {
  const names = Object.keys(series);
  return new StudyResults({
    points,
    series: names,
    measures: [measure],
    values: points.map((_, k) => new Map(names.map((name) => [name, new Map([[measure, series[name][k]]])]))),
  });
}
