/**
 * The memory of the client (not of SUMO) while it reads four variables of about 3000 vehicles at every step of a long simulation:
 * `npx tsx scripts/bench/memory.ts [HOURS [VEHICLES]]`, 2 hours and 3000 vehicles by default. Every 5 simulated minutes garbage is
 * collected and a row is printed; at the end the growth per hour after the first quarter. Needs SUMO's Python tools.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { findSumoHome } from '../../src/sumo/index.js';
import { findSumo, startSumo } from '../../src/traci/index.js';

const SAMPLE = 300;
/** Seconds between two departures, at which the grid would hold more than 3000 vehicles. */
const PERIOD = 0.08;
/** Seconds after which the same routes depart again. */
const ROUND = 120;

const hours = Number(process.argv[2] ?? 2);
const vehicles = Number(process.argv[3] ?? 3000);
const duration = hours * 3600;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A grid and flows that fill it until the end. Routes of random trips depart again and again. */
function scenario(folder: string): string[] {
  const home = findSumoHome(findSumo()) ?? '';
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const env = { ...process.env, SUMO_HOME: home };
  const run = (program: string, args: readonly string[]): unknown =>
    execFileSync(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [net, trips, routes] = ['net.xml', 'trips.xml', 'rou.xml'].map((name) => join(folder, name));
  run('netgenerate', ['--grid', '--grid.number', '20', '--grid.length', '500', '-o', net]);
  const files = ['-n', net, '-o', trips, '-r', routes];
  const demand = ['-e', String(ROUND), '-p', String(PERIOD), '--fringe-factor', '5', '--seed', '1'];
  run(python, [join(home, 'tools', 'randomTrips.py'), ...files, ...demand]);
  const flows = readFileSync(routes, 'utf8')
    .replaceAll(
      /<vehicle id="(\w+)" depart="([\d.]+)"/g,
      `<flow id="$1" begin="$2" end="${duration}" period="${ROUND}"`,
    )
    .replaceAll('</vehicle>', '</flow>');
  writeFileSync(routes, flows);
  const limit = ['--max-num-vehicles', String(vehicles)];
  return ['-n', net, '-r', routes, ...limit, '--no-warnings', 'true', '--seed', '1'];
}

interface Sample {
  readonly hour: number;
  readonly heap: number;
  readonly buffers: number;
  readonly rss: number;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);

/** The slope of the least-squares line of a quantity over time, per hour. */
function growth(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const x = mean(samples.map((s) => s.hour));
  const y = mean(samples.map(of));
  const covariance = mean(samples.map((s) => (s.hour - x) * (of(s) - y)));
  return covariance / mean(samples.map((s) => (s.hour - x) ** 2));
}

const folder = mkdtempSync(join(tmpdir(), 'bidlane-memory-'));
try {
  const sumo = await startSumo({ args: scenario(folder) });
  const samples: Sample[] = [];
  console.log(`# ${sumo.version.identifier}, Node ${process.version}, ${hours} hours`);
  console.log('| simulated s | vehicles | ids kept | heap MB | buffers MB | rss MB |');
  console.log('|---|---|---|---|---|---|');
  const stream = sumo.vehicles.stream(['position', 'speed', 'roadID', 'lanePosition'], { until: duration });
  for await (const { time, count } of stream) {
    if (time % SAMPLE !== 0) continue;
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    const kept = stream.vehicles.size;
    samples.push({ hour: time / 3600, heap: heapUsed, buffers: external, rss });
    const cells = [time, count, kept, megabytes(heapUsed), megabytes(external), megabytes(rss)];
    console.log(`| ${cells.join(' | ')} |`);
  }
  await sumo.close();
  const settled = samples.filter(({ hour }) => hour >= hours / 4);
  const heap = growth(settled, (s) => s.heap);
  const buffers = growth(settled, (s) => s.buffers);
  const rss = growth(settled, (s) => s.rss);
  console.log(
    `growth after the first quarter: heap ${megabytes(heap)}, buffers ${megabytes(buffers)}, rss ${megabytes(rss)} MB per simulated hour`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
