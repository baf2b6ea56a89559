import { join, relative, sep } from 'node:path';
import { verdictPage } from '../../../src/report/index.js';
import { writeFileAtomically } from '../../../src/results/index.js';
import type { StudyOutcome } from './run-study.js';

function replicationsOf({ document, results }: StudyOutcome): string {
  if (results.exact) return 'exact computation';
  const counts = [...new Set(document.points.map(({ replications }) => replications))];
  return `${Math.min(...counts)}${counts.length > 1 ? ` to ${Math.max(...counts)}` : ''} replications a point`;
}

/**
 * Writes the page of verdicts of several studies.
 * @param folder where `verdicts.html` goes; the studies' folders are linked relative to it
 * @param facts versions and the like, in one sentence
 * @returns its path
 */
export async function writeVerdicts(
  folder: string,
  outcomes: readonly StudyOutcome[],
  facts: string,
): Promise<string> {
  const path = join(folder, 'verdicts.html');
  const studies = outcomes.map((outcome) => {
    const { source, name, title } = outcome.plan.study.definition;
    return {
      name,
      title,
      paper: source?.paper ?? 'Studies without a paper',
      ...(source?.figure === undefined ? {} : { figure: source.figure }),
      report: relative(folder, outcome.report).split(sep).join('/'),
      replications: replicationsOf(outcome),
      claims: outcome.claims,
    };
  });
  await writeFileAtomically(
    path,
    verdictPage({ studies, quick: outcomes.some(({ plan }) => plan.quick), facts }),
  );
  return path;
}
