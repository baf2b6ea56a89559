import type { StudyOutcome } from './run-study.js';
export async function writeVerdicts(folder: string, outcomes: readonly StudyOutcome[]): Promise<string> {
  return Promise.resolve(`${folder}/verdicts.html ${outcomes.length}`);
}
