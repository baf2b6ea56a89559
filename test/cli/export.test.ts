import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { smallScenario, workshop } from './bidlane.js';

// Many processes, each of which loads the whole program.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
const execute = promisify(execFile);
const shop = workshop();
const scenario = shop.write('small.yaml', smallScenario());
const run = ['run', scenario, '--replications', '3'];
const cache = { ...process.env, XDG_CACHE_HOME: shop.path('cache'), TSX_DISABLE_CACHE: '1' };

function digestOf(folder: string): string {
  const summary = JSON.parse(readFileSync(shop.path(folder, 'summary.json'), 'utf8')) as { digest: string };
  return summary.digest;
}

let plain: string;
beforeAll(async () => {
  const { status, stderr } = await shop.run([...run, '--out', 'plain']);
  expect(status, stderr).toBe(0);
  plain = digestOf('plain');
});

describe('bidlane run in steps', () => {
  it('gives the digest of a plain run, with many processes in one folder at once', async () => {
    const step = (...flags: string[]) => shop.run([...run, '--out', 'steps', ...flags]);
    const early = await step('--only', '0');
    expect(early.status).toBe(2);
    expect(early.stderr).toMatch(
      /^error: \S+steps: is not prepared for single replications: bidlane run with the same arguments and --only none first$/m,
    );
    expect((await step('--only', 'none')).status).toBe(0);
    expect(readdirSync(shop.path('steps/replications'))).toEqual([]);
    const gathered = await step('--gather');
    expect(gathered.status).toBe(1);
    expect(gathered.stderr).toMatch(
      /^error: \S+steps: 3 replications are missing \(0,1,2\): run what is missing with --only/m,
    );
    const parts = await Promise.all([step('--only', '0-1'), step('--only', '1,2'), step('--only', '2')]);
    for (const { status, stderr } of parts) expect(status, stderr).toBe(0);
    expect(existsSync(shop.path('steps/summary.json'))).toBe(false);
    expect((await step('--gather')).status).toBe(0);
    expect(digestOf('steps')).toBe(plain);
    expect(existsSync(shop.path('steps/report.html'))).toBe(true);
  });

  it('refuses a folder that was prepared for something else, and numbers that are none', async () => {
    const other = await shop.run([...run, '--out', 'plain', '--seed', '5', '--only', '0']);
    expect(other.status).toBe(2);
    expect(other.stderr).toMatch(
      /^error: \S+plain: was prepared for another scenario or seed, or with another version/m,
    );
    const beyond = await shop.run([...run, '--out', 'plain', '--only', '2-3']);
    expect(beyond.status).toBe(2);
    expect(beyond.stderr).toMatch(
      /^error: --only: names replication 3 of a run with 3: numbers from 0 to 2/m,
    );
    const wrong = await shop.run([...run, '--out', 'plain', '--only', '4-2']);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^error: --only: is "4-2": numbers of replications from 0/m);
  });
});

describe('bidlane export', () => {
  it('writes a Slurm script whose steps give the digest of a plain run', async () => {
    const out = shop.path('folder with spaces');
    const { status, stderr } = await shop.run([
      ...['export', 'slurm', scenario, '--replications', '3', '--replications-per-task', '2'],
      ...['--out', out, '--to', 'run.sh'],
    ]);
    expect(status, stderr).toBe(0);
    const script = shop.path('run.sh');
    await execute('bash', ['-n', script]);
    expect(readFileSync(script, 'utf8')).toContain('set -euo pipefail');
    const bash = (step: string, env: Record<string, string> = {}) =>
      execute('bash', [script, step], { env: { ...cache, ...env } });
    await bash('prepare', { SLURM_CPUS_PER_TASK: '2' });
    for (const task of ['1', '0']) await bash('replications', { SLURM_ARRAY_TASK_ID: task });
    await bash('gather');
    expect(digestOf('folder with spaces')).toBe(plain);
    await expect(bash('nonsense')).rejects.toMatchObject({ code: 2 });
  });

  it('submits the steps of a Slurm script one after the other', async () => {
    const sbatch = shop.write(
      'bin-sbatch',
      '#!/bin/bash\necho "$@" >> "$SUBMITTED"\nwc -l < "$SUBMITTED" | tr -d " "\n',
    );
    await execute('bash', ['-c', `mkdir -p bin && cp ${sbatch} bin/sbatch && chmod +x bin/sbatch`], {
      cwd: shop.folder,
    });
    await shop.run(['export', 'slurm', scenario, '--replications', '3', '--to', 'submit.sh']);
    const { stdout } = await execute('bash', [shop.path('submit.sh')], {
      cwd: shop.folder,
      env: { ...cache, PATH: `${shop.path('bin')}:${process.env.PATH}`, SUBMITTED: shop.path('submitted') },
    });
    expect(stdout).toMatch(
      /^submitted: prepare 1, replications 2, gather 3; results in \S+results\/small\n$/,
    );
    const jobs = readFileSync(shop.path('submitted'), 'utf8').trim().split('\n');
    expect(jobs[0]).toMatch(/submit\.sh prepare$/);
    expect(jobs[1]).toMatch(/--array 0-2%100 --dependency afterok:1 .*submit\.sh replications$/);
    expect(jobs[2]).toMatch(/--dependency afterok:2 .*submit\.sh gather$/);
  });

  it.runIf(existsSync('/usr/bin/snakemake'))(
    'writes a Snakefile with which snakemake gives the digest of a plain run',
    async () => {
      const out = shop.path('snake results');
      const { status, stderr } = await shop.run([
        ...['export', 'snakemake', scenario, '--replications', '3', '--replications-per-task', '2'],
        ...['--out', out, '--to', 'Snakefile'],
      ]);
      expect(status, stderr).toBe(0);
      const snakemake = (...flags: string[]) =>
        execute('/usr/bin/snakemake', ['--snakefile', 'Snakefile', '--cores', '2', ...flags], {
          cwd: shop.folder,
          env: cache,
        });
      await snakemake();
      expect(digestOf('snake results')).toBe(plain);
      const again = await snakemake();
      expect(again.stderr).toContain('Nothing to be done');
    },
  );
});
