import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../../sim/execution/executor.js';
import type { WorkUnit } from '../../../../sim/execution/work-unit.js';
import { InProcess, type StudyDocument } from '../../../../sim/index.js';
import { noisyStudy, studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();
const noisy = studies.write('noisy.mjs', noisyStudy());

/** An executor that counts units, and may fail before the one of that number. */
class Counting implements Executor {
  readonly units: WorkUnit[] = [];
  readonly #inner = new InProcess(2);
  readonly #failBefore: number;

  constructor(failBefore = Infinity) {
    this.#failBefore = failBefore;
  }

  async perform(units: readonly WorkUnit[], hooks: Parameters<Executor['perform']>[1]) {
    const results = [];
    for (const unit of units) {
      if (this.units.length >= this.#failBefore) throw new Error('the power went out');
      this.units.push(unit);
      results.push(...(await this.#inner.perform([unit], { ...hooks, onDone: () => undefined })));
    }
    return results;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

describe('runStudy', () => {
  it('pairs series on common random numbers, and judges claims by the values', async () => {
    const { document, claims, results, progress, folder } = await studies.run(noisy);
    const difference = results.difference(
      { series: 'better', at: { x: 3 } },
      { series: 'plain', at: { x: 3 } },
    );
    expect(difference.mean).toBeCloseTo(3, 9);
    expect(difference.high - difference.low).toBeLessThan(1e-9);
    expect(results.estimate({ series: 'plain', at: { x: 1 } }).sd).toBeGreaterThan(3);
    // The same noise at every point.
    expect(results.values({ series: 'plain', at: { x: 1 } })).toEqual(
      results.values({ series: 'plain', at: { x: 3 } }),
    );
    expect(claims.map(({ holds }) => holds)).toEqual([true, false]);
    expect(claims[0].evidence).toMatch(/^at x 3: better \d+ \[\d+, \d+\] against plain .*\(3 of 3 points\)$/);
    expect(document.points[1].series.better.gain.n).toBe(5);
    expect(JSON.parse(readFileSync(join(folder, 'study.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
    expect(progress.at(-1)).toEqual({ study: 'noisy', done: 18, total: 18, active: [] });
    expect(readdirSync(join(folder, 'points')).sort()).toEqual(['0', '1', '2']);
    expect(readdirSync(join(folder, 'points', '2', 'replications')).sort()).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
  });

  it('has the shape that the contract of the command promises', async () => {
    const { document } = await studies.run(noisy, { quick: true });
    const { study, title, source, points, claims }: StudyDocument = document;
    expect([study, title, source]).toEqual(['noisy', 'Better by x', '']);
    expect(points.map(({ point, replications }) => [point, replications])).toEqual([
      [{ x: 1 }, 3],
      [{ x: 3 }, 3],
    ]);
    expect(Object.keys(points[0].series.plain.gain)).toEqual(['mean', 'low', 'high', 'sd', 'n']);
    expect(claims[1]).toEqual({
      claim: 'better is better by far',
      holds: false,
      evidence: expect.any(String) as string,
    });
  });

  it('gives the same digest whatever the jobs and however often it was interrupted; done parts are not done again', async () => {
    const undisturbed = await studies.run(noisy, { jobs: 3 });
    const out = studies.path('interrupted');
    await expect(studies.run(noisy, { out, executor: new Counting(7) })).rejects.toThrow(
      'the power went out',
    );
    expect(existsSync(join(out, 'study.json'))).toBe(false);
    // A damaged part is done again; a half-written one is not seen.
    writeFileSync(join(out, 'points', '0', 'replications', '2', 'replication.json'), '{"replication": 2');
    const executor = new Counting();
    const resumed = await studies.run(noisy, { out, executor });
    expect(executor.units).toHaveLength(18 - 7 + 1);
    expect(resumed.document).toEqual(undisturbed.document);
    const again = new Counting();
    const third = await studies.run(noisy, { out, executor: again });
    expect(again.units).toEqual([]);
    expect(third.document.digest).toBe(undisturbed.document.digest);
  });

  it('computes what replications share once', async () => {
    const { folder } = await studies.run(noisy, { jobs: 1 });
    expect(readdirSync(join(folder, 'shared'))).toHaveLength(6);
  });

  it('never mixes with results of another content: it says so and takes a folder of its own', async () => {
    const out = studies.path('changed');
    const first = await studies.run(noisy, { out });
    const before = statSync(join(out, 'study.json')).mtimeMs;
    const changed = studies.write('changed.mjs', noisyStudy('seed: 7,'));
    const second = await studies.run(changed, { out });
    expect(second.folder).toMatch(/changed-[0-9a-f]{8}$/);
    expect(second.said[0]).toContain(`${out} holds results of another content and is left alone`);
    expect(second.document.digest).not.toBe(first.document.digest);
    expect(statSync(join(out, 'study.json')).mtimeMs).toBe(before);
    // The same again finds its own folder.
    expect((await studies.run(changed, { out, executor: new Counting(0) })).folder).toBe(second.folder);
    // Another version may compute something else.
    const newer = await studies.run(noisy, { out, version: 'newer' });
    expect(newer.folder).toMatch(/changed-[0-9a-f]{8}$/);
    expect(newer.folder).not.toBe(second.folder);
  });

  it('touches no folder that is not of a study', async () => {
    const out = studies.path('foreign');
    await studies.run(noisy, { out });
    rmSync(join(out, 'manifest.json'));
    await expect(studies.run(noisy, { out })).rejects.toThrow(
      /which is not of a study: an empty or new folder, see --out/,
    );
    await expect(studies.run(noisy, { out: noisy })).rejects.toThrow(/is a file: a folder for the results/);
  });

  it('lets no second process write into its folder', async () => {
    const out = studies.path('locked');
    const inner = new InProcess();
    let refused = 0;
    const executor: Executor = {
      // While the first is at work, so it has the folder.
      async perform(units, hooks) {
        await expect(studies.run(noisy, { out })).rejects.toThrow(/process \d+ is writing its results there/);
        refused++;
        return inner.perform(units, hooks);
      },
      close: () => inner.close(),
    };
    await studies.run(noisy, { out, executor });
    expect(refused).toBeGreaterThan(0);
    expect(readdirSync(out)).not.toContain('.lock');
    await expect(studies.run(noisy, { out })).resolves.toBeDefined();
  });

  it('goes on where it was killed before its first replication', async () => {
    const out = studies.path('early');
    const { document } = await studies.run(noisy, { out });
    rmSync(join(out, 'points'), { recursive: true });
    rmSync(join(out, 'study.json'));
    expect((await studies.run(noisy, { out })).document.digest).toBe(document.digest);
  });

  it('stops at the same replications whatever the jobs, when it is precise enough', async () => {
    const until = studies.write(
      'until.mjs',
      noisyStudy(`until: { measure: 'gain', absolute: 5, most: 60 }, replications: 5,`),
    );
    const one = await studies.run(until, { jobs: 1 });
    const three = await studies.run(until, { jobs: 3 });
    expect(three.document).toEqual(one.document);
    for (const { replications, series } of one.document.points) {
      expect(replications % 5).toBe(0);
      expect(replications).toBeGreaterThan(5);
      for (const { gain } of Object.values(series))
        expect(((gain.high ?? 0) - (gain.low ?? 0)) / 2).toBeLessThanOrEqual(5);
    }
    const never = studies.write(
      'never.mjs',
      noisyStudy(`until: { measure: 'gain', absolute: .01, most: 12 }, replications: 5,`),
    );
    const { document } = await studies.run(never);
    expect(document.points.map(({ replications }) => replications)).toEqual([12, 12, 12]);
    expect(document.notes).toHaveLength(3);
    expect(document.notes[0]).toBe('Point {"x":1} ended at 12 replications without the precision asked for.');
  });

  it('tells which measure a computation leaves out', async () => {
    const broken = studies.write('broken.mjs', noisyStudy(`compute: () => ({ plain: { gain: 1 } }),`));
    await expect(studies.run(broken)).rejects.toThrow(
      'study noisy, point 1, replication 1: gave no gain of better',
    );
  });
});
