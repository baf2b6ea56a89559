import { beforeAll, describe, expect, it } from 'vitest';
import { writeRun } from '../results/results-folders.js';
import { workshop } from './bidlane.js';

const here = workshop();
const brier = [0.1, 0.12, 0.11];

beforeAll(() => {
  const values = { vehicles: [10, 11, 12], brier };
  writeRun(here.path('base'), { values });
  writeRun(here.path('bad'), { values: { ...values, brier: brier.map((x) => x + 0.02) } });
  writeRun(here.path('good'), { values: { ...values, brier: brier.map((x) => x - 0.02) } });
  writeRun(here.path('one'), { values: { vehicles: [10], brier: [0.2] } });
  for (const point of ['0', '1', '2']) writeRun(here.path('study/points', point), { values });
  for (const point of ['0', '1']) writeRun(here.path('study2/points', point), { values });
});

describe('bidlane compare', () => {
  it('ends with 1 when a measure got worse, and says which', async () => {
    const { status, stdout, stderr } = await here.run(['compare', 'base', 'bad']);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toBe(
      [
        'base -> bad',
        '3 replications of each, paired (same seeds and traffic), 95 % intervals',
        'measure     base     new  difference      in %              interval  verdict',
        '────────  ──────  ──────  ──────────  ────────  ────────────────────  ───────',
        'vehicles      11      11           0       0 %                [0, 0]  same',
        'brier     0.1100  0.1300    +0.02000  +18.20 %  [+0.02000, +0.02000]  worse',
        'Verdicts: 1 worse (brier), 1 same',
        '',
      ].join('\n'),
    );
  });

  it('ends with 0 when it got better, or worse within its tolerance, or has no direction', async () => {
    for (const args of [
      ['base', 'good'],
      ['base', 'bad', '--measure', 'brier=0.03'],
      ['base', 'bad', '--better', 'brier=none'],
    ]) {
      const { status, stderr } = await here.run(['compare', ...args]);
      expect([args, status, stderr]).toEqual([args, 0, '']);
    }
    expect((await here.run(['compare', 'base', 'good', '--better', 'brier=higher'])).status).toBe(1);
  });

  it('says when runs are equal, when one replication has no interval, and which points are alone', async () => {
    expect((await here.run(['compare', 'base', 'base'])).stdout).toContain('The results are identical');
    const one = (await here.run(['compare', 'base', 'one'])).stdout;
    expect(one).toContain('One replication has no interval, so a difference stays unclear');
    expect(one).toMatch(/^brier .* - {2}unclear$/m);
    const studies = (await here.run(['compare', 'study', 'study2'])).stdout;
    expect(studies).toContain('point 1\n3 replications of each');
    expect(studies).toContain('point 2: only in base\n');
    expect(studies).toContain('study -> study2, all points: 4 same\n');
  });

  it('prints JSON', async () => {
    const { status, stdout } = await here.run(['compare', 'base', 'bad', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ base: 'base', new: 'bad', worse: 1 },
      points: [
        {
          point: null,
          pairing: { paired: true },
          measures: [{ verdict: 'same' }, { name: 'brier', verdict: 'worse' }],
        },
      ],
    });
    const one = JSON.parse((await here.run(['compare', 'base', 'one', '--json'])).stdout) as {
      points: { measures: { difference: { low: unknown } }[] }[];
    };
    expect(one.points[0].measures[0].difference.low).toBeNull();
  });

  it('tells in one line what is wrong', async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await here.run(['compare', ...args]);
      expect([args, status, stdout]).toEqual([args, 2, '']);
      return stderr;
    };
    expect(await wrong('base', 'study')).toMatch(/^error: study: is a study: another of the kind of base$/m);
    expect(await wrong('base', 'bad', '--tolerance', 'x')).toMatch(/^error: --tolerance: is "x": must be/);
    expect(await wrong('base', 'bad', '--measure', 'bier=1')).toMatch(
      /there is no measure bier: did you mean brier\?/,
    );
    expect(await wrong('base', 'bad', '--better', 'brier=up')).toMatch(/^error: --better: is "up": must be/);
  });
});
