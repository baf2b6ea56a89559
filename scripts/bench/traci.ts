/**
 * Compares this client with bare SUMO, SUMO's own Python client and libsumo on the same traffic, in one run:
 * `npx tsx scripts/bench/traci.ts [REPEATS [PART-OF-A-NAME [SIZES [PART-OF-THE-TRAFFIC'S-NAME]]]]`. Every competitor runs in turn, so
 * that a busy machine hurts all alike; the table gives medians and ratios. Two kinds of traffic: the streets of the default scenario, and a town of two-lane streets with
 * signals, made by SUMO's own tools, where lane changes make a vehicle dearer for SUMO itself. Linux only; needs SUMO's Python tools for
 * the competitors.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDemand, readRoutePool } from '../../sim/traffic/demand.js';
import { sumoArguments } from '../../sim/traffic/sumo-arguments.js';
import { readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { findSumoHome } from '../../src/sumo/index.js';
import { findSumo } from '../../src/traci/index.js';

interface Run {
  readonly wall: number;
  readonly client: number;
  readonly sumo: number;
  readonly count: number;
  /** CPU seconds of the client per vehicle and step in the second half, when all is compiled; this client's only. */
  readonly steady: number;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const sumo = findSumo();
const home = findSumoHome(sumo) ?? '';
process.env.SUMO_HOME = home;
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const repeats = Number(process.argv[2] ?? 5);
const only = process.argv[3] ?? '';
const sizes = (process.argv[4] ?? '500,3000').split(',').map(Number);
const kind = process.argv[5] ?? '';
const folder = join(tmpdir(), 'traci-benchmark');

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The network of the default scenario with traffic that has been running for a while; SUMO's options to go on from there. */
async function scenario(vehicles: number, rate: number, warmUp: number, steps: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const { scenario: manhattan } = await loadScenario('scenarios/manhattan.yaml');
  const { demand } = manhattan.traffic;
  if (!('routes' in demand)) throw new Error('the default scenario has a pool of routes');
  const traffic = {
    ...manhattan.traffic,
    demand: { ...demand, rate, trials: Math.ceil(rate / 60) },
    warmUp,
    duration: steps + 100,
  };
  const place = join(folder, String(vehicles));
  mkdirSync(place, { recursive: true });
  const pool = await readRoutePool(traffic, await readNetwork(traffic.network));
  const demanded = await prepareDemand(traffic, pool, new RandomStreams('bench'), place);
  const options = sumoArguments(traffic, demanded, 1);
  const begin = options.indexOf('--begin');
  return warmedUp([...options.slice(0, begin), ...options.slice(begin + 2)], warmUp, place);
}

/** Options that go on from the state after a warm-up. */
function warmedUp(options: readonly string[], warmUp: number, place: string): string[] {
  const state = join(place, 'state.xml');
  if (!existsSync(state)) {
    const save = ['--save-state.times', String(warmUp), '--save-state.files', state];
    run(sumo, [...options, ...save, '--end', String(warmUp + 1)]);
  }
  return [...options, '--load-state', state];
}

/** A town of two-lane streets with a signal at every junction. */
function town(vehicles: number, rate: number, warmUp: number, steps: number): string[] {
  const place = join(folder, `town-${vehicles}`);
  mkdirSync(place, { recursive: true });
  const net = join(place, 'town.net.xml');
  const routes = join(place, 'town.rou.xml');
  const size = vehicles > 1000 ? '24' : '10';
  if (!existsSync(routes)) {
    const grid = ['--grid', '--grid.number', size, '--grid.length', '150', '--default.lanenumber', '2'];
    run(join(sumo, '../netgenerate'), [...grid, '--default-junction-type', 'traffic_light', '-o', net]);
    const period = ['-b', '0', '-e', String(warmUp + steps + 100), '-p', String(60 / rate), '--seed', '1'];
    const files = ['-n', net, '-o', join(place, 'town.trips.xml'), '-r', routes];
    run(python, [join(home, 'tools/randomTrips.py'), ...files, ...period, '--fringe-factor', '2']);
  }
  const quiet = ['--no-step-log', 'true', '--duration-log.disable', 'true', '--no-warnings', 'true'];
  return warmedUp(['-n', net, '-r', routes, '--seed', '1', ...quiet], warmUp, place);
}

const reference =
  (way: string) =>
  (options: readonly string[], steps: number): Run =>
    JSON.parse(run(python, [join(here, 'traci-python.py'), way, String(steps), 'sumo', ...options])) as Run;
const client =
  (way: string) =>
  (options: readonly string[], steps: number): Run =>
    JSON.parse(
      run(process.execPath, [
        '--import',
        'tsx',
        join(here, 'traci-client.ts'),
        way,
        String(steps),
        ...options,
      ]),
    ) as Run;

