import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findProgram, findSumoHome } from '../../src/sumo/index.js';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const sumo = findProgram('sumo') ?? '';
const scenario = shop.write('small.yaml', smallScenario());

/** An installation of SUMO whose `sumo` is a script of the test; `$SUMO` in it is the real one. */
function withSumo(name: string, script: string, interpreter = '/bin/sh'): Record<string, string> {
  const home = shop.path(name);
  mkdirSync(join(home, 'bin'), { recursive: true });
  symlinkSync(join(findSumoHome(sumo) ?? '', 'data'), join(home, 'data'));
  writeFileSync(join(home, 'bin/sumo'), `#!${interpreter}\n${script.replaceAll('$SUMO', sumo)}\n`);
  chmodSync(join(home, 'bin/sumo'), 0o755);
  return { SUMO_HOME: home };
}

/** Runs the small scenario, which must fail with status 1 and leave nothing. */
async function failure(env: Record<string, string>): Promise<string> {
  const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'out', '--jobs', '1'], {
    env,
  });
  expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
  expect(existsSync(shop.path('out'))).toBe(false);
  expect(shop.leftovers()).toEqual([]);
  expect(stderr).not.toMatch(/\n {4}at /);
  const error = stderr.split('\n').filter((text) => text.startsWith('error: '));
  expect(error, stderr).toHaveLength(1);
  return error[0];
}
/** Another cache than that of the live failures: the probe rounds are really run. */
const fresh = { XDG_CACHE_HOME: shop.path('fresh-cache') };

describe('a SUMO that is not right', () => {
  it('is missing', async () => {
    expect(await failure({ PATH: shop.path('nothing'), SUMO_HOME: '' })).toMatch(
      /^error: sumo: not found on PATH nor in SUMO_HOME\/bin: install SUMO \(.+apt-get install sumo sumo-tools\)$/,
    );
  });

  it('is too old', async () => {
    const env = withSumo('old', 'echo "Eclipse SUMO sumo Version 1.4.0"');
    expect(await failure(env)).toMatch(
      /^error: \S+old\/bin\/sumo: is SUMO 1\.4\.0, which is too old: install SUMO 1\.15 or newer/,
    );
  });

  it('is something else', async () => {
    const env = withSumo('other', 'echo hello');
    expect(await failure(env)).toMatch(
      /^error: \S+other\/bin\/sumo: is not SUMO \(asked for its version it says "hello"\): put SUMO/,
    );
  });

  it('cannot be run', async () => {
    const env = withSumo('broken', '', '/no/such/interpreter');
    expect(await failure(env)).toMatch(/^error: sumo could not be started: .*(ENOENT|EACCES)/);
  });
});

describe('a SUMO that dies in a probe round', () => {
  const versionOr = (death: string): string => `case "$*" in *--version*) exec $SUMO "$@";; esac\n${death}`;

  it('is named with the round, the signal and its last words', async () => {
    const env = withSumo(
      'killed',
      versionOr('echo "Warning: hot" >&2; echo "Error: it burns" >&2; kill -9 $$'),
    );
    expect(await failure({ ...env, ...fresh })).toBe(
      'error: probe round 1 of 2: sumo was killed (SIGKILL; out of memory?): it burns',
    );
  });

  it('and with its exit status when it says nothing', async () => {
    const env = withSumo('silent', versionOr('exit 3'));
    // Also alone with the network it fails: that is what a person should look at.
    const { status, stderr } = await shop.run(['run', scenario, '--out', 'out'], {
      env: { ...env, ...fresh },
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: \S+grid3\.net\.xml: SUMO refuses it \(.*\): a network that/m);
  });

  it('or writes nothing', async () => {
    const env = withSumo('lazy', versionOr('exit 0'));
    expect(await failure({ ...env, ...fresh })).toMatch(
      /^error: probe round 1 of 2: SUMO ended well, but its output cannot be used \(there is no such file\): is the disk of \S+ full \(.+ MB free\)\? Free some/,
    );
  });
});

describe('a SUMO that dies in the live run', () => {
  beforeAll(async () => {
    // Fills the cache, so that what follows goes straight to the live run.
    expect(await shop.run(['run', scenario, '--out', 'first'])).toMatchObject({ status: 0 });
  });
  /** The real SUMO, ended from outside while it drives (its wait for the client is no driving yet). */
  const endedBy = (signal: string): string =>
    `case "$*" in *--remote-port*) ;; *) exec $SUMO "$@";; esac\n$SUMO "$@" --save-state.times 30 --save-state.prefix "$0" &\n` +
    `child=$!\nwhile ! ls "$0"_30* >/dev/null 2>&1; do sleep 0.02; done\nkill -${signal} $child\nrm -f "$0"_30*\nwait $child\nkill -${signal} $$`;

  it('is named with the replication, the simulated time and the signal', async () => {
    // Slow steps: a SUMO of a few links is done before anybody can kill it.
    const env = withSumo('shot', endedBy('KILL'));
    const slow = shop.write(
      'slow.yaml',
      smallScenario({ traffic: { duration: 4000 }, probes: { rounds: 1 } }),
    );
    const { status, stdout, stderr } = await shop.run(['run', slow, '--out', 'out'], { env });
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: replication 1 of 1, \d+ s of simulated time: SUMO was killed \(SIGKILL; out of memory\?\): .+$/m,
    );
    expect(existsSync(shop.path('out'))).toBe(false);
    expect(shop.leftovers()).toEqual([]);
  });

  it('closes the door: its own words are told', async () => {
    const server = `
const port = Number(process.argv[process.argv.indexOf('--remote-port') + 1]);
if (!(port > 0)) process.exitCode = require('node:child_process').spawnSync('$SUMO', process.argv.slice(2), { stdio: 'inherit' }).status;
else require('node:net').createServer((s) => { console.error('Error: no more cars'); process.exit(7); }).listen(port);`;
    const env = withSumo('shy', server, process.execPath);
    expect(await failure(env)).toMatch(
      'error: replication 1 of 1: SUMO ended with exit status 7 before it was ready: no more cars',
    );
  });

  it('speaks an old TraCI', async () => {
    const server = `
const port = Number(process.argv[process.argv.indexOf('--remote-port') + 1]);
if (!(port > 0)) process.exitCode = require('node:child_process').spawnSync('$SUMO', process.argv.slice(2), { stdio: 'inherit' }).status;
else require('node:net').createServer((socket) => socket.once('data', () => {
  const name = Buffer.from('SUMO 1.4.0');
  const version = Buffer.alloc(2 + 4 + 4);
  version[0] = version.length + name.length;
  version.writeInt32BE(18, 2);
  version.writeInt32BE(name.length, 6);
  const body = Buffer.concat([Buffer.from([7, 0, 0, 0, 0, 0, 0]), version, name]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  socket.write(Buffer.concat([length, body]));
})).listen(port);`;
    const env = withSumo('ancient', server, process.execPath);
    expect(await failure(env)).toMatch(
      /^error: replication 1 of 1: SUMO 1\.4\.0 speaks TraCI version 18, this client versions 20 .+: install SUMO 1\.15 or newer$/,
    );
  });
});
