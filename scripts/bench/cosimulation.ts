// A replication of a scenario against bare SUMO on the same traffic, in turns, CPU time of all processes together and wall time.
//   npm run build && node --import tsx scripts/bench/cosimulation.ts [SCENARIO] [ROUNDS]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, sumoEnvironment } from '../../src/sumo/index.js';

const [scenario = 'scenarios/manhattan.yaml', rounds = '5'] = process.argv.slice(2);
const sumo = findProgram('sumo') ?? 'sumo';
const env = sumoEnvironment(sumo);
const work = mkdtempSync(join(tmpdir(), 'bidlane-bench-'));

interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** Runs a command under bash's `time`, which counts the processes that it starts and waits for. */
function timed(command: readonly string[]): Times {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>"$0"`;
  const output = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`, join(work, 'stderr'), ...command], {
    encoding: 'utf8',
    env,
  });
  const [wall, user, system] = output.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const node = [process.execPath, '--import', 'tsx'];
const replication = [...node, 'scripts/bench/one-replication.ts', scenario, join(work, 'cache')];

try {
  const args = JSON.parse(
    execFileSync(replication[0], [...replication.slice(1), work], { encoding: 'utf8', env }),
  ) as string[];
  // The first run fits the travel-time model and is not counted.
  timed(replication);
  const times: { readonly bare: Times; readonly full: Times }[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    times.push({ bare: timed([sumo, ...args]), full: timed(replication) });
  }
  const row = (name: string, of: (t: (typeof times)[number]) => Times): void => {
    const wall = median(times.map((t) => of(t).wall));
    const cpu = median(times.map((t) => of(t).cpu));
    process.stdout.write(
      `${name.padEnd(28)} ${wall.toFixed(2).padStart(8)} s wall ${cpu.toFixed(2).padStart(8)} s CPU\n`,
    );
  };
  row('bare SUMO', (t) => t.bare);
  row('bidlane, one replication', (t) => t.full);
  const ratio = (of: (t: Times) => number): string =>
    median(times.map((t) => of(t.full) / of(t.bare))).toFixed(2);
  process.stdout.write(
    `ratio: ${ratio((t) => t.wall)} wall, ${ratio((t) => t.cpu)} CPU (medians of ${rounds} rounds, start of Node and compiling included)\n`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
