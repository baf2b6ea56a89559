/**
 * The kernel against SimPy: generator processes that wait by timeouts, at 1e3, 1e5 and 1e6 pending events.
 *
 *   npx tsx scripts/bench/kernel.ts [repetitions [numbers pending...]]
 *
 * SimPy runs under PYTHON (default /usr/bin/python3; Debian's python3-simpy3). Every measurement is a process of its own, the
 * competitors take turns, and the medians of CPU time (all threads, garbage collection included) are compared. The same delays, the
 * same number of processes, the same stretch of simulated time on both sides, no two times alike; only the running is measured, not the building.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Simulation } from '../../src/kernel/index.js';

const TABLE = 1 << 16;
const EVENTS = 1_000_000;
const COMPETITORS = ['simpy', 'timeout', 'delay'] as const;
type Competitor = (typeof COMPETITORS)[number];

/** Exponential delays of mean 1. */
function delays(): Float64Array {
  let state = 12345;
  return Float64Array.from({ length: TABLE }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return -Math.log(1 - state / 4294967296);
  });
}

/** CPU seconds for about so many events, after a warm-up. */
function measure(kind: Competitor, pending: number, warmUp: number, events: number): number {
  const table = delays();
  const sim = new Simulation();
  function* byTimeouts(start: number, begin: number) {
    yield sim.timeout(begin);
    for (let index = start; ; index = (index + 1) % TABLE) yield sim.timeout(table[index]);
  }
  function* byDelays(start: number, begin: number) {
    yield begin;
    for (let index = start; ; index = (index + 1) % TABLE) yield table[index];
  }
  for (let k = 0; k < pending; k++) {
    const start = (k * 7919) % TABLE;
    sim.process('waiter', kind === 'timeout' ? byTimeouts(start, k / pending) : byDelays(start, k / pending));
  }
  sim.run({ until: 1 + warmUp / pending });
  const begin = process.cpuUsage();
  sim.run({ until: 1 + (warmUp + events) / pending });
  const used = process.cpuUsage(begin);
  return (used.user + used.system) / 1e6;
}

function measureApart(kind: Competitor, pending: number): number {
  const sizes = [pending, Math.max(pending, 300_000), EVENTS].map(String);
  const here = fileURLToPath(import.meta.url);
  const [command, args] =
    kind === 'simpy'
      ? [
          process.env.PYTHON ?? '/usr/bin/python3',
          [fileURLToPath(new URL('kernel-simpy.py', import.meta.url)), ...sizes],
        ]
      : [process.execPath, [...process.execArgv, here, 'measure', kind, ...sizes]];
  const child = spawnSync(command, args, { encoding: 'utf8' });
  if (child.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${child.stderr || child.error?.message}`);
  return (JSON.parse(child.stdout) as { cpu: number }).cpu;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function compare(repetitions: number, sizes: readonly number[]): void {
  console.log('CPU time per event, median of', repetitions);
  console.log('pending   SimPy      yield sim.timeout(d)    yield d');
  for (const pending of sizes) {
    const seconds = new Map<Competitor, number[]>(COMPETITORS.map((kind) => [kind, []]));
    for (let i = 0; i < repetitions; i++) {
      for (const kind of COMPETITORS) seconds.get(kind)?.push(measureApart(kind, pending));
    }
    const [simpy, timeout, delay] = COMPETITORS.map((kind) => median(seconds.get(kind) ?? []));
    const micro = (s: number): string => `${((s / EVENTS) * 1e6).toFixed(2)} us`;
    const against = (s: number): string => `${micro(s)} (${(simpy / s).toFixed(1)} x)`;
    console.log(
      pending.toExponential(0).padEnd(9),
      micro(simpy).padEnd(10),
      against(timeout).padEnd(23),
      against(delay),
    );
  }
}

const [mode, kind, ...sizes] = process.argv.slice(2);
if (mode === 'measure') {
  const [pending, warmUp, events] = sizes.map(Number);
  console.log(JSON.stringify({ cpu: measure(kind as Competitor, pending, warmUp, events) }));
} else {
  compare(Number(mode ?? 5), kind === undefined ? [1e3, 1e5, 1e6] : [kind, ...sizes].map(Number));
}
