import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../input/index.js';
import { Interrupted } from './exit.js';
import { jsonText, writeOut } from './json-document.js';
import { bidlaneVersion } from './version.js';

interface RunFlags {
  readonly seed?: number;
  readonly replications?: number;
  readonly jobs: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly fresh?: boolean;
}

/** Reads a whole number of at least `least` from the command line. */
export function wholeNumber(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InputError(option, `is ${JSON.stringify(text)}`, `must be a whole number of at least ${least}`);
  };
}

/** A signal that Ctrl-C and a request to end abort; a second one ends the process at once. */
function interruption(discard: () => void): AbortController {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      discard();
      process.exit(130);
    }
    controller.abort(new Interrupted(`${name} received, SUMO was ended`));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller;
}

function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'bidlane');
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
      'replications at once, each on a core of its own; results do not depend on it',
      wholeNumber('--jobs', 1),
      availableParallelism(),
    )
    .option('--out <folder>', 'results folder (default: results/<name of the scenario>)')
    .option('--fresh', 'run all replications anew, also those that an earlier run has finished')
    .option('--json', 'print summary.json instead of the summary for people')
    .action(async (file: string, flags: RunFlags) => {
      // What is wrong with the scenario is told before everything else is loaded.
      const { loadScenario } = await import('../scenario/index.js');
      const loaded = await loadScenario(file);
      const [{ runScenario }, { ProgressDisplay }, { summaryText }, { discardUnfinished }] =
        await Promise.all([
          import('../../sim/index.js'),
          import('./progress-display.js'),
          import('./run-summary.js'),
          import('../results/index.js'),
        ]);
      const scenario = {
        ...loaded.scenario,
        seed: flags.seed ?? loaded.scenario.seed,
        replications: flags.replications ?? loaded.scenario.replications,
      };
      const { signal } = interruption(discardUnfinished);
      const display = new ProgressDisplay(process.stderr);
      try {
        const outcome = await runScenario(
          { ...loaded, scenario },
          {
            out: resolve(flags.out ?? join('results', scenario.name)),
            jobs: flags.jobs,
            cache: cacheFolder(),
            bidlaneVersion: bidlaneVersion(),
            now: () => new Date(),
            fresh: flags.fresh === true,
            signal,
            onProgress: display.listener,
          },
        );
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
