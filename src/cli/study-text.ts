import type { StudyOutcome } from '../../sim/index.js';

/** The outcome of a study for the terminal: each claim with its verdict and evidence, and where the rest is. */
export function studyText({ document, report }: Pick<StudyOutcome, 'document' | 'report'>): string {
  const { study, title, source, points, claims, notes, digest, quick } = document;
  const counts = [...new Set(points.map(({ replications }) => replications))];
  const replications = counts.length === 1 ? `${counts[0]}` : `${Math.min(...counts)} to ${Math.max(...counts)}`;
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
