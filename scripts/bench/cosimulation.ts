// A whole run of a scenario against bare SUMO on the very same traffic, in turns: CPU time of all processes together, and wall time.
// Once with everything to do (probe rounds and replications), once with the travel-time model of an earlier run at hand.
//   npm run build && node --import tsx scripts/bench/cosimulation.ts [SCENARIO] [ROUNDS]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replicationSeed } from '../../sim/execution/replication.js';
import { youngGeneration } from '../../sim/execution/young-generation.js';
import { probeSeed } from '../../sim/probes/probe-rounds.js';
import { prepareDemand, readRoutePool, sumoSeed } from '../../sim/traffic/demand.js';
import { sumoArguments } from '../../sim/traffic/sumo-arguments.js';
import { readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { findProgram, findSumoHome } from '../../src/sumo/index.js';

const [file = 'scenarios/manhattan.yaml', rounds = '3'] = process.argv.slice(2);
const sumo = findProgram('sumo') ?? 'sumo';
const work = mkdtempSync(join(tmpdir(), 'bidlane-bench-'));
/** Bare SUMO runs as users run it, without the huge pages that Bidlane gives its own. */
const env = { ...process.env, SUMO_HOME: findSumoHome(sumo), XDG_CACHE_HOME: join(work, 'cache') };
const { scenario } = await loadScenario(file);

interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** Runs a command under bash's `time`, which counts the processes that it starts and waits for. */
function timed(command: readonly string[]): Times {
  const script = `{ TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>"$0"; } 2>&1`;
  const log = join(work, 'stderr');
  const output = execFileSync('bash', ['-c', script, log, ...command], { encoding: 'utf8', env });
  const [wall, user, system] = output.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}

/** The command of bare SUMO on the traffic that belongs to a seed. */
async function bareCommand(seed: string): Promise<string[]> {
  const folder = join(work, seed.replaceAll('/', '-'));
  mkdirSync(folder);
  const random = new RandomStreams(seed);
  const pool = await readRoutePool(scenario.traffic, await readNetwork(scenario.traffic.network));
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  const end = scenario.traffic.warmUp + scenario.traffic.duration;
  return [sumo, ...sumoArguments(scenario.traffic, demand, sumoSeed(random)), '--end', String(end)];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const sum = (times: readonly Times[]): Times => ({
  wall: times.reduce((total, t) => total + t.wall, 0),
  cpu: times.reduce((total, t) => total + t.cpu, 0),
});
// As `bidlane` and `npm start` start it.
const run = [
  process.execPath,
  youngGeneration,
  'dist/src/cli/main.js',
  'run',
  '--fresh',
  file,
  '--jobs',
  '1',
  '--out',
  join(work, 'out'),
];

function report(name: string, pairs: readonly { readonly bare: Times; readonly full: Times }[]): void {
  const row = (label: string, of: (pair: (typeof pairs)[number]) => Times): string => {
    const wall = median(pairs.map((pair) => of(pair).wall)).toFixed(1);
    const cpu = median(pairs.map((pair) => of(pair).cpu)).toFixed(1);
    return `  ${label.padEnd(14)} ${wall.padStart(7)} s wall ${cpu.padStart(7)} s CPU\n`;
  };
  const ratio = (of: (t: Times) => number): string =>
    median(pairs.map(({ bare, full }) => of(full) / of(bare))).toFixed(2);
  process.stdout.write(
    `${name}\n${row('bare SUMO', (p) => p.bare)}${row('bidlane run', (p) => p.full)}` +
      `  ratio ${ratio((t) => t.wall)} wall, ${ratio((t) => t.cpu)} CPU (medians of ${pairs.length} rounds, one core)\n`,
  );
}

try {
  const replications = Array.from({ length: scenario.replications }, (_, n) => replicationSeed(scenario, n));
  const probes = Array.from({ length: scenario.probes.rounds }, (_, n) => probeSeed(scenario, n));
  const bare = new Map<string, string[]>();
  for (const seed of [...replications, ...probes]) bare.set(seed, await bareCommand(seed));
  const bareTimes = (seeds: readonly string[]): Times =>
    sum(seeds.map((seed) => timed(bare.get(seed) ?? [])));
  const cold: { bare: Times; full: Times }[] = [];
  const warm: { bare: Times; full: Times }[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    rmSync(join(work, 'cache'), { recursive: true, force: true });
    cold.push({ bare: bareTimes([...replications, ...probes]), full: timed(run) });
    warm.push({ bare: bareTimes(replications), full: timed(run) });
  }
  report(`${scenario.name}: ${probes.length} probe rounds and ${replications.length} replications`, cold);
  report(`${scenario.name}: ${replications.length} replications, travel-time model at hand`, warm);
} finally {
  rmSync(work, { recursive: true, force: true });
}
