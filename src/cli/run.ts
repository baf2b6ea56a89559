import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { InputError } from '../input/index.js';
import { cacheFolder } from './cache-folder.js';
import { interruption } from './interruption.js';
import { jsonText, writeOut } from './json-document.js';
import { type OnlyList, onlyList } from './only-list.js';
import { redisOption } from './redis-option.js';
import { type ExecutorFlags, executorOf } from './run-executor.js';
import { bidlaneVersion } from './version.js';

interface RunFlags extends ExecutorFlags {
  readonly seed?: number;
  readonly replications?: number;
  readonly jobs: number;
  readonly out?: string;
  readonly traffic: string | null;
  readonly record?: string;
  readonly json?: boolean;
  readonly fresh?: boolean;
  readonly only?: OnlyList;
  readonly gather?: boolean;
}

/** Reads a whole number of at least `least` from the command line. */
export function wholeNumber(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InputError(option, `is ${JSON.stringify(text)}`, `must be a whole number of at least ${least}`);
  };
}

/** Reads where the traffic comes from: null for live SUMO, else the path of what is replayed. */
export function trafficSource(text: string): string | null {
  if (text === 'live') return null;
  if (text.startsWith('replay:') && text.length > 7) return resolve(text.slice(7));
  throw new InputError('--traffic', `is ${JSON.stringify(text)}`, 'must be live, or replay: and a path');
}

/** `bidlane run SCENARIO`: the co-simulation. */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('run the co-simulation of a scenario and write its results')
    .argument('<scenario>', 'scenario file, such as scenarios/manhattan.yaml')
    .option('--seed <n>', 'seed in place of the one in the scenario', wholeNumber('--seed', 0))
    .option(
      '--replications <n>',
      'replications in place of the number in the scenario',
      wholeNumber('--replications', 1),
    )
    .option(
      '--jobs <n>',
      'replications at work at once, each on a core of its own; results do not depend on it',
      wholeNumber('--jobs', 1),
      availableParallelism(),
    )
    .option('--out <folder>', 'results folder (default: results/<name of the scenario>)')
    .option(
      '--traffic <source>',
      'live, or replay:PATH for recorded traffic, which needs no SUMO (default: live)',
      trafficSource,
      null,
    )
    .option(
      '--record <path>',
      'record the traffic for --traffic replay:PATH: a file for one replication, a folder for several',
    )
    .option('--fresh', 'run all replications anew, also those that an earlier run has finished')
    .addOption(redisOption('have workers elsewhere run the replications: a Redis'))
    .addOption(
      new Option(
        '--only <numbers>',
        'run only these replications, without a summary: 3,4 or 0-9, or none to prepare',
      )
        .argParser(onlyList)
        .conflicts(['fresh', 'json', 'gather']),
    )
    .addOption(
      new Option(
        '--gather',
        'run no replications: write summary and report over those run with --only',
      ).conflicts('fresh'),
    )
    .option('--json', 'print summary.json instead of the summary for people')
    .action(async (file: string, flags: RunFlags) => {
      if (flags.traffic !== null && flags.record !== undefined)
        throw new InputError('--record', 'cannot go with --traffic replay', 'one of the two');
      // What is wrong with the scenario is told before everything else is loaded.
      const { loadScenario } = await import('../scenario/index.js');
      const loaded = await loadScenario(file);
      const [{ runScenario }, { ProgressDisplay }, { summaryText }, { discardUnfinished }] =
        await Promise.all([
          import('../../sim/execution/run-scenario.js'),
          import('./progress-display.js'),
          import('./run-summary.js'),
          import('../results/index.js'),
        ]);
      const scenario = {
        ...loaded.scenario,
        seed: flags.seed ?? loaded.scenario.seed,
        replications: flags.replications ?? loaded.scenario.replications,
      };
      const signal = interruption('SUMO was ended', discardUnfinished);
      const display = new ProgressDisplay(process.stderr);
      try {
        const executor = await executorOf(flags, scenario.name, signal);
        const options = {
          out: resolve(flags.out ?? join('results', scenario.name)),
          jobs: flags.jobs,
          cache: cacheFolder(),
          traffic: flags.traffic,
          record: flags.record === undefined ? undefined : resolve(flags.record),
          bidlaneVersion: bidlaneVersion(),
          now: () => new Date(),
          fresh: flags.fresh === true,
          executor,
          signal,
          onProgress: display.listener,
        };
        const whole = { ...loaded, scenario };
        const { only, gather = false } = flags;
        if (only !== undefined) {
          const { prepareRun, runParts } = await import('../../sim/execution/export/index.js');
          if (only.length === 0) await prepareRun(whole, options);
          else await runParts(whole, only, options);
          display.clear();
          return;
        }
        const run = gather ? (await import('../../sim/execution/export/index.js')).gatherRun : runScenario;
        const outcome = await run(whole, options);
        display.clear();
        await writeOut(
          flags.json === true
            ? `${jsonText(outcome.summary, 2)}\n`
            : summaryText(outcome.summary, outcome.report),
        );
      } catch (error) {
        display.clear();
        if (signal.aborted) throw signal.reason;
        throw error;
      }
    });
}
