import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ended, smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const scenario = shop.write('small.yaml', smallScenario({ traffic: { warmUp: 20, duration: 200 } }));
const train = (out: string, ...more: string[]): Promise<Ended> =>
  shop.run([
    ...['predict', 'train', scenario, '--out', out, '--stride', '10', '--epochs', '1', '--units', '4'],
    ...more,
  ]);
const files = ['movement-linear.json', 'movement-lstm.json'];

describe('bidlane predict', () => {
  let first: Ended;
  beforeAll(async () => {
    first = await train('weights');
  });

  it('trains, says what it learnt from and how good it is on other vehicles', () => {
    expect(first.stderr).toContain('LSTM: 100 %');
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/learnt from \d+ examples of \d+ vehicles; on \d+ examples of \d+ other/);
    expect(first.stdout).toMatch(/The LSTM (is better than|does not beat) linear regression/);
  });

  it('writes the same bytes for the same command, others for another seed', async () => {
    const [again, other] = [await train('again', '--json'), await train('other', '--seed', '2')];
    expect([again.status, other.status]).toEqual([0, 0]);
    expect((JSON.parse(again.stdout) as { accuracy: unknown[] }).accuracy).toHaveLength(2);
    const bytes = (folder: string): string[] =>
      files.map((name) => readFileSync(shop.path(folder, name), 'utf8'));
    expect(bytes('again')).toEqual(bytes('weights'));
    expect(bytes('other')[1]).not.toBe(bytes('weights')[1]);
  });

  it('compares all predictors, with own weights and with those that come along', async () => {
    const own = await shop.run(['predict', 'evaluate', scenario, '--weights', 'weights', '--json']);
    const { predictors } = JSON.parse(own.stdout) as {
      predictors: { predictor: string; ade: number; horizons: unknown[]; accuracy: object }[];
    };
    expect(predictors.map(({ predictor }) => predictor)).toEqual([
      'standing still',
      'constant velocity',
      'Kalman',
      'linear regression',
      'route, link times',
      'route, own speed',
      'LSTM',
    ]);
    const [still, steady] = predictors;
    expect(steady.ade).toBeLessThan(still.ade);
    expect(Object.keys(still.accuracy)).toEqual(['paper', 'displacement', 'hits']);
    const shipped = await shop.run(['predict', 'evaluate', scenario]);
    expect(shipped.stdout).toMatch(/predictions for \d+ vehicles of small/);
    expect(shipped.stdout).toMatch(/^ {2}LSTM /m);
  });

  it('says in one line what is wrong', async () => {
    const missing = await shop.run(['predict', 'evaluate', scenario, '--weights', 'nowhere']);
    expect(missing.status).toBe(2);
    expect(missing.stderr.trim()).toMatch(
      /^error: .*movement-linear.json: there is no such file: a weights file/,
    );
    const short = shop.write('short.yaml', smallScenario({ traffic: { warmUp: 0, duration: 30 } }));
    const empty = await shop.run(['predict', 'train', short, '--out', 'none']);
    expect(empty.status).toBe(2);
    expect(empty.stderr).toMatch(/error: .*traffic.duration: /);
  });
});
