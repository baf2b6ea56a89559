import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const scenario = shop.write('small.yaml', smallScenario());

beforeAll(async () => {
  // Fills the cache, and is the results folder that later runs find.
  expect(await shop.run(['run', scenario, '--out', 'first'])).toMatchObject({ status: 0 });
});

const names = (folder: string): string[] => readdirSync(shop.path(folder)).sort();
const whole = [
  'manifest.json',
  'replications',
  'report.html',
  'summary.json',
  'travel-times.json',
  'travel-times.model',
];

describe('the results folder of bidlane run', () => {
  it('is whole after a run, and what the command prints is its summary', async () => {
    expect(names('first')).toEqual(whole);
    expect(names('first/replications')).toEqual(['0']);
    const { status, stdout } = await shop.run(['run', scenario, '--out', 'first', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(shop.path('first/summary.json'), 'utf8')));
    expect(names('first')).toEqual(whole);
  });

  it('is not taken where somebody else has files', async () => {
    mkdirSync(shop.path('foreign'));
    shop.write('foreign/thesis.txt', 'dear to somebody');
    const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'foreign']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error: \S+foreign: holds thesis\.txt, which is not a result of a run: an empty or new/,
    );
    expect(names('foreign')).toEqual(['thesis.txt']);
  });

  it.each([
    ['in-the-way', /in-the-way: is a file: a folder for the results, see --out\n$/],
    ['in-the-way/deeper', /deeper: is a file: a folder for the results, see --out\n$/],
    [
      '/proc/results',
      /^error: \/proc\/results: cannot be written \(.+\): a results folder that you may write to, see --out\n$/,
    ],
  ])('cannot be %s', async (out, message) => {
    shop.write('in-the-way', '');
    const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', out]);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('on a read-only place is named before any work is done', async () => {
    const folder = shop.path('locked');
    mkdirSync(folder);
    writeFileSync(join(folder, '.keep'), '');
    // Root may write anywhere but where even root may not.
    const isRoot = process.getuid?.() === 0;
    if (isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'bidlane-test', folder]).status !== 0)
      return;
    if (!isRoot) chmodSync(folder, 0o555);
    try {
      const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'locked/out']);
      expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(
        /^error: \S+locked\/out: cannot be written \((the file system is read-only|permission denied)\): a results folder/,
      );
    } finally {
      if (isRoot) execFileSync('umount', [folder]);
      else chmodSync(folder, 0o755);
    }
  });
});

/** Runs with a small disk at a folder of the workshop; false where this machine does not let us mount one. */
async function onSmallDisk(
  folder: string,
  size: string,
  work: (place: string) => Promise<void>,
): Promise<boolean> {
  const place = shop.path(folder);
  mkdirSync(place, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'bidlane-test', place]).status !== 0)
    return false;
  try {
    await work(place);
  } finally {
    execFileSync('umount', [place]);
  }
  return true;
}

describe('a full disk', () => {
  it.each(['4k', '40k'])('of %s under the results leaves nothing half-written', async (size) => {
    await onSmallDisk(`disk-${size}`, size, async (place) => {
      const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', join(place, 'out')]);
      expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(
        /^error: \S+out\S*: the disk is full \(\d\.\d MB free\): free some space and start the same/m,
      );
      expect(stderr).not.toMatch(/\n {4}at /);
      const left = existsSync(join(place, 'out')) ? readdirSync(join(place, 'out'), { recursive: true }) : [];
      expect(
        left.map(String).filter((name) => name.includes('.tmp-') || name.endsWith('summary.json')),
      ).toEqual([]);
      expect(shop.leftovers()).toEqual([]);
    });
  });

  it.each(['4k', '12k'])('of %s under the temporary files is named', async (size) => {
    await onSmallDisk(`tmp-${size}`, size, async (place) => {
      const env = { TMPDIR: place, XDG_CACHE_HOME: shop.path(`cache-${size}`) };
      const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', `out-${size}`], { env });
      expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(
        /^error: .*(disk of the temporary folder is full|is the disk of \S+ full).* \(0\.0 MB free\)/m,
      );
      expect(readdirSync(place)).toEqual([]);
      expect(existsSync(shop.path(`out-${size}`))).toBe(false);
    });
  });

  it('under the cache costs nothing but a note', async () => {
    await onSmallDisk('small-cache', '4k', async (place) => {
      const { status, stderr } = await shop.run(['run', scenario, '--out', 'uncached'], {
        env: { XDG_CACHE_HOME: place },
      });
      expect(status, stderr).toBe(0);
      expect(stderr).toMatch(/^the fitted model was not kept for later runs: .+(full|no space left)/m);
      expect(names('uncached')).toEqual(whole);
    });
  });
});

describe('a temporary folder that is not there', () => {
  it('is named', async () => {
    const env = { TMPDIR: shop.path('nowhere') };
    const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'out'], { env });
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: \S+nowhere: the temporary folder does not exist: .*set TMPDIR to a folder/m,
    );
    expect(existsSync(shop.path('out'))).toBe(false);
  });
});
