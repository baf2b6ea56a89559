import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ended, grid3, smallScenario, workshop } from './bidlane.js';

const shop = workshop();
// As many as make two children worth while; what is missing of them later runs in one process.
const count = 8;
const scenario = shop.write('small.yaml', smallScenario({ probes: { rounds: 1 } }));
const args = (out: string, ...more: string[]): string[] => [
  ...['run', scenario, '--out', out, '--replications', String(count), '--jobs', '2', ...more],
];

interface Summary {
  readonly digest: string;
  readonly replications: number;
  readonly measures: unknown;
}
const summaryIn = (folder: string): Summary =>
  JSON.parse(readFileSync(shop.path(folder, 'summary.json'), 'utf8')) as Summary;
/** Names in a folder that may come and go while it is read: a run that takes a folder clears it first. */
function namesIn(place: string, recursive = false): string[] {
  try {
    return readdirSync(place, { recursive }).map(String);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
const parts = (folder: string): string[] =>
  namesIn(shop.path(folder, 'replications'))
    .filter((name) => /^\d+$/.test(name))
    .sort();
const everything = (folder: string): string[] => namesIn(shop.path(folder), true);

/** Command lines of processes that work on something in this workshop. */
function processes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // Children of a run are known by the folder that they work in.
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return environment.includes(shop.folder) ? command : '';
      } catch {
        return '';
      }
    })
    .filter((line) => line !== '');
}
const untilGone = async (): Promise<void> => {
  while (processes().length > 0) await sleep(10);
};

let undisturbed: Summary;
beforeAll(async () => {
  expect(await shop.run(args('undisturbed'))).toMatchObject({ status: 0 });
  undisturbed = summaryIn('undisturbed');
});

