// What the queue costs: the same replications on local cores and through a Redis with one worker of the same concurrency, in turns.
// Parts come back through Redis, as from a machine that shares no disk.
//   npm run build && node --import tsx scripts/bench/queue.ts [SCENARIO] [REPLICATIONS] [ROUNDS] [CORES]
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor } from '../../sim/execution/executor.js';
import { LocalCores } from '../../sim/execution/local-cores.js';
import { QueueExecutor, redisAddress } from '../../sim/execution/queue/index.js';
import { learnTravelTimes } from '../../sim/probes/learn-travel-times.js';
import { readRoutePool } from '../../sim/traffic/demand.js';
import { bidlaneVersion } from '../../src/cli/version.js';
import { readNetwork } from '../../src/network/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';
import { writeModel } from '../../src/traveltime/index.js';

const [file = 'scenarios/manhattan.yaml', replications = '20', rounds = '3', cores = '2'] =
  process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'bidlane-bench-'));
const { scenario } = await loadScenario(file);
const sumo = await sumoVersion();
const model = join(work, 'links.model');

async function prepareModel(): Promise<void> {
  const network = await readNetwork(scenario.traffic.network);
  const pool = await readRoutePool(scenario.traffic, network);
  const probes = { ...scenario, probes: { rounds: 2 } };
  const cache = join(work, 'cache');
  const learnt = await learnTravelTimes({ scenario: probes, network, pool, sumo, jobs: 2, cache });
  await writeModel(model, learnt.model);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 6379) : 6379;
}

/** Starts a program and waits until it has said something. */
async function started(command: string, args: readonly string[], word: string): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (text: string): void => {
      said += text;
      if (said.includes(word)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} ended: ${said}`)));
  });
  return child;
}

let folders = 0;
/** Seconds of one run, and the digests of its replications. */
async function timed(executor: Executor): Promise<{ seconds: number; digests: string }> {
  const out = join(work, `out-${folders++}`);
  mkdirSync(join(out, 'replications'), { recursive: true });
  const units = Array.from({ length: Number(replications) }, (_, replication) => ({
    kind: 'replication' as const,
    ...{
      scenario: { ...scenario, replications: Number(replications) },
      replication,
      model,
      traffic: null,
      out,
    },
  }));
  const begin = performance.now();
  const results = await executor.perform(units);
  const seconds = (performance.now() - begin) / 1000;
  rmSync(out, { recursive: true });
  return { seconds, digests: results.map(({ digest }) => digest).join() };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

await prepareModel();
const port = await freePort();
const url = `redis://127.0.0.1:${port}`;
const redis = await started('redis-server', ['--port', String(port), '--save', '', '--dir', work], 'Ready');
const workerArgs = ['worker', '--redis', url, '--concurrency', cores, '--no-shared'];
const worker = await started(process.execPath, ['dist/src/cli/main.js', ...workerArgs], 'waiting');
const toolchain = { bidlane: bidlaneVersion(), sumo };
try {
  const wall: Record<'local' | 'queue', number[]> = { local: [], queue: [] };
  console.log(`${replications} replications of ${scenario.name} on ${cores} cores, wall time`);
  for (let round = 0; round < Number(rounds); round++) {
    const local = new LocalCores({ jobs: Number(cores) });
    const here = await timed(local);
    await local.close();
    const queue = await QueueExecutor.open({ address: redisAddress(url, 'bench'), toolchain, name: 'bench' });
    const there = await timed(queue);
    await queue.close();
    if (here.digests !== there.digests) throw new Error('the results differ');
    wall.local.push(here.seconds);
    wall.queue.push(there.seconds);
    console.log(
      `round ${round + 1}: local ${here.seconds.toFixed(2)} s, queue ${there.seconds.toFixed(2)} s (${(there.seconds / here.seconds).toFixed(3)} x)`,
    );
  }
  const ratio = median(wall.queue.map((seconds, i) => seconds / wall.local[i]));
  console.log(
    `median: local ${median(wall.local).toFixed(2)} s, queue ${median(wall.queue).toFixed(2)} s, queue over local ${ratio.toFixed(3)} x`,
  );
} finally {
  for (const child of [worker, redis]) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(work, { recursive: true, force: true });
}
