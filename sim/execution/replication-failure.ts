import { RunError } from '../../src/input/index.js';
import { KernelError } from '../../src/kernel/index.js';
import { endingOf, lastWordsOf } from '../../src/sumo/index.js';
import { ConnectionLost, TraciError } from '../../src/traci/index.js';

function lossOf({ end, reason, message }: ConnectionLost): string {
  const words = lastWordsOf(end.lastLines) || 'it said nothing';
  if (end.exitCode !== undefined) return `SUMO ${endingOf(end.exitCode, end.signal ?? null)}: ${words}`;
  return reason === 'protocol' ? message : `the connection to SUMO was lost (${reason}): ${words}`;
}

/**
 * What the failure of a replication means to a person: which replication, when in simulated time, and what SUMO did; errors that do
 * not come from SUMO stay as they are.
 */
export function replicationFailure(error: unknown, replication: number, total: number): unknown {
  const inRun = error instanceof KernelError;
  const cause = inRun ? error.cause : error;
  if (!(cause instanceof TraciError)) return error;
  const when = inRun && error.time !== undefined ? `, ${error.time} s of simulated time` : '';
  const what = cause instanceof ConnectionLost ? lossOf(cause) : cause.message;
  return new RunError(`replication ${replication + 1} of ${total}${when}: ${what}`, { cause: error });
}