function expectWhole({ status, stderr }: Ended, folder: string): void {
  expect(status, stderr).toBe(0);
  expect(summaryIn(folder).digest).toBe(undisturbed.digest);
  expect(summaryIn(folder).measures).toEqual(undisturbed.measures);
  expect(parts(folder)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect(everything(folder).filter((name) => /tmp|lock/.test(name))).toEqual([]);
}

// Linux only: what is left running is looked up in /proc.
describe.runIf(existsSync('/proc/self/environ'))('bidlane run killed with -9', () => {
  /** Instants of a run, each a thing that can be seen from outside. */
  const instants: readonly (readonly [string, (folder: string) => boolean])[] = [
    ['as it makes its folder', (folder) => existsSync(shop.path(folder))],
    [
      'while a part is written',
      (folder) => everything(folder).some((name) => /replications.\.\d+\.tmp/.test(name)),
    ],
    ['with its first part', (folder) => parts(folder).length > 0],
    ['as it makes its summary', (folder) => parts(folder).length === count],
  ];

  it.each(instants)('%s is gone on with, to the same digest', async (name, hasCome) => {
    const folder = name.replaceAll(' ', '-');
    const running = shop.start(args(folder));
    while (!hasCome(folder) && running.child.exitCode === null) await sleep(1);
    running.child.kill('SIGKILL');
    await running.ended;
    // Nobody is left behind: neither children nor their SUMOs.
    await untilGone();
    const there = parts(folder).length;
    const again = await shop.run(args(folder));
    expectWhole(again, folder);
    if (there > 0 && there < count)
      expect(again.stderr).toMatch(new RegExp(`^${there} of 8 replications (is|are) there already$`, 'm'));
    const begun = again.stderr.split('\n').filter((line) => /^replication .+: done/.test(line));
    expect(begun).toHaveLength(count - there);
    expect(shop.leftovers()).toEqual([]);
  });

  it('in its probe rounds leaves no SUMO', async () => {
    const long = shop.write(
      'long.yaml',
      smallScenario({ name: 'long', traffic: { duration: 20_000 }, probes: { rounds: 4 } }),
    );
    const running = shop.start(['run', long, '--out', 'long']);
    while (!processes().some((line) => line.includes('--vehroute-output'))) await sleep(5);
    running.child.kill('SIGKILL');
    await running.ended;
    await untilGone();
  });
});

describe('a run in a folder that has results', () => {
  it('of the same command takes them, and says so', async () => {
    const before = readFileSync(shop.path('undisturbed/manifest.json'), 'utf8');
    rmSync(shop.path('undisturbed/report.html'));
    const again = await shop.run(args('undisturbed'));
    expectWhole(again, 'undisturbed');
    expect(again.stderr).toMatch(/^all 8 replications are there already: summary and report are made again/m);
    expect(existsSync(shop.path('undisturbed/report.html'))).toBe(true);
    expect(readFileSync(shop.path('undisturbed/manifest.json'), 'utf8')).toBe(before);
  });

  it('of the same command replaces damaged parts; --fresh runs all anew', async () => {
    truncateSync(shop.path('undisturbed/replications/1/replication.json'), 20);
    rmSync(shop.path('undisturbed/replications/2/traffic.parquet'));
    const mended = await shop.run(args('undisturbed'));
    expectWhole(mended, 'undisturbed');
    for (const n of [2, 3])
      expect(mended.stderr).toMatch(new RegExp(`^replication ${n} was damaged and runs again$`, 'm'));
    expect(mended.stderr).toMatch(/^6 of 8 replications are there already$/m);

    const fresh = await shop.run(args('undisturbed', '--fresh'));
    expectWhole(fresh, 'undisturbed');
    expect(fresh.stderr).toMatch(/^8 replications$/m);
    expect(fresh.stderr.match(/: done;/g)).toHaveLength(count);
  });

  it('with more replications runs the missing ones only; with fewer the others stay', async () => {
    const of = (n: number) => shop.run(['run', scenario, '--out', 'grown', '--replications', String(n)]);
    expect(await of(2)).toMatchObject({ status: 0 });
    const more = await of(count);
    expect(more.stderr).toMatch(/^2 of 8 replications are there already$/m);
    expectWhole(more, 'grown');
    const two = await of(2);
    expect(two.status).toBe(0);
    expect(summaryIn('grown').replications).toBe(2);
    expect(parts('grown')).toHaveLength(count);
  });

  it('of another seed or other contents of files never mixes with them', async () => {
    const network = shop.write('mine.net.xml', readFileSync(grid3.network, 'utf8'));
    const mine = shop.write('mine.yaml', smallScenario({ probes: { rounds: 1 }, traffic: { network } }));
    const run = (...more: string[]) => shop.run(['run', mine, '--out', 'mine', ...more]);
    expect(await run()).toMatchObject({ status: 0 });
    const first = readFileSync(shop.path('mine/summary.json'), 'utf8');
    const beside = (stderr: string): string => {
      const told =
        /^\S+mine holds results of another scenario, seed or version: these go to \S+(mine-[0-9a-f]{8})$/m;
      return told.exec(stderr)?.[1] ?? stderr;
    };
    const seeded = await run('--seed', '2');
    const seededFolder = beside(seeded.stderr);
    expect(parts(seededFolder)).toEqual(['0']);
    appendFileSync(network, '<!-- changed -->\n');
    const changed = await run();
    expect(parts(beside(changed.stderr))).toEqual(['0']);
    expect(beside(changed.stderr)).not.toBe(seededFolder);
    expect(readFileSync(shop.path('mine/summary.json'), 'utf8')).toBe(first);
    // Its own folder is gone on with, too.
    const again = await run();
    expect(beside(again.stderr)).toBe(beside(changed.stderr));
    expect(again.stderr).toMatch(/^the replication is there already/m);
  });
});

describe('two runs in one folder', () => {
  it('the second is refused as long as the first lives, and takes over when it is dead', async () => {
    const first = shop.start(args('shared'));
    await first.said('8 replications');
    const second = await shop.run(args('shared'));
    expect({ status: second.status, stdout: second.stdout }, second.stderr).toEqual({
      status: 1,
      stdout: '',
    });
    expect(second.stderr).toMatch(
      new RegExp(
        `^error: \\S+shared: process ${first.child.pid} is writing its results there: wait for it`,
        'm',
      ),
    );
    first.child.kill('SIGKILL');
    await first.ended;
    expectWhole(await shop.run(args('shared')), 'shared');
  });

  it('the lock of another machine is not taken over', async () => {
    mkdirSync(shop.path('far'));
    writeFileSync(shop.path('far/.lock'), JSON.stringify({ pid: 1, host: 'elsewhere', began: null }));
    const { status, stderr } = await shop.run(args('far'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/process 1 on elsewhere is writing .+; if it is over, remove \S+\.lock$/m);
    expect(existsSync(shop.path('far/.lock'))).toBe(true);
  });
});
