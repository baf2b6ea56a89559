import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const scenario = shop.write('small.yaml', smallScenario());
/** A machine without SUMO, on which nothing was run before. */
const bare = {
  PATH: shop.path('nothing'),
  SUMO_HOME: '',
  XDG_CACHE_HOME: shop.path('bare-cache'),
};

async function digestOf(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { status, stdout, stderr } = await shop.run(['run', scenario, '--json', ...args], { env });
  expect(status, stderr).toBe(0);
  return (JSON.parse(stdout) as { digest: string }).digest;
}

async function refusal(args: readonly string[], env: Record<string, string> = bare): Promise<string> {
  const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'refused', ...args], { env });
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  expect(existsSync(shop.path('refused'))).toBe(false);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return stderr.trim();
}

let live = '';
beforeAll(async () => {
  live = await digestOf(['--replications', '2', '--out', 'live']);
  expect(await digestOf(['--replications', '2', '--out', 'first', '--record', 'traffic'])).toBe(live);
  expect(await digestOf(['--out', 'second', '--record', 'one.traffic'])).not.toBe(live);
});

describe('bidlane run --traffic replay', () => {
  it('gives the results of the live run on a machine without SUMO', async () => {
    expect(
      await digestOf(['--replications', '2', '--out', 'bare', '--traffic', 'replay:traffic'], bare),
    ).toBe(live);
    const manifest = (name: string): { versions: { sumo: string } } =>
      JSON.parse(readFileSync(shop.path(name, 'manifest.json'), 'utf8')) as { versions: { sumo: string } };
    expect(manifest('bare').versions.sumo).toBe(manifest('live').versions.sumo);
    const [folder, file] = await Promise.all([
      digestOf(['--out', 'of-folder', '--traffic', 'replay:traffic'], bare),
      digestOf(['--out', 'of-file', '--traffic', 'replay:one.traffic'], bare),
    ]);
    expect(file).toBe(folder);
  });

  it('keeps recordings that are there, and no file that is none', async () => {
    const made = statSync(shop.path('traffic/0.traffic')).ino;
    await digestOf(['--replications', '2', '--out', 'again', '--record', 'traffic']);
    expect(statSync(shop.path('traffic/0.traffic')).ino).toBe(made);
    shop.write('mine.txt', 'mine');
    expect(await refusal(['--record', 'mine.txt'], {})).toMatch(
      /^error: \S+mine\.txt: is there and is not recorded traffic: a new file, see --record$/m,
    );
    expect(readFileSync(shop.path('mine.txt'), 'utf8')).toBe('mine');
  });

  it('says what does not fit', async () => {
    expect(await refusal(['--traffic', 'replay:traffic', '--replications', '3'])).toMatch(
      /^error: \S+traffic\/2\.traffic: there is no such file: /,
    );
    expect(await refusal(['--traffic', 'replay:one.traffic', '--replications', '3'])).toMatch(
      /^error: \S+one\.traffic: holds one replication, the scenario has 3: --replications 1, or a folder with 0\.traffic to 2\.traffic$/,
    );
    expect(await refusal(['--traffic', 'replay:'])).toBe(
      'error: --traffic: is "replay:": must be live, or replay: and a path',
    );
    expect(await refusal(['--traffic', 'replay:traffic', '--record', 'x'])).toBe(
      'error: --record: cannot go with --traffic replay: one of the two',
    );
  });

  it('says that a recording is damaged before any work', async () => {
    mkdirSync(shop.path('damaged'));
    const bytes = readFileSync(shop.path('one.traffic'));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(shop.path('damaged/0.traffic'), bytes);
    expect(await refusal(['--traffic', 'replay:damaged'])).toMatch(
      /damaged\/0\.traffic: is damaged \(its hash differs\): /,
    );
    truncateSync(shop.path('damaged/0.traffic'), bytes.length - 9);
    expect(await refusal(['--traffic', 'replay:damaged'])).toMatch(
      /damaged\/0\.traffic: is cut short \(9 bytes are missing\): /,
    );
  });

  it('needs SUMO for other probe rounds, and says so', async () => {
    const other = shop.write('rounds.yaml', smallScenario({ probes: { rounds: 3 } }));
    const { status, stderr } = await shop.run(
      ['run', other, '--traffic', 'replay:one.traffic', '--out', 'x'],
      {
        env: bare,
      },
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error: \S+one\.traffic: came with link travel times for other probe rounds, .+, and there is no SUMO to learn them: SUMO \d\S+, or a recording/,
    );
    expect(existsSync(shop.path('x'))).toBe(false);
  });
});
