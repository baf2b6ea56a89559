import { InputError, RunError } from '../../src/input/index.js';
import { KernelError } from '../../src/kernel/index.js';
import { endingOf, lastWordsOf } from '../../src/sumo/index.js';
import { ConnectionLost, SumoStartError, TraciError } from '../../src/traci/index.js';

function whatSumoDid(error: TraciError): string {
  if (!(error instanceof ConnectionLost || error instanceof SumoStartError)) return error.message;
  const { end } = error;
  const words = lastWordsOf(end.lastLines) || 'it said nothing';
  const early = error instanceof SumoStartError ? ' before it was ready' : '';
  if (end.exitCode !== undefined)
    return `SUMO ${endingOf(end.exitCode, end.signal ?? null)}${early}: ${words}`;
  if (error instanceof ConnectionLost && error.reason !== 'protocol')
    return `the connection to SUMO was lost (${error.reason}): ${words}`;
  return error.message;
}

/**
 * What the failure of a replication means to a person: which replication, when in simulated time, and what SUMO did; errors that do
 * not come from SUMO stay as they are.
 */
export function replicationFailure(error: unknown, replication: number, total: number): unknown {
  const inRun = error instanceof KernelError;
  const cause = inRun ? error.cause : error;
  // A recording that cannot be read on, say: what is wrong with a file is wrong with it at any time.
  if (cause instanceof InputError) return cause;
  if (!(cause instanceof TraciError)) return error;
  const when = inRun && error.time !== undefined ? `, ${error.time} s of simulated time` : '';
  const where = `replication ${replication + 1} of ${total}${when}`;
  return new RunError(`${where}: ${whatSumoDid(cause)}`, { cause: error });
}
