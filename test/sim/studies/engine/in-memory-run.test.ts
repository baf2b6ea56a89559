import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valuesTable } from '../../../../sim/studies/engine/values-file.js';
import { readParquet } from '../../../../src/results/index.js';
import { noisyStudy, studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();
const inMemory = (run: string, change = ''): string =>
  noisyStudy(`statistic: 'median', inMemoryRun: '${run}', ${change}`);

/** Says on the global object how often it computed, so that a test can count. */
const counting = (name: string): string =>
  inMemory('counted')
    .replace('const base =', 'globalThis.computed = (globalThis.computed ?? 0) + 1; const base =')
    .replace("name: 'noisy'", `name: '${name}'`);
const computed = (): number => (globalThis as { computed?: number }).computed ?? 0;

describe('a study in memory', () => {
  it('has the values of the same study with parts, and keeps them in one file', async () => {
    const kept = await studies.run(studies.write('kept.mjs', noisyStudy()));
    const { results, folder, document, progress } = await studies.run(
      studies.write('memory.mjs', inMemory('plain')),
    );
    for (const at of results.points)
      for (const series of results.series)
        expect(results.values({ series, at })).toEqual(kept.results.values({ series, at }));
    expect(existsSync(join(folder, 'points'))).toBe(false);
    expect(progress.at(-1)).toEqual({ study: 'noisy', done: 18, total: 18, active: [] });
    const { point, repetition, series, measure, value } = await readParquet(
      join(folder, 'values.parquet'),
      valuesTable,
    );
    expect(point).toHaveLength(3 * 6 * 2);
    const rows = [...point].map((p, i) => [p, repetition[i], series[i], measure[i]].join());
    expect(new Set(rows).size).toBe(rows.length);
    const at = rows.indexOf('2,4,better,gain');
    expect(value[at]).toBe(results.values({ series: 'better', at: { x: 3 } })[4]);
    expect(value[rows.indexOf('1,1,better,gain')]).toBeNaN();
    // Again into the same folder, from scratch, with the same digest.
    const again = await studies.run(join(studies.folder, 'memory.mjs'), { out: folder });
    expect(again.folder).toBe(folder);
    expect(again.document.digest).toBe(document.digest);
  });

  it('judges and documents medians with intervals, and draws them with quartiles', async () => {
    const { results, claims, document, report } = await studies.run(
      studies.write('median.mjs', inMemory('median', 'replications: 40, quick: undefined,')),
    );
    const values = [...results.values({ series: 'plain', at: { x: 1 } })].sort((a, b) => a - b);
    const documented = document.points[0].series.plain.gain;
    expect(documented.median).toBeCloseTo((values[19] + values[20]) / 2, 12);
    // The interval of 40 values lies between the 14th and the 27th (binomial, 95 %).
    expect([documented.medianLow, documented.medianHigh]).toEqual([values[13], values[26]]);
    expect(documented.lowerQuartile).toBeCloseTo(values[9] + 0.75 * (values[10] - values[9]), 12);
    expect(documented.n).toBe(40);
    expect(claims[0]).toMatchObject({ holds: true });
    expect(claims[0].evidence).toMatch(/^at x 3: better 1\d\d\.\d+ \[.*difference 3 \(3 of 3 points\)$/);
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('Medians of 40 replications per point');
    expect(html).toContain('from the lower to the upper quartile');
    expect(html).not.toContain('interval of the mean');
  });

  it('takes the values of another study of the same run in this process', async () => {
    const first = await studies.run(studies.write('first.mjs', counting('first')));
    expect(computed()).toBe(18);
    const second = await studies.run(studies.write('second.mjs', counting('second')));
    expect(computed()).toBe(18);
    expect(second.document.digest).toBe(first.document.digest);
    const quick = await studies.run(join(studies.folder, 'second.mjs'), { quick: true });
    expect(computed()).toBe(18 + 6);
    expect(quick.document.points).toHaveLength(2);
  });

  it('ends when it is interrupted, and starts anew', async () => {
    const module = studies.write('long.mjs', inMemory('long', 'replications: 500,'));
    const controller = new AbortController();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(studies.run(module, { signal: controller.signal })).rejects.toBe(reason);
    const { document } = await studies.run(module);
    expect(document.points[0].replications).toBe(500);
  });

  it('refuses what cannot be made in memory', async () => {
    const until = studies.write('until.mjs', inMemory('until', "until: { measure: 'gain', relative: 0.1 },"));
    await expect(studies.run(until)).rejects.toThrow(
      /makes its replications in memory: compute, and a fixed number/,
    );
  });
});
