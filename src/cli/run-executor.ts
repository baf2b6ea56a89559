import type { Executor } from '../../sim/execution/executor.js';
import { redisOf } from './redis-option.js';
import { bidlaneVersion } from './version.js';

/** What of the command line says who performs the replications. */
export interface ExecutorFlags {
  readonly redis?: string | true;
}

/**
 * Who performs the replications of a run.
 * @param name of the run, for the workers
 * @returns undefined for this machine
 * @throws RunError when there is no Redis at the address
 */
export async function executorOf(
  { redis }: ExecutorFlags,
  name: string,
  signal: AbortSignal,
): Promise<Executor | undefined> {
  if (redis === undefined) return undefined;
  const address = await redisOf(redis);
  const [{ QueueExecutor }, { findProgram, sumoVersion }] = await Promise.all([
    import('../../sim/execution/queue/index.js'),
    import('../sumo/index.js'),
  ]);
  const sumo = findProgram('sumo') === undefined ? null : await sumoVersion(signal);
  return QueueExecutor.open({ address, toolchain: { bidlane: bidlaneVersion(), sumo }, name });
}