/** Bidlane's SUMO gets huge pages; this gives them to another. */
function hugePages(use: () => Run): Run {
  process.env.GLIBC_TUNABLES = 'glibc.malloc.hugetlb=1';
  try {
    return use();
  } finally {
    delete process.env.GLIBC_TUNABLES;
  }
}

type Competitor = (options: readonly string[], steps: number) => Run;
/** Name, program, and the share of the steps it runs: those that ask for every value on its own would take all day. */
const everybody: readonly (readonly [name: string, run: Competitor, share?: number])[] = [
  ['bare SUMO', reference('bare')],
  ['bare SUMO, huge pages', (options, steps) => hugePages(() => reference('bare')(options, steps))],
  ['Python traci, steps only', reference('traci steps')],
  ['bidlane, steps only', client('steps')],
  ['bidlane, steps only, 8 ahead', client('steps ahead')],
  ['Python traci, subscriptions', reference('traci subscriptions')],
  ['Python traci, 4 getters', reference('traci getters'), 0.1],
  ['libsumo in Python, 4 getters', reference('libsumo getters')],
  ['libsumo in Python, subscriptions', reference('libsumo subscriptions')],
  ['bidlane, stream exact', client('stream exact')],
  ['bidlane, stream ahead', client('stream ahead')],
  ['bidlane, stream exact, derived', client('stream exact, derived')],
  ['bidlane, stream ahead, derived', client('stream ahead, derived')],
  ['bidlane, stream exact, context', client('stream exact, context')],
  ['bidlane, stream ahead, context', client('stream ahead, context')],
  ['Python traci, 1 getter', reference('traci speed'), 0.1],
  ['bidlane, 1 getter, issued together', client('getters together')],
];

const needed = new Set([
  'bare SUMO',
  'bare SUMO, huge pages',
  'Python traci, subscriptions',
  'bidlane, stream exact',
]);
const competitors = everybody.filter(([name]) => needed.has(name) || name.includes(only));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const traffic = [
  {
    make: scenario,
    what: 'streets of the default scenario',
    vehicles: 500,
    rate: 68,
    warmUp: 600,
    steps: 2400,
  },
  {
    make: scenario,
    what: 'streets of the default scenario',
    vehicles: 3000,
    rate: 330,
    warmUp: 900,
    steps: 400,
  },
  { make: town, what: 'two-lane streets', vehicles: 500, rate: 150, warmUp: 600, steps: 300 },
  { make: town, what: 'two-lane streets', vehicles: 3000, rate: 480, warmUp: 900, steps: 100 },
];

for (const { make, what, vehicles, rate, warmUp, steps } of traffic) {
  if (!sizes.includes(vehicles) || !what.includes(kind)) continue;
  const options = await make(vehicles, rate, warmUp, steps);
  process.env.BEGIN = String(warmUp);
  const runs = new Map<string, Run[]>(competitors.map(([name]) => [name, []]));
  for (let i = 0; i < repeats; i++) {
    for (const [name, competitor, share = 1] of competitors) {
      const { wall, client, sumo, count, steady } = competitor(options, Math.round(steps * share));
      runs.get(name)?.push({
        wall: wall / share,
        client: client / share,
        sumo: sumo / share,
        count: count / share,
        steady,
      });
    }
  }
  const of = (name: string, what: keyof Run): number => median((runs.get(name) ?? []).map((r) => r[what]));
  const baseline = of('bare SUMO', 'wall');
  const baseCpu = of('bare SUMO', 'sumo');
  const python = of('Python traci, subscriptions', 'client') + of('Python traci, subscriptions', 'sumo');
  const mean = of('bidlane, stream exact', 'count') / steps;
  console.log(`\n${what}: ${Math.round(mean)} vehicles, ${steps} steps, medians of ${repeats} runs`);
  console.log(
    '| way | wall s | x bare SUMO | CPU s | x bare SUMO | x Python subscriptions | client us per vehicle and step | in the second half |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [name] of competitors) {
    const wall = of(name, 'wall');
    const cpu = of(name, 'client') + of(name, 'sumo');
    const count = of(name, 'count');
    const per = count > 0 ? ((of(name, 'client') / count) * 1e6).toFixed(2) : '';
    const ratio = (wall / baseline).toFixed(2);
    const cells = [
      wall.toFixed(2),
      ratio,
      cpu.toFixed(2),
      (cpu / baseCpu).toFixed(2),
      (cpu / python).toFixed(2),
      per,
      of(name, 'steady') > 0 ? (of(name, 'steady') * 1e6).toFixed(2) : '',
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}
