import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompareOptions,
  compareRuns,
  findDataSet,
  meanInterval,
  type RunComparison,
  readRunMeasures,
  type Tolerance,
  verdictOf,
  welchDifference,
} from '../../src/results/index.js';
import { type RunToWrite, writeRun } from './results-folders.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();
const percent = (amount: number): Tolerance => ({ amount: amount / 100, relative: true });
const plain: CompareOptions = { tolerance: percent(2), better: new Map([['utility', 'higher']]) };

async function compared(base: RunToWrite, next: RunToWrite, options = plain): Promise<RunComparison> {
  const read = async (run: RunToWrite) => {
    const place = join(folder(), 'run');
    writeRun(place, run);
    return readRunMeasures((await findDataSet(place)).runs[0]);
  };
  return compareRuns(await read(base), await read(next), options);
}

const utility = [10, 12, 9, 11];

describe('compareRuns', () => {
  it('pairs replications of the same seeds and traffic', async () => {
    const { pairing, measures, identical } = await compared(
      { values: { utility } },
      { values: { utility: [9, 11.1, 8, 9.9] } },
    );
    expect(pairing).toEqual({ paired: true });
    expect(identical).toBe(false);
    expect(measures).toMatchObject([{ name: 'utility', base: 10.5, new: 9.5, verdict: 'worse' }]);
    const expected = meanInterval([-1, -0.9, -1, -1.1]);
    expect(measures[0].difference.low).toBeCloseTo(expected.low, 12);
    expect(measures[0].difference.high).toBeCloseTo(expected.high, 12);
  });

  it('pairs runs whose files lie in other folders', async () => {
    const traffic = { network: 'C:\\b\\net.xml', demand: { routes: '/b/rou.xml', rate: 10 } };
    expect((await compared({ values: { utility } }, { values: { utility }, traffic })).pairing.paired).toBe(
      true,
    );
  });

  it('does not pair runs of other seeds or traffic, and says why', async () => {
    const base = { values: { utility } };
    const next = { values: { utility: [9, 11.1, 8, 9.9] } };
    const { pairing, measures } = await compared(base, { ...next, seeds: ['a', 'b', 'c', 'd'] });
    expect(pairing).toEqual({ paired: false, reason: 'the seeds differ' });
    // Wide apart within each run: without the pairs the same difference says nothing.
    expect(measures[0].verdict).toBe('unclear');
    const traffic = { network: '/a/net.xml', demand: { routes: '/a/rou.xml', rate: 11 } };
    expect((await compared(base, { ...next, traffic })).pairing).toEqual({
      paired: false,
      reason: 'the traffic differs',
    });
  });

  it('compares the replications that both have', async () => {
    const { replications, measures } = await compared(
      { values: { utility }, replications: [0, 1, 2, 3] },
      {
        values: { utility: utility.slice(1) },
        replications: [1, 2, 3],
        seeds: utility.map((_, n) => `1/replication/${n}`),
      },
    );
    expect(replications).toEqual({ base: [1, 2, 3], new: [1, 2, 3] });
    expect(measures[0]).toMatchObject({ verdict: 'same', difference: { mean: 0, n: 3 } });
  });

  it('leaves out replications that have no value of a measure, and lists measures of one side', async () => {
    const { measures, onlyInBase, onlyInNew } = await compared(
      { values: { utility, old: [1, 2, 3, 4], never: [null, null, null, null] } },
      { values: { utility: [10, null, 9, 11], fresh: [1, 2, 3, 4] } },
    );
    expect(measures).toMatchObject([
      { name: 'utility', base: 10, new: 10, difference: { n: 3 }, verdict: 'same' },
    ]);
    expect(onlyInBase).toEqual(['old']);
    expect(onlyInNew).toEqual(['fresh']);
  });

  it('has no interval of one replication: only what is equal is the same', async () => {
    const { measures } = await compared(
      { values: { utility: [10], cost: [5] } },
      { values: { utility: [5], cost: [5] } },
    );
    expect(measures.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['utility', 'unclear'],
      ['cost', 'same'],
    ]);
    expect(measures[0].difference.low).toBe(Number.NEGATIVE_INFINITY);
  });

  it('calls a beyond-tolerance difference changed without a direction, and takes tolerances by name', async () => {
    const runs = [
      { values: { utility, cost: [5, 6, 5, 6] } },
      { values: { utility, cost: [6, 7, 6, 7] } },
    ] as const;
    const verdict = async (options: CompareOptions) => (await compared(...runs, options)).measures[1].verdict;
    expect(await verdict(plain)).toBe('changed');
    expect(await verdict({ ...plain, better: new Map([['cost', 'lower']]) })).toBe('worse');
    expect(await verdict({ ...plain, better: new Map([['cost', 'higher']]) })).toBe('better');
    expect(await verdict({ ...plain, tolerances: new Map([['cost', percent(25)]]) })).toBe('same');
    expect(
      await verdict({ ...plain, tolerances: new Map([['cost', { amount: 0.5, relative: false }]]) }),
    ).toBe('changed');
  });

  it('takes means and spreads from summary.json where a run keeps no more', async () => {
    const place = (mean: number): string => {
      const run = join(folder(), 'run');
      writeRun(run, { values: { utility: [1, 1, 1] }, digest: String(mean) });
      for (const n of ['0', '1', '2']) rmSync(join(run, 'replications', n, 'replication.json'));
      const summary = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8')) as { measures: object[] };
      summary.measures = [{ ...summary.measures[0], mean, sd: 0.5, n: 3 }];
      writeFileSync(join(run, 'summary.json'), JSON.stringify(summary));
      return run;
    };
    const read = async (run: string) => readRunMeasures((await findDataSet(run)).runs[0]);
    const { pairing, measures } = compareRuns(await read(place(10)), await read(place(13)), plain);
    expect(pairing).toEqual({ paired: false, reason: 'a run keeps no measures of single replications' });
    const moments = { sd: 0.5, n: 3 };
    const difference = welchDifference({ mean: 13, ...moments }, { mean: 10, ...moments });
    expect(measures).toMatchObject([{ base: 10, new: 13, difference, verdict: 'better' }]);
  });

  it('knows identical results by their digest', async () => {
    const result = await compared(
      { values: { utility }, digest: 'x', seeds: ['1', '2', '3', '4'] },
      { values: { utility }, digest: 'x' },
    );
    expect(result.identical).toBe(true);
    expect(result.measures[0].verdict).toBe('same');
  });
});

