import { describe, expect, it } from 'vitest';
import { pointsOf, varyValues } from '../../../../sim/studies/engine/vary-values.js';
import { cross, range } from '../../../../sim/studies/index.js';

describe('range', () => {
  it('has both ends, and no rounding dirt', () => {
    expect(range(10, 100, 10)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(range(0.1, 0.5, 0.1)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(range(3, 1, -1)).toEqual([3, 2, 1]);
    expect(range(1, 2.5)).toEqual([1, 2]);
    for (const [from, to, step] of [
      [1, 2, -1],
      [1, 2, 0],
      [0, 1, 1e-9],
    ])
      expect(() => range(from, to, step)).toThrow(RangeError);
  });
});

describe('varyValues', () => {
  it('reads ranges, lists, and words', () => {
    expect(varyValues('10..30:10', 'x')).toEqual([10, 20, 30]);
    expect(varyValues('1..3', 'x')).toEqual([1, 2, 3]);
    expect(varyValues('-1..1:.5', 'x')).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(varyValues('paper, exact', 'x')).toEqual(['paper', 'exact']);
    expect(varyValues('true,2,x1', 'x')).toEqual([true, 2, 'x1']);
  });

  it.each(['', '1,,2', '5..1', '1..2:0', '1..x', '0..1:1e-9'])(
    'refuses %j, naming where it stands',
    (text) => {
      expect(() => varyValues(text, '--vary a.b')).toThrow(/^--vary a\.b: is /);
    },
  );
});

describe('points', () => {
  it('are every combination, the last parameter fastest, or the given ones', () => {
    expect(cross({ a: [1, 2], b: ['x', 'y'] })).toEqual([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
    ]);
    expect(pointsOf({ name: 's', vary: { a: '1..2', b: 7 } })).toEqual([
      { a: 1, b: 7 },
      { a: 2, b: 7 },
    ]);
    expect(pointsOf({ name: 's' })).toEqual([{}]);
    expect(pointsOf({ name: 's', points: [{ a: 1 }] })).toEqual([{ a: 1 }]);
  });
});
