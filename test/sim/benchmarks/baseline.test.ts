import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type BenchmarkRecord,
  compareBenchmark,
  readBaseline,
  regressionNames,
  regressionScenarios,
  thisMachine,
  updateBaseline,
} from '../../../sim/benchmarks/index.js';
import { root } from '../../docs/markdown.js';
import { temporaryFolders } from '../../results/temporary-folder.js';

const folder = temporaryFolders();

function record(
  change: { digest?: string; brier?: number; cpu?: number; calibration?: number; sumo?: string } = {},
): BenchmarkRecord {
  return {
    date: '2026-01-01T00:00:00.000Z',
    machine: thisMachine(),
    versions: { bidlane: '1', node: 'v20', sumo: change.sumo ?? '1.15.0' },
    digest: change.digest ?? 'a',
    measures: { brier: change.brier ?? 0.1, skill: null },
    speed: {
      wall: 10,
      cpu: { bidlane: change.cpu ?? 4, sumo: null },
      bareSumo: { wall: 3, cpu: null },
      replicationsWall: 5,
      trafficSteps: 100,
      vehicleSteps: 1000,
      vehicleStepsPerSecond: 200,
      calibration: change.calibration ?? 0.1,
    },
  };
}

describe('baseline file', () => {
  it('reads back as it was written, and keeps what is not updated', async () => {
    const file = join(folder(), 'new/baseline.json');
    expect(await readBaseline(file)).toBeUndefined();
    await updateBaseline(file, undefined, { a: record(), b: record() });
    await updateBaseline(file, await readBaseline(file), { b: record({ digest: 'b' }) });
    expect((await readBaseline(file))?.benchmarks).toEqual({ a: record(), b: record({ digest: 'b' }) });
  });

  it('says what is wrong with a file that is none', async () => {
    const file = join(folder(), 'x.json');
    writeFileSync(file, 'x');
    await expect(readBaseline(file)).rejects.toThrow(
      `${file}: is not JSON: a file that bidlane bench --update wrote`,
    );
    writeFileSync(file, '{"kind": "bidlane benchmarks", "format": 1, "benchmarks": {"a": {}}}');
    await expect(readBaseline(file)).rejects.toThrow(`${file}: $.benchmarks.a.`);
  });

  it('of this repository has every standard scenario', async () => {
    const baseline = await readBaseline(join(root, 'sim/benchmarks/baseline.json'));
    expect(Object.keys(baseline?.benchmarks ?? {}).sort()).toEqual([...regressionNames].sort());
    expect(regressionScenarios().map(({ name }) => name)).toEqual(regressionNames);
  });
});

describe('compareBenchmark', () => {
  it('wants equal results, and says which measures changed', () => {
    expect(compareBenchmark(record(), record(), 0.25)).toMatchObject({
      equal: true,
      changed: [],
      slower: false,
      cpuRatio: 1,
    });
    expect(
      compareBenchmark(record({ digest: 'b', brier: 0.2, sumo: '1.20.0' }), record(), 0.25),
    ).toMatchObject({
      equal: false,
      changed: [{ name: 'brier', before: 0.1, now: 0.2 }],
      otherVersions: ['sumo 1.15.0 -> 1.20.0'],
    });
  });

  it('compares speed in units of the calibration work', () => {
    expect(compareBenchmark(record({ cpu: 8 }), record(), 0.25)).toMatchObject({ cpuRatio: 2, slower: true });
    // A machine of half the speed takes twice as long for both.
    expect(compareBenchmark(record({ cpu: 8, calibration: 0.2 }), record(), 0.25)).toMatchObject({
      cpuRatio: 1,
      slower: false,
    });
  });
});