describe('verdictOf', () => {
  const of = (low: number, high: number) => ({ mean: (low + high) / 2, low, high, sd: 1, n: 5 });

  it.each([
    [-0.5, 0.9, 'same'],
    [0.2, 0.8, 'same'],
    [0.2, 1.4, 'unclear'],
    [-0.5, 4, 'unclear'],
    [0.5, 4, 'better'],
    [-4, -0.5, 'worse'],
  ] as const)('[%d, %d] with tolerance 1 is %s', (low, high, verdict) => {
    expect(verdictOf(of(low, high), 1, 'higher')).toBe(verdict);
    const mirrored = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;
    expect(verdictOf(of(low, high), 1, 'lower')).toBe(mirrored[verdict]);
  });

  it('never calls it worse both ways round', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -10, max: 10 }),
        fc.double({ noNaN: true, min: 0, max: 10 }),
        (mean, half) => {
          const there = verdictOf({ mean, low: mean - half, high: mean + half, sd: 1, n: 3 }, 1, 'higher');
          const back = verdictOf(
            { mean: -mean, low: -mean - half, high: -mean + half, sd: 1, n: 3 },
            1,
            'higher',
          );
          const opposite = { better: 'worse', worse: 'better' } as Record<string, string>;
          expect(back).toBe(opposite[there] ?? there);
        },
      ),
    );
  });
});

describe('welchDifference', () => {
  it('has the interval that SciPy gives (standard error 1.7769, 7.0469 degrees of freedom)', () => {
    const moments = (values: number[]) => meanInterval(values);
    const a = moments([27.5, 21, 19, 23.6, 17, 17.9]);
    const b = moments([27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22]);
    const { mean, low, high } = welchDifference(a, b);
    expect(mean).toBeCloseTo(-2.5, 12);
    expect((low + high) / 2).toBeCloseTo(mean, 12);
    expect(high - mean).toBeCloseTo(4.196094052160207, 9);
  });

  it('is infinite for a single value, and a point without spread', () => {
    expect(welchDifference({ mean: 1, sd: Number.NaN, n: 1 }, { mean: 2, sd: 1, n: 9 }).high).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(welchDifference({ mean: 1, sd: 0, n: 3 }, { mean: 2, sd: 0, n: 3 })).toMatchObject({
      low: -1,
      high: -1,
    });
  });
});
