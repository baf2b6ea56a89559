import { digest, type Summary } from '../../src/results/index.js';
import { measuresOver } from './measures.js';
import type { ReplicationResult } from './replication-result.js';

const confidence = 0.95;

/** The summary of replications, whether just computed or read back. */
export function summaryOf(
  name: string,
  results: readonly ReplicationResult[],
  notes: readonly string[],
): Summary {
  return {
    name,
    replications: results.length,
    digest: digest({ numbers: results.map((result) => result.digest) }),
    level: confidence,
    measures: measuresOver(
      results.map(({ measures }) => measures),
      confidence,
    ),
    notes: [...notes],
  };
}
