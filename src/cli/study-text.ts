import { type StudyOutcome, shownEstimate } from '../../sim/studies/index.js';

/** The outcome of a study for the terminal: each claim with its verdict and evidence, and where the rest is. */
export function studyText({ document, report }: Pick<StudyOutcome, 'document' | 'report'>): string {
  const { study, title, source, points, claims, notes, digest, quick } = document;
  const counts = [...new Set(points.map(({ replications }) => replications))];
  const replications =
    counts.length === 1 ? `${counts[0]}` : `${Math.min(...counts)} to ${Math.max(...counts)}`;
  const each = replications === '1' ? '1 replication' : `${replications} replications`;
  const held = claims.filter(({ holds }) => holds).length;
  return [
    `${study}${quick ? ' (quick)' : ''}: ${title}${source === '' ? '' : ` (${source})`}`,
    `  ${points.length} ${points.length === 1 ? 'point' : 'points'}, ${each} each${claims.length === 0 ? '' : `; ${held} of ${claims.length} claims hold`}`,
    ...claims.flatMap(({ claim, holds, evidence }) => [
      `  ${holds ? 'holds        ' : 'does not hold'}  ${claim}`,
      `                 ${evidence}`,
    ]),
    ...notes.map((note) => `  note: ${note}`),
    `  digest ${digest}`,
    `  report ${report}`,
    '',
  ].join('\n');
}

/** The outcome of a sweep for the terminal: the measures at each point, with their intervals. */
export function sweepText({
  document,
  report,
  plan,
  results,
}: Pick<StudyOutcome, 'document' | 'report' | 'plan' | 'results'>): string {
  const parameters = Object.keys(plan.points[0] ?? {});
  const [series] = plan.series;
  const head = [
    ...parameters.map((path) => path.split('.').at(-1) ?? path),
    'replications',
    ...plan.measures,
  ];
  const rows = plan.points.map((point, k) => [
    ...parameters.map((path) => String(point[path])),
    String(document.points[k].replications),
    ...plan.measures.map((measure) => shownEstimate(results.estimateAt(k, series, measure))),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    `  ${cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd()}`;
  return [
    `${document.study}: means with ${results.level * 100} % intervals`,
    line(head),
    ...rows.map(line),
    ...document.notes.map((note) => `  note: ${note}`),
    `  digest ${document.digest}`,
    `  report ${report}`,
    '',
  ].join('\n');
}
