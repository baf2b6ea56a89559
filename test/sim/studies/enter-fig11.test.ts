import { describe, expect, it } from 'vitest';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('enter-fig11', () => {
  it('has the thresholds at the ends of both panels, whole slots without intervals', async () => {
    const { results, claims, document } = await studies.run('enter-fig11');
    const ends = (series: string, parameter: 'pL' | 'pH', panel: string): number[] => {
      const curve = results.curve({ series, along: parameter, at: { panel } });
      return [curve[0].estimate.mean, curve[curve.length - 1].estimate.mean];
    };
    expect(ends('O to L', 'pL', 'a')).toEqual([30, 34]);
    expect(ends('L to H', 'pL', 'a')).toEqual([37, 78]);
    expect(ends('H to B', 'pL', 'a')).toEqual([81, 81]);
    expect(ends('O to L', 'pH', 'b')).toEqual([34, 34]);
    expect(ends('L to H', 'pH', 'b')).toEqual([78, 50]);
    expect(ends('H to B', 'pH', 'b')).toEqual([81, 232]);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    for (const { series } of document.points)
      for (const { threshold } of Object.values(series)) {
        expect(Number.isInteger(threshold.mean)).toBe(true);
        expect([threshold.low, threshold.high]).toEqual([threshold.mean, threshold.mean]);
      }
  });
});
