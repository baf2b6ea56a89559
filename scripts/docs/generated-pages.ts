import { resultsReference } from './results-reference.js';
import { scenarioReference } from './scenario-reference.js';

/** The pages of docs/ that are made from the code, by file name. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['scenario-reference.md', scenarioReference()],
    ['results-reference.md', resultsReference()],
  ]);
}
