import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { descendants, stillRunning } from '../sim/execution/queue/queue-units.js';
import { freePort, type RedisServer, startRedis } from '../sim/execution/queue/redis-server.js';
import { grid3, programModule, type Running, smallScenario, workshop } from './bidlane.js';

// Many processes, each of which loads the whole program.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const shop = workshop();
const scenario = shop.write('small.yaml', smallScenario({ traffic: { duration: 900 } }));
let redis: RedisServer;
let running: Running[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  running = [];
});
afterAll(() => redis.stop());

function start(...args: string[]): Running {
  const process = shop.start(args, { env: { BIDLANE_REDIS: redis.url } });
  running.push(process);
  return process;
}
const startWorker = (...flags: string[]): Running =>
  start('worker', '--silence', '10', '--no-shared', '--concurrency', '2', ...flags);
const startRun = (file: string, out: string, ...flags: string[]): Running =>
  start('run', file, '--replications', '3', '--out', out, ...flags);

function pidOf({ child }: Running): number {
  if (child.pid === undefined) throw new Error('did not start');
  return child.pid;
}

function digestOf(folder: string): string {
  return (JSON.parse(readFileSync(shop.path(folder, 'summary.json'), 'utf8')) as { digest: string }).digest;
}

describe('bidlane run --redis', () => {
  it('killed and started again runs only what is missing, and gives the digest of a local run', async () => {
    const local = await startRun(scenario, 'local').ended;
    expect(local.status, local.stderr).toBe(0);
    const worker = startWorker('--concurrency', '1');
    const first = startRun(scenario, 'out', '--redis');
    const parts = shop.path('out/replications');
    while (!existsSync(join(parts, '0'))) await sleep(20);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startRun(scenario, 'out', '--redis').ended;
    expect(second.status, second.stderr).toBe(0);
    expect(digestOf('out')).toBe(digestOf('local'));
    worker.child.kill('SIGTERM');
    const { stderr } = await worker.ended;
    for (const n of [1, 2, 3])
      expect(stderr.match(new RegExp(`replication ${n} of 3 of small: begun`, 'g')), stderr).toHaveLength(1);
    const keys = (await redis.client().keys('*')).filter((key) => /blob|outcome|runs|[0-9a-f]{64}/.test(key));
    expect(keys).toEqual([]);
  });

  it('fails as a local run does when SUMO refuses the network', async () => {
    const network = shop.write('broken.net.xml', '');
    const whole = readFileSync(grid3.network, 'utf8');
    // Bidlane reads it, SUMO does not.
    writeFileSync(network, whole.replace(/<net version="[^"]*"/, '<net version="99.0"'));
    const file = shop.write('broken.yaml', smallScenario({ traffic: { network } }));
    // A run that finds its link travel times ready fails in its replications only.
    const local = await startRun(file, 'broken-local').ended;
    startWorker();
    const remote = await startRun(file, 'broken-remote', '--redis').ended;
    const error = (stderr: string): string | undefined =>
      stderr.split('\n').find((line) => line.startsWith('error: '));
    expect(remote.status).toBe(local.status);
    expect(error(remote.stderr)).toBe(error(local.stderr));
  });

  it.each(['process', 'group'] as const)(
    'ends in order by Ctrl-C to the %s, as does the worker',
    async (to) => {
      const long = shop.write(
        'long.yaml',
        smallScenario({ name: 'long', traffic: { duration: 4000 }, probes: { rounds: 1 } }),
      );
      const worker = startWorker();
      const run = startRun(long, `long-${to}`, '--redis');
      for (const n of [1, 2]) await worker.said(`replication ${n} of 3 of long: begun`);
      while (descendants(pidOf(worker)).length < 4) await sleep(20);
      const below = descendants(pidOf(worker));
      const interrupt = (process_: Running): boolean =>
        process.kill(to === 'group' ? -pidOf(process_) : pidOf(process_), 'SIGINT');
      interrupt(worker);
      const ended = await worker.ended;
      expect(ended.status, ended.stderr).toBe(130);
      expect(ended.stderr).toMatch(/^interrupted: SIGINT received, units under way were given back$/m);
      expect(stillRunning(below)).toEqual([]);
      interrupt(run);
      const { status, stdout, stderr } = await run.ended;
      expect({ status, stdout }, stderr).toEqual({ status: 130, stdout: '' });
      expect(stderr).toMatch(/^interrupted: SIGINT received/m);
      expect(existsSync(shop.path(`long-${to}`))).toBe(false);
      expect(shop.leftovers()).toEqual([]);
    },
  );
});

describe('a Redis that is not right', () => {
  async function errorAt(url: string): Promise<{ status: number | null; line: string }> {
    const { status, stderr, stdout } = await shop.run(['worker', '--redis', url]);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n'), stderr).toHaveLength(1);
    return { status, line: stderr.trim() };
  }

  it('is not there', async () => {
    const port = await freePort();
    expect(await errorAt(`redis://127.0.0.1:${port}`)).toEqual({
      status: 1,
      line: `error: redis://127.0.0.1:${port}: no connection to Redis (nothing listens there): start redis-server there, or name another with --redis`,
    });
  });

  it('is no address', async () => {
    const right = 'redis://[user:password@]host[:port][/database], or rediss:// for TLS';
    expect(await errorAt('localhost')).toEqual({
      status: 2,
      line: `error: --redis: is "localhost", which is no URL: ${right}`,
    });
    expect((await errorAt('http://localhost')).line).toBe(`error: --redis: is a http:// address: ${right}`);
  });

  it('wants another password, which is not shown', async () => {
    const locked = await startRedis({ password: 'secret' });
    const bare = `redis://127.0.0.1:${locked.port}`;
    expect(await errorAt(bare)).toEqual({
      status: 1,
      line: `error: ${bare}: wants a password: give it as redis://:password@host:port`,
    });
    expect(await errorAt(`redis://:wrong@127.0.0.1:${locked.port}`)).toEqual({
      status: 1,
      line: `error: ${bare}: the user name or the password is wrong: redis://user:password@host:port with the right ones`,
    });
    await locked.stop();
  });

  it('is too old', async () => {
    const old = createServer((socket) => {
      const info = '# Server\r\nredis_version:5.0.14\r\n';
      socket.on('data', (data) => {
        // Several commands may come at once: each is an array, and each has its answer.
        for (const command of data
          .toString()
          .toLowerCase()
          .split(/\*\d+\r\n/)
          .slice(1)) {
          const isInfo = /^\$4\r\ninfo\r\n/.test(command);
          socket.write(isInfo ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
        }
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
    const { port } = old.address() as AddressInfo;
    expect(await errorAt(`redis://127.0.0.1:${port}`)).toEqual({
      status: 1,
      line: `error: redis://127.0.0.1:${port}: is Redis 5.0.14, which is too old: install Redis 6.2 or newer`,
    });
    old.close();
  });
});

describe('bidlane study --redis', () => {
  it('gives the digest of a local study, for pure computation and for computation on traffic of its own', async () => {
    const worker = startWorker();
    // The series share one market a replication; the travel times are learnt before.
    const study = shop.write(
      'on-traffic.mjs',
      `import study from ${JSON.stringify(programModule('sim/studies/tbuma-fig08'))};
export default { ...study, name: 'on-traffic', scenario: ${JSON.stringify(scenario)}, with: {}, vary: { budget: [2, 9] },
  replications: 2, claims: [] };`,
    );
    for (const what of ['enter-fig11', study]) {
      const out = what === study ? 'traffic' : 'pure';
      const digests: unknown[] = [];
      for (const flags of [['--redis'], ['--jobs', '1']]) {
        const folder = shop.path(`${out}${flags.length}`);
        const run = await start('study', what, '--quick', '--out', folder, '--json', ...flags).ended;
        expect(run.status, run.stderr).toBe(0);
        digests.push((JSON.parse(run.stdout) as { digest: string }).digest);
      }
      expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(digests[0]).toBe(digests[1]);
    }
    worker.child.kill('SIGTERM');
    const { stderr } = await worker.ended;
    expect(stderr).toMatch(/study enter-fig11, point 1, replication 1.*begun/);
    expect(stderr).toMatch(/on-traffic.*point 2, replication 2.*begun/);
  });
});
