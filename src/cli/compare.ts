import { type Command, Option } from 'commander';
import { measureDirections } from '../../sim/recording/measure-directions.js';
import { InputError, nearestName } from '../input/index.js';
import type { CompareOptions, DataSet, RunComparison, RunMeasures, Tolerance } from '../results/index.js';
import { exitStatus } from './exit.js';
import { jsonText, writeOut } from './json-document.js';

interface CompareFlags {
  readonly tolerance: Tolerance;
  readonly measure: ReadonlyMap<string, Tolerance>;
  readonly better: ReadonlyMap<string, 'higher' | 'lower' | 'none'>;
  readonly json?: boolean;
}

/** Reads `2%` (of the base) or `0.5` (in the measure's unit). */
function tolerance(option: string, text: string): Tolerance {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(%?)$/.exec(text.trim());
  if (match === null)
    throw new InputError(
      option,
      `is ${JSON.stringify(text)}`,
      'must be a share of the base such as 2%, or an amount such as 0.5',
    );
  const relative = match[2] === '%';
  return { amount: Number(match[1]) / (relative ? 100 : 1), relative };
}

/** Collects `name=value` of an option that may be given several times. */
function collect<T>(option: string, read: (value: string) => T) {
  return (text: string, before: ReadonlyMap<string, T>): ReadonlyMap<string, T> => {
    const at = text.indexOf('=');
    if (at < 1) throw new InputError(option, `is ${JSON.stringify(text)}`, 'must be NAME=VALUE');
    return new Map([...before, [text.slice(0, at), read(text.slice(at + 1))] as const]);
  };
}

function direction(text: string): 'higher' | 'lower' | 'none' {
  if (text === 'higher' || text === 'lower' || text === 'none') return text;
  throw new InputError(
    '--better',
    `is ${JSON.stringify(text)}`,
    'must be NAME=higher, NAME=lower or NAME=none',
  );
}

/** A measure that is named on the command line and is in neither run is a slip of the pen. */
function checkNames(flags: CompareFlags, runs: readonly RunMeasures[]): void {
  const known = [...new Set(runs.flatMap(({ measures }) => measures.map(({ name }) => name)))];
  for (const [option, names] of [
    ['--measure', flags.measure],
    ['--better', flags.better],
  ] as const)
    for (const name of names.keys()) {
      if (known.includes(name)) continue;
      const nearest = nearestName(name, known);
      const hint = nearest === undefined ? '' : `did you mean ${nearest}? `;
      throw new InputError(option, `there is no measure ${name}`, `${hint}measures are ${known.join(', ')}`);
    }
}

/** The runs of two data sets that belong together, and the points that only one has. */
function matched(base: DataSet, next: DataSet) {
  if (base.isStudy !== next.isStudy)
    throw new InputError(
      next.folder,
      next.isStudy ? 'is a study' : 'is a run',
      `another of the kind of ${base.folder}`,
    );
  const pairs = base.runs.flatMap((run) => {
    const other = next.runs.find(({ point }) => point === run.point);
    return other === undefined ? [] : [{ point: run.point, base: run, next: other }];
  });
  const alone = (one: DataSet, other: DataSet): number[] =>
    one.runs.flatMap(({ point }) =>
      point === null || other.runs.some((run) => run.point === point) ? [] : [point],
    );
  return { pairs, onlyInBase: alone(base, next), onlyInNew: alone(next, base) };
}

async function compare(baseFolder: string, newFolder: string, flags: CompareFlags): Promise<void> {
  const { compareRuns, findDataSet, readRunMeasures } = await import('../results/index.js');
  const [base, next] = [await findDataSet(baseFolder), await findDataSet(newFolder)];
  const { pairs, ...rest } = matched(base, next);
  if (pairs.length === 0)
    throw new InputError(newFolder, `has no point of ${baseFolder}`, 'a study with the same points');
  const read = [];
  for (const pair of pairs)
    read.push({
      point: pair.point,
      base: await readRunMeasures(pair.base),
      next: await readRunMeasures(pair.next),
    });
  checkNames(
    flags,
    read.flatMap((pair) => [pair.base, pair.next]),
  );
  const results: { point: number | null; comparison: RunComparison }[] = [];
  for (const { point, base: before, next: after } of read) {
    const options: CompareOptions = {
      tolerance: flags.tolerance,
      tolerances: flags.measure,
      better: new Map([...measureDirections, ...flags.better]),
    };
    results.push({ point, comparison: compareRuns(before, after, options) });
  }
  const measures = results.flatMap(({ comparison }) => comparison.measures);
  const worse = measures.filter(({ verdict }) => verdict === 'worse').length;
  if (flags.json === true) {
    const points = results.map(({ point, comparison }) => ({ point, ...comparison }));
    await writeOut(`${jsonText({ base: baseFolder, new: newFolder, worse, points, ...rest }, 2)}\n`);
  } else {
    const { comparisonText, verdictCounts } = await import('./compare-text.js');
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    const parts = results.map(({ point, comparison }) =>
      comparisonText(comparison, point === null ? `${baseFolder} -> ${newFolder}` : `point ${point}`, width),
    );
    const lists = [
      ...rest.onlyInBase.map((point) => `point ${point}: only in base\n`),
      ...rest.onlyInNew.map((point) => `point ${point}: only in new\n`),
      ...(base.isStudy ? [`${baseFolder} -> ${newFolder}, all points: ${verdictCounts(measures)}\n`] : []),
    ];
    await writeOut([...parts, ...lists].join(base.isStudy ? '\n' : ''));
  }
  if (worse > 0) process.exitCode = exitStatus.failed;
}

/** `bidlane compare DIR DIR`: what changed from one run to another. */
export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('compare the measures of two runs or studies; exit status 1 if one got worse')
    .argument('<base>', 'results folder to compare with')
    .argument('<new>', 'results folder to judge')
    .addOption(
      new Option(
        '--tolerance <t>',
        'difference that does not matter: a share of the base (2%) or an amount (0.5)',
      )
        .argParser((text: string) => tolerance('--tolerance', text))
        .default({ amount: 0.02, relative: true }, '2%'),
    )
    .addOption(
      new Option('--measure <name=t>', 'tolerance of one measure; may be given several times')
        .argParser(collect('--measure', (text) => tolerance('--measure', text)))
        .default(new Map(), 'none'),
    )
    .addOption(
      new Option(
        '--better <name=d>',
        'which way a measure is better: higher, lower or none; may be given several times',
      )
        .argParser(collect('--better', direction))
        .default(new Map(), 'as the results reference says'),
    )
    .option('--json', 'print the comparison as JSON')
    .action(compare);
}
