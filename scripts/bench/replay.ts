// Replications on live SUMO against the very same on recorded traffic, in turns, in this process: CPU time (SUMO's included) and wall time
// of each, from the opening of the traffic to the end of its last task, and that their results are the same.
//   npm run build && node --import tsx scripts/bench/replay.ts [SCENARIO] [ROUNDS]
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runReplication } from '../../sim/execution/replication.js';
import { learnTravelTimes } from '../../sim/probes/learn-travel-times.js';
import { replicationContent } from '../../sim/recording/record-replication.js';
import { readRoutePool } from '../../sim/traffic/demand.js';
import { recordTraffic } from '../../sim/traffic/recorded/record-traffic.js';
import { readNetwork } from '../../src/network/index.js';
import { digest } from '../../src/results/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { sumoVersion } from '../../src/sumo/index.js';

interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** CPU time of the processes that this one has started and waited for, s (Linux). */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly times: Times }> {
  const [wall, own, children] = [performance.now(), process.cpuUsage(), childSeconds()];
  const result = await work();
  const { user, system } = process.cpuUsage(own);
  const cpu = (user + system) / 1e6 + childSeconds() - children;
  return { result, times: { wall: (performance.now() - wall) / 1e3, cpu } };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const [path = 'scenarios/manhattan.yaml', rounds = '3'] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'bidlane-bench-'));
try {
  const { scenario } = await loadScenario(path);
  const network = await readNetwork(scenario.traffic.network);
  const pool = await readRoutePool(scenario.traffic, network);
  const sumo = await sumoVersion();
  const inputs = { scenario, network, pool, sumo };
  const { model } = await learnTravelTimes({ ...inputs, jobs: 1, cache: join(work, 'cache') });
  const rows: { readonly live: Times; readonly recording: Times; readonly replay: Times }[] = [];
  let bytes = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const run = async (recorded: string | null) => {
      const { result, times } = await timed(() => runReplication(round, { ...inputs, model, recorded }));
      return { times, digest: digest({ tables: replicationContent(result) }) };
    };
    const file = join(work, `${round}.traffic`);
    const { times: recording } = await timed(() => recordTraffic(file, scenario, round, inputs));
    const live = await run(null);
    const replay = await run(file);
    if (replay.digest !== live.digest) throw new Error(`replication ${round + 1}: the results differ`);
    bytes += statSync(file).size;
    rows.push({ live: live.times, recording, replay: replay.times });
  }
  const row = (label: string, of: (row: (typeof rows)[number]) => Times): string => {
    const wall = median(rows.map((r) => of(r).wall)).toFixed(2);
    const cpu = median(rows.map((r) => of(r).cpu)).toFixed(2);
    return `  ${label.padEnd(22)} ${wall.padStart(7)} s wall ${cpu.padStart(7)} s CPU\n`;
  };
  const ratio = (of: (t: Times) => number): string =>
    median(rows.map(({ live, replay }) => of(live) / of(replay))).toFixed(1);
  process.stdout.write(
    `${scenario.name}: one replication, its results the same each way\n` +
      row('live SUMO', (r) => r.live) +
      row('recording, nobody asks', (r) => r.recording) +
      row('replay', (r) => r.replay) +
      `  live / replay ${ratio((t) => t.wall)} wall, ${ratio((t) => t.cpu)} CPU (medians of ${rows.length} replications); ` +
      `a recording has ${(bytes / rows.length / 1e6).toFixed(2)} MB\n`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
