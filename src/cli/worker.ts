import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { WorkerEvent } from '../../sim/execution/queue/index.js';
import { RunError } from '../input/index.js';
import { exitStatus } from './exit.js';
import { interruption } from './interruption.js';
import { redisOf, redisOption } from './redis-option.js';
import { wholeNumber } from './run.js';
import { bidlaneVersion } from './version.js';

interface WorkerFlags {
  readonly redis?: string | true;
  readonly concurrency: number;
  /** A folder; false for --no-shared. */
  readonly shared: string | boolean;
  readonly silence: number;
}

function tell(event: WorkerEvent): void {
  process.stderr.write(`${event.kind === 'note' ? event.text : `${event.unit}: ${event.kind}`}\n`);
}

/** `bidlane worker`: performs units of runs on other machines. */
export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description('perform replications of runs that were started with --redis, here or elsewhere')
    .addOption(redisOption('where the queue is'))
    .option(
      '--concurrency <n>',
      'replications at once (default: the cores of this machine)',
      wholeNumber('--concurrency', 1),
      availableParallelism(),
    )
    .option(
      '--shared <folder>',
      "where this machine sees the run's results folder (default: at its own path)",
    )
    .option('--no-shared', 'send all results through Redis, also where the results folder is seen')
    .option(
      '--silence <s>',
      'seconds without a sign of life after which a replication is given to another worker',
      wholeNumber('--silence', 1),
      30,
    )
    .action(async (flags: WorkerFlags) => {
      const address = await redisOf(flags.redis);
      const [{ workAtQueue }, { studyPointsModule }, { findProgram, sumoVersion }, { discardUnfinished }] =
        await Promise.all([
          import('../../sim/execution/queue/index.js'),
          import('../../sim/studies/engine/perform-study-unit.js'),
          import('../sumo/index.js'),
          import('../results/index.js'),
        ]);
      const signal = interruption('units under way were given back', discardUnfinished);
      const { shared } = flags;
      try {
        await workAtQueue(
          {
            address,
            toolchain: {
              bidlane: bidlaneVersion(),
              sumo: findProgram('sumo') === undefined ? null : await sumoVersion(signal),
            },
            concurrency: flags.concurrency,
            shared: typeof shared === 'string' ? { folder: resolve(shared) } : shared ? 'as-given' : 'never',
            silence: flags.silence,
            modules: [studyPointsModule],
            onEvent: tell,
          },
          signal,
        );
        if (!signal.aborted) throw new RunError('the worker ended without being asked to');
        throw signal.reason;
      } finally {
        // Connections to a Redis that does not answer keep nobody waiting.
        if (signal.aborted) setTimeout(() => process.exit(exitStatus.interrupted), 500).unref();
      }
    });
}
