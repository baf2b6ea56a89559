import { describe, expect, it } from 'vitest';
import { ConnectedFleet, recruitableTypes } from '../../../../sim/services/freshness/vehicle-types.js';
import { RandomStreams } from '../../../../src/random/index.js';
import { freshnessSettings } from './course-fixture.js';

describe('recruitableTypes', () => {
  it('gives Table I capabilities and costs by its sensors', () => {
    const types = new Map(recruitableTypes(freshnessSettings()).map((type) => [type.name, type]));
    expect(types.size).toBe(8);
    const nio = types.get('nio-es8');
    expect(nio?.capability).toBeCloseTo(1 - 0.95 ** 5 * 0.94 ** 5, 12);
    expect(nio?.cost).toBeCloseTo(0.5 + 5 * 0.1 + 5 * 0.15, 12);
    const waymo = types.get('waymo');
    expect(waymo?.capability).toBeCloseTo(1 - 0.95 ** 29 * 0.65 ** 5 * 0.94 ** 6, 12);
    const shares = [...types.values()].reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeCloseTo(1, 12);
  });

  it('lets stated values come first', () => {
    const types = [{ name: 'own', share: 1, cameras: 3, capability: 0.25, cost: 7 }];
    expect(recruitableTypes(freshnessSettings({ types }))).toEqual([
      { name: 'own', share: 1, capability: 0.25, cost: 7 },
    ]);
  });
});

describe('ConnectedFleet', () => {
  const types = recruitableTypes(freshnessSettings());
  const fleet = (seed: string) => new ConnectedFleet(types, 0.3, new RandomStreams(seed));

  it('draws shares as asked, whoever else there is and in whatever order', () => {
    const one = fleet('a');
    const other = fleet('a');
    const drawn = Array.from({ length: 6000 }, (_, n) => one.typeOf(n, `car/${n}`));
    for (let n = 5999; n >= 0; n -= 3) expect(other.typeOf(n, `car/${n}`)).toBe(drawn[n]);
    const shareOf = (type: number): number => drawn.filter((t) => t === type).length / drawn.length;
    expect(shareOf(-1)).toBeCloseTo(0.7, 1);
    for (const [type, { share }] of types.entries())
      expect(Math.abs(shareOf(type) - 0.3 * share)).toBeLessThan(0.012);
    const another = fleet('b');
    expect(drawn.some((type, n) => another.typeOf(n, `car/${n}`) !== type)).toBe(true);
  });
});
