/**
 * Runs the benchmarks of this folder one after the other and prints their ratios as one Markdown table:
 * `npm run bench`, or `npm run bench NAME...` for some. What a benchmark prints itself goes to standard error. One that cannot run is
 * a row that says why, and the exit status is 1.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

type Row = readonly [what: string, ratio: string];

interface Benchmark {
  readonly name: string;
  readonly args?: readonly string[];
  /** The ratios in what the benchmark prints. */
  ratios(output: string): Row[];
}

/** All lines that a pattern matches, as rows. */
const rows = (output: string, pattern: RegExp, row: (match: RegExpExecArray) => Row): Row[] =>
  output.split('\n').flatMap((line) => {
    const match = pattern.exec(line);
    return match === null ? [] : [row(match)];
  });

/** Rows below the heading that stands before them. */
function under(
  output: string,
  heading: RegExp,
  pattern: RegExp,
  row: (match: RegExpExecArray) => Row,
): Row[] {
  let place = '';
  return output.split('\n').flatMap((line) => {
    place = heading.exec(line)?.[1] ?? place;
    return rows(line, pattern, row).map(([what, ratio]): Row => [`${place}: ${what}`, ratio]);
  });
}

const benchmarks: readonly Benchmark[] = [
  {
    name: 'kernel',
    ratios: (output) =>
      rows(output, /^(\de\+\d+).*\((.*) x\).*\((.*) x\)/, ([, pending, timeout, delay]) => [
        `${pending} pending events, CPU of SimPy over this`,
        `${timeout} (timeouts), ${delay} (plain delays)`,
      ]),
  },
  {
    name: 'traci',
    ratios: (output) =>
      under(output, /^(\d+ vehicles), /, /^\| (bidlane.*)$/, ([, cells]) => {
        const [way, , wall, , cpu, python] = cells.split('|').map((cell) => cell.trim());
        return [
          `${way}, over bare SUMO`,
          `${wall} wall, ${cpu} CPU; CPU ${python} x Python with subscriptions`,
        ];
      }),
  },
  {
    name: 'recruitment',
    ratios: (output) =>
      rows(output, /^(eager \/ lazy [^:]*):.* = (\S+) x/, ([, what, ratio]) => [`CPU, ${what}`, ratio]),
  },
  {
    name: 'traces',
    ratios: (output) => rows(output, /^(saxes.*): (\S+) x/, ([, what, ratio]) => [`CPU, ${what}`, ratio]),
  },
  {
    name: 'traveltime',
    ratios: (output) =>
      rows(output, /^(?!coupled)(\w+) .*, (\S+) x coupled/, ([, estimator, ratio]) => [
        `CPU of \`${estimator}\` over \`coupled\``,
        ratio,
      ]),
  },
  {
    name: 'freshness',
    ratios: (output) => [
      ...rows(output, /^(\S+ \/ [^:]*): (\S+) x/, ([, what, ratio]) => [`CPU, ${what}`, ratio]),
      ...rows(output, /^(\S+ against [^:]*): (.*)$/, ([, what, saved]) => [what, saved]),
    ],
  },
  {
    name: 'twin',
    ratios: (output) =>
      rows(output, /^CPU (\S+ s); simulated time over CPU: (\S+) x/, ([, cpu, ratio]) => [
        `simulated time over CPU, 3 000 twins at 20 units without SUMO (${cpu} for 10 min)`,
        ratio,
      ]),
  },
  {
    name: 'cosimulation',
    ratios: (output) =>
      under(output, /^(\S.*)$/, /^ {2}ratio (\S+) wall, (\S+) CPU/, ([, wall, cpu]) => [
        'over bare SUMO',
        `${wall} wall, ${cpu} CPU`,
      ]),
  },
  {
    name: 'memory',
    args: ['0.5'],
    ratios: (output) =>
      rows(output, /^growth after.*heap (\S+), buffers (\S+), rss/, ([, heap, buffers]) => [
        'growth of the TraCI client, MB per simulated hour with 3000 vehicles (no ratio)',
        `${heap} heap, ${buffers} buffers`,
      ]),
  },
];

const fileOf = (name: string): string => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

/** Runs one benchmark; its output also goes to standard error as it comes. */
function run({
  name,
  args = [],
}: Benchmark): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', fileOf(name), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        process.stderr.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Why a benchmark failed: the line that names an error, or the last one. */
function reason(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return telling.trim().replaceAll('|', '\\|').slice(0, 160);
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => benchmarks.every((benchmark) => benchmark.name !== name));
if (unknown !== undefined) {
  const names = benchmarks.map(({ name }) => name).join(', ');
  process.stderr.write(`error: ${unknown}: there is no such benchmark: one of ${names}\n`);
  process.exit(2);
}
const load = (): string => loadavg()[0].toFixed(1);
const begin = load();
const table: string[] = [];
for (const benchmark of benchmarks) {
  const { name } = benchmark;
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!existsSync(fileOf(name))) {
    process.stderr.write(`${name}: scripts/bench/${name}.ts is not there\n`);
    continue;
  }
  process.stderr.write(`\n== ${name}\n`);
  const { status, output } = await run(benchmark);
  let results: Row[] = status === 0 ? benchmark.ratios(output) : [];
  if (status !== 0) results = [['could not run', reason(output)]];
  else if (results.length === 0) results = [['could not be read', 'no ratio in what it printed']];
  if (results[0][0].startsWith('could not')) process.exitCode = 1;
  for (const [what, ratio] of results) table.push(`| ${name} | ${what} | ${ratio} |`);
}
const [processor] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${processor?.model.trim() ?? 'unknown processor'}, Node ${process.version}, load ${begin} before and ${load()} after\n`,
);
console.log('| benchmark | what | ratio |\n|---|---|---|');
console.log(table.join('\n'));
