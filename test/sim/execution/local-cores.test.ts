import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { PerformHooks } from '../../../sim/execution/executor.js';
import { InProcess } from '../../../sim/execution/in-process.js';
import { LocalCores } from '../../../sim/execution/local-cores.js';
import type { ReplicationUnit, StudyUnit } from '../../../sim/execution/work-unit.js';
import { InputError, RunError } from '../../../src/input/index.js';
import { smallRuns, smallScenario } from '../small-run.js';
import { studyUnits } from './study-units.js';

const modules = [new URL('./study-fixture.ts', import.meta.url).href];
const { folder, run } = smallRuns();
const open: LocalCores[] = [];
afterAll(async () => {
  await Promise.all(open.map((executor) => executor.close()));
});

function cores(jobs: number): LocalCores {
  const executor = new LocalCores({ jobs, modules });
  open.push(executor);
  return executor;
}

const study = (name: string, replications = 1): StudyUnit[] =>
  studyUnits(name, replications, mkdtempSync(join(folder, 'study-')));

/** Performs units and gathers what was told. */
async function perform(executor: LocalCores, units: readonly StudyUnit[], hooks: PerformHooks = {}) {
  const notes: string[] = [];
  const done: number[] = [];
  const results = await executor.perform(units, {
    ...hooks,
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.text);
      hooks.onProgress?.(event);
    },
    onDone: (unit) => done.push(unit),
  });
  return { results, notes, done };
}

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Processes that the pools of this process have started. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, , parent] = /^\d+ \(.*\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === process.pid && command.includes('tinypool');
      } catch {
        return false;
      }
    });
}

describe('LocalCores', () => {
  it('does units in other processes, at most so many, and gives their results in order', async () => {
    const { results, notes, done } = await perform(cores(2), study('quiet', 5));
    expect(results.map(({ replication }) => replication)).toEqual([0, 1, 2, 3, 4]);
    expect(done.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(notes.sort()).toEqual([0, 1, 2, 3, 4].map((n) => `hello ${n}`));
    const pids = new Set(results.map(({ digest }) => digest));
    expect(pids.size).toBeLessThanOrEqual(2);
    expect(pids).not.toContain(String(process.pid));
  });

  it('begins a unit again when its process is killed, and says so', async () => {
    const { results, notes } = await perform(cores(2), study('die-once', 2));
    expect(results.map(({ replication }) => replication)).toEqual([0, 1]);
    expect(notes).toEqual(
      expect.arrayContaining([
        'study die-once, point 1, replication 1: the process that worked on it ended unexpectedly; it begins again',
      ]),
    );
  });

  it('starts another process when one is killed before it is ready', async () => {
    const known = new Set(children());
    const work = perform(cores(1), study('quiet', 2));
    let pid: number | undefined;
    while (pid === undefined) {
      await sleep(1);
      pid = children().find((child) => !known.has(child));
    }
    process.kill(pid, 'SIGKILL');
    const { results } = await work;
    expect(results.map(({ digest }) => digest)).not.toContain(String(pid));
    expect(results).toHaveLength(2);
  });

  it('gives a unit up whose process is killed twice, and says which', async () => {
    const failure = await perform(cores(1), study('die')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunError);
    expect((failure as Error).message).toBe(
      'study die, point 1, replication 1: the process that worked on it ended unexpectedly, 2 times (killed, or out of memory?)',
    );
  });

  it('throws what a unit throws as what it was', async () => {
    const failure = await perform(cores(1), study('fail')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ where: 'a.yaml:1:2', what: 'is wrong', right: 'right' });
    expect((failure as Error).cause).toMatchObject({ message: 'deep' });
  });

  it('says which unit cannot be begun when no process starts', async () => {
    const executor = new LocalCores({ jobs: 1, modules: ['file:///nowhere/studies.js'] });
    open.push(executor);
    await expect(executor.perform(study('quiet'))).rejects.toThrow(/nowhere/);
  });

  it('ends its processes when the signal comes, and throws its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const units = study('endless', 3);
    const failure = await perform(cores(2), units, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    }).catch((error: unknown) => error);
    expect(failure).toBe(reason);
    const begun = readdirSync(units[0].out).map((name) => Number(readFileSync(join(units[0].out, name))));
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.filter(lives)).toEqual([]);
  });

  it('begins nothing when the signal has come before', async () => {
    const units = study('quiet');
    const work = perform(cores(1), units, { signal: AbortSignal.abort(new Error('never')) });
    await expect(work).rejects.toThrow('never');
    expect(readdirSync(units[0].out)).toEqual([]);
  });
});

describe('replications in child processes', () => {
  it('are those of this process, bit by bit; parts that are there are not done again', async () => {
    const scenario = smallScenario({ replications: 2 });
    const { outcome } = await run(scenario, { jobs: 1, cache: 'shared' });
    const model = join(outcome.folder, 'travel-times.model');
    const out = mkdtempSync(join(tmpdir(), 'bidlane-cores-'));
    try {
      const units = [0, 1].map(
        (replication): ReplicationUnit => ({
          ...{ kind: 'replication', scenario, replication, model, traffic: null, out },
        }),
      );
      const shares: number[] = [];
      const results = await cores(2).perform(units, {
        onProgress: (event) => {
          if (event.kind === 'replication') shares.push(event.time / event.end);
        },
      });
      expect(shares.length).toBeGreaterThan(0);
      const own = [0, 1].map((n) => join(outcome.folder, 'replications', String(n), 'replication.json'));
      expect(results).toEqual(own.map((path) => JSON.parse(readFileSync(path, 'utf8')) as unknown));
      expect(results[0].cosimulation?.services.crowdsourcing).toHaveProperty('detail.map');
      expect(results[1].cosimulation?.services.crowdsourcing).toHaveProperty('detail', null);
      expect(existsSync(join(out, 'replications/1/traffic.parquet'))).toBe(true);

      const missing = { ...units[0], model: join(out, 'no.model') };
      expect(await new InProcess().perform([missing])).toEqual([results[0]]);
      const failure = new InProcess().perform([{ ...missing, replication: 7 }]);
      await expect(failure).rejects.toBeInstanceOf(InputError);
      await expect(cores(1).perform([{ ...missing, replication: 7 }])).rejects.toBeInstanceOf(InputError);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
