import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import type { BenchmarkRecord } from '../../sim/benchmarks/index.js';
import { InputError, nearestName } from '../input/index.js';
import { exitStatus } from './exit.js';
import { interruption } from './interruption.js';
import { writeOut } from './json-document.js';
import { bidlaneVersion } from './version.js';

interface BenchFlags {
  readonly baseline?: string;
  readonly update?: boolean;
  readonly quick?: boolean;
  readonly tolerance: number;
}

function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text.trim());
  if (match !== null) return Number(match[1]) / 100;
  throw new InputError('--tolerance', `is ${JSON.stringify(text)}`, 'must be a percentage such as 25%');
}

/** The baseline of the repository, for who works in a clone of it. */
function ownBaseline(): string | undefined {
  for (const up of ['../..', '../../..']) {
    const file = fileURLToPath(new URL(`${up}/sim/benchmarks/baseline.json`, import.meta.url));
    // A built program has a folder of this name too, without the sources.
    if (existsSync(dirname(file)) && existsSync(`${dirname(file)}/regression-scenarios.ts`)) return file;
  }
  return undefined;
}

/** The benchmarks that were asked for: by name, network or size; all without any. */
function wanted<T extends { readonly name: string; readonly network: string; readonly size: string }>(
  all: readonly T[],
  words: readonly string[],
  quick: boolean,
): T[] {
  for (const word of words) {
    if (all.some((one) => [one.name, one.network, one.size].includes(word))) continue;
    const names = all.map(({ name }) => name);
    const nearest = nearestName(word, names);
    const hint = nearest === undefined ? '' : `did you mean ${nearest}? `;
    throw new InputError(word, 'there is no such benchmark', `${hint}benchmarks are ${names.join(', ')}`);
  }
  return all.filter(
    ({ name, network, size }) =>
      (words.length === 0 || [name, network, size].some((word) => words.includes(word))) &&
      (!quick || size === 'small'),
  );
}

async function bench(words: readonly string[], flags: BenchFlags): Promise<void> {
  const [benchmarks, text, { ProgressDisplay }, { discardUnfinished }, { sumoVersion }] = await Promise.all([
    import('../../sim/benchmarks/index.js'),
    import('./bench-text.js'),
    import('./progress-display.js'),
    import('../results/index.js'),
    import('../sumo/index.js'),
  ]);
  const all = benchmarks.regressionScenarios();
  const scenarios = wanted(all, words, flags.quick === true);
  if (scenarios.length === 0)
    throw new InputError('--quick', 'leaves no benchmark', 'small ones only: leave out the other names');
  const file = flags.baseline ?? ownBaseline();
  if (file === undefined && flags.update === true)
    throw new InputError('--update', 'has no file to write', '--baseline FILE');
  const before = file === undefined ? undefined : await benchmarks.readBaseline(file);
  const signal = interruption('the benchmark was ended', discardUnfinished);
  const versions = { bidlane: bidlaneVersion(), node: process.version, sumo: await sumoVersion(signal) };
  const display = new ProgressDisplay(process.stderr);
  const records: Record<string, BenchmarkRecord> = {};
  try {
    display.listener({ kind: 'note', text: 'warming up ...' });
    await benchmarks.warmUp(all[0], { bidlaneVersion: versions.bidlane, signal });
    for (const scenario of scenarios) {
      display.listener({ kind: 'note', text: `${scenario.name} ...` });
      const outcome = await benchmarks.runBenchmark(scenario, {
        bidlaneVersion: versions.bidlane,
        signal,
        onProgress: display.listener,
      });
      const machine = benchmarks.thisMachine();
      records[scenario.name] = { date: new Date().toISOString(), machine, versions, ...outcome };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    display.clear();
  }
  const lines = [text.speedText(records, process.stdout.isTTY ? process.stdout.columns : undefined), '\n'];
  let changed = false;
  let slower = false;
  for (const [name, record] of Object.entries(records)) {
    const known = before?.benchmarks[name];
    if (known === undefined) {
      lines.push(`${name}: not in the baseline; digest ${record.digest}\n`);
      continue;
    }
    const comparison = benchmarks.compareBenchmark(record, known, flags.tolerance);
    changed ||= !comparison.equal;
    slower ||= comparison.slower;
    lines.push(text.verdictText(name, comparison));
  }
  if (slower)
    lines.push(
      'Slower is no failure: a busy machine is slow too. Run it again alone before you believe it.\n',
    );
  if (flags.update === true && file !== undefined) {
    await benchmarks.updateBaseline(file, before, records);
    lines.push(`${file}: updated\n`);
  } else if (before === undefined)
    lines.push('There is no baseline to compare with: --update --baseline FILE writes one.\n');
  await writeOut(lines.join(''));
  if (changed && flags.update !== true) process.exitCode = exitStatus.failed;
}

/** `bidlane bench`: the standard regression scenarios against a baseline. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('run the standard regression scenarios; exit status 1 if results differ from the baseline')
    .argument(
      '[names...]',
      'manhattan-small and so on, a network (manhattan, beijing) or a size (small, medium, large)',
    )
    .option('--baseline <file>', 'baseline to compare with, or to write with --update')
    .option('--update', 'write the results into the baseline; other benchmarks in it stay')
    .option('--quick', 'small ones only: some seconds')
    .addOption(
      new Option('--tolerance <share>', 'growth of the processor time that is not called slower')
        .argParser(share)
        .default(0.25, '25%'),
    )
    .action(bench);
}
