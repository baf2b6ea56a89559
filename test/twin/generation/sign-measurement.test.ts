import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFile } from '../../../src/input/index.js';
import { meanInterval, wilsonInterval } from '../../../src/results/index.js';
import {
  learntSigns,
  measureSigns,
  pooledScores,
  readSignMeasurement,
  type SignMeasurement,
  shippedSignScores,
  writeSignMeasurement,
} from '../../../src/twin/generation/index.js';
import { temporaryFolders } from '../../results/temporary-folder.js';

const folders = temporaryFolders();
const shipped = packageFile('weights/signs-scores.json');

describe('the scores that come with the package', () => {
  it('are those of the weights beside them: measured again, the first replication is the same', async () => {
    const trained = await learntSigns();
    const measurement = await readSignMeasurement(shipped);
    expect(measurement.weights).toEqual(trained.hashes);
    const { seed, pictures, replications } = measurement;
    expect(replications.length).toBeGreaterThanOrEqual(10);
    const again = await measureSigns(trained, { seed, pictures, replications: 1 });
    for (const [i, { set, score, nearest, relative }] of again.replications[0].entries()) {
      const kept = replications[0][i];
      expect(kept.set).toBe(set);
      expect(kept.score).toBe(score);
      expect(kept.nearest).toBeCloseTo(nearest, 9);
      expect(kept.relative === null).toBe(relative === null);
      if (kept.relative !== null) expect(kept.relative.theta).toBeCloseTo(relative?.theta ?? Number.NaN, 6);
    }
  });

  it('tell G and theta of each task with intervals, theta as it is defined', async () => {
    const { replications } = await readSignMeasurement(shipped);
    for (const { relative } of replications.flat())
      if (relative !== null) {
        const { theta, before, after, best } = relative;
        expect(theta).toBeCloseTo((after - best) / (before - best), 12);
      }
    const scores = await shippedSignScores();
    expect(scores.map(({ set }) => set)).toEqual(['generated', 'background', 're-context']);
    for (const { score, low, high, theta } of scores) {
      expect(low).toBeLessThan(score);
      expect(high).toBeGreaterThan(score);
      expect(theta.low).toBeLessThan(theta.mean);
      expect(theta.mean).toBeGreaterThan(0);
      expect(theta.mean).toBeLessThanOrEqual(1);
      expect(theta.n).toBe(replications.length);
    }
  });
});

/** Two replications of ten pictures with made-up scores. */
function madeUp(): SignMeasurement {
  const one = (
    set: 'test' | 'generated' | 'background' | 're-context',
    score: number,
    theta: number | null,
  ) => ({
    set,
    score,
    low: 0,
    high: 1,
    count: 10,
    nearest: score / 2,
    relative: theta === null ? null : { theta, before: 1, after: theta, best: 0 },
  });
  const replication = (score: number, theta: number) => [
    one('test', score, null),
    one('generated', score, theta),
    one('background', score, theta + 0.1),
    one('re-context', score, theta + 0.2),
  ];
  const weights = { generator: 'a', validator: 'b' };
  return { weights, seed: 3, pictures: 10, replications: [replication(0.7, 0.3), replication(0.9, 0.5)] };
}

describe('a measurement of signs', () => {
  it('is pooled: G over all pictures, theta over the replications', () => {
    const [test, generated, background] = pooledScores(madeUp());
    expect(test.theta).toBeNull();
    expect(generated).toMatchObject({ set: 'generated', score: 0.8, count: 20, ...wilsonInterval(16, 20) });
    expect(generated.nearest).toBeCloseTo(0.4, 12);
    expect(generated.theta).toEqual(meanInterval([0.3, 0.5]));
    expect(background.theta?.mean).toBeCloseTo(0.5, 12);
  });

  it('is read as it was written, and refused when it is missing, no measurement, or cut short', async () => {
    const path = join(folders(), 'scores.json');
    await writeSignMeasurement(path, madeUp());
    expect(await readSignMeasurement(path)).toEqual(madeUp());
    await expect(readSignMeasurement(`${path}.none`)).rejects.toThrow(/there is no such file/);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, 200));
    await expect(readSignMeasurement(path)).rejects.toThrow(
      /is not JSON: a file that bidlane signs evaluate/,
    );
    writeFileSync(path, text.replace('"theta": 0.5', '"theta": "half"'));
    await expect(readSignMeasurement(path)).rejects.toThrow(
      /replications\[\d\]\[\d\]\.relative\.theta: is "half"/,
    );
  });
});
