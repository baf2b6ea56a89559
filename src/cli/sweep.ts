import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { jsonText, writeOut } from './json-document.js';
import { redisOption } from './redis-option.js';
import { wholeNumber } from './run.js';
import { runStudies, type SessionFlags } from './study-session.js';

interface SweepFlags extends SessionFlags {
  readonly vary: readonly string[];
  readonly replications?: number;
  readonly until?: string;
  readonly most?: number;
  readonly measure: readonly string[];
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `bidlane sweep`: one scenario at every combination of some settings. */
export function registerSweep(program: Command): void {
  program
    .command('sweep')
    .description('run a scenario at every combination of some settings')
    .argument('<scenario>', 'scenario file, such as scenarios/manhattan.yaml')
    .option(
      '--vary <setting=values>',
      'a setting by path and its values: 10..100:10 or a,b,c; may be repeated',
      collect,
      [],
    )
    .option(
      '--replications <n>',
      'replications of each point (with --until: the least)',
      wholeNumber('--replications', 1),
    )
    .option(
      '--until <measure and half-width>',
      'go on until the interval is narrow, such as "realised_utility 2%"',
    )
    .option(
      '--most <n>',
      'the most replications of a point with --until (default: 1000)',
      wholeNumber('--most', 2),
    )
    .option('--measure <name>', 'a measure to draw and tabulate; may be repeated', collect, [])
    .option('--seed <n>', 'seed in place of the one in the scenario', wholeNumber('--seed', 0))
    .option(
      '--jobs <n>',
      'replications at once; results do not depend on it',
      wholeNumber('--jobs', 1),
      availableParallelism(),
    )
    .option('--out <folder>', 'results folder (default: results/sweeps/<name of the scenario>)')
    .addOption(redisOption('have workers elsewhere do the replications: a Redis'))
    .option('--json', 'print study.json instead of the summary for people')
    .action(async (file: string, flags: SweepFlags) => {
      const [{ loadSweep }, { sweepText }] = await Promise.all([
        import('../../sim/studies/index.js'),
        import('./study-text.js'),
      ]);
      const { vary, replications, until, most, seed, measure } = flags;
      const study = await loadSweep(file, {
        vary,
        ...(measure.length === 0 ? {} : { measures: measure }),
        ...(replications === undefined ? {} : { replications }),
        ...(until === undefined ? {} : { until }),
        ...(most === undefined ? {} : { most }),
        ...(seed === undefined ? {} : { seed }),
      });
      const { name } = study.definition;
      const out = resolve(flags.out ?? join('results', 'sweeps', name));
      const [outcome] = await runStudies([{ study, out, quick: false }], flags, name);
      await writeOut(flags.json === true ? `${jsonText(outcome.document, 2)}\n` : sweepText(outcome));
    });
}
