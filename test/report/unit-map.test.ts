import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { type MapUnit, unitMap } from '../../src/report/index.js';

const unit = (x: number, change: Partial<MapUnit> = {}): MapUnit => ({
  x,
  y: 0,
  granted: 100,
  completed: 0.75,
  busiest: 0.5,
  label: `unit at ${x}`,
  ...change,
});

const roads = [
  {
    points: [
      [0, -100],
      [800, 100],
    ],
  },
] as const;

/** All points of paths, as [x, y]. */
function corners(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=[A-Z"]|$)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('unitMap', () => {
  const chart = unitMap({
    roads,
    range: 78,
    units: [
      unit(0, { granted: 25 }),
      unit(400),
      unit(800, { completed: null, busiest: 0, granted: 0, label: '<3>' }),
    ],
  });

  it('draws ranges to scale around the places, within the picture', () => {
    expect(XMLValidator.validate(chart.svg)).toBe(true);
    // 956 m from rim to rim are 956 drawing units.
    const circles = [...chart.svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)];
    expect(circles.map(([, ...numbers]) => numbers.map(Number))).toEqual([
      [100, 122, 78],
      [500, 122, 78],
      [900, 122, 78],
    ]);
  });

  it('marks units by granted tasks, done tasks and use, the large ones below', () => {
    const marks = chart.svg.split('<g class="marker"').slice(1);
    expect(marks.map((mark) => /<title>([^<]*)/.exec(mark)?.[1])).toEqual([
      'unit at 400',
      'unit at 0',
      '&lt;3&gt;',
    ]);
    const [large, small, none] = marks;
    // The area counts: a quarter of the tasks is half the radius.
    const radii = [large, small].map((mark) => Number(/r="([\d.]+)"/.exec(mark)?.[1]) - 1.4);
    expect(radii[1] / radii[0]).toBeCloseTo(0.5, 1);
    // Three quarters of the ring from the top, clockwise, are done; the last quarter is not.
    const [done] = /<path d="([^"]*)" stroke="var\(--in-time/.exec(large)?.slice(1) ?? [];
    const [failed] = /<path d="([^"]*)" stroke="var\(--late/.exec(large)?.slice(1) ?? [];
    expect(corners(done).at(0)).toEqual([0, -19]);
    expect(corners(done).at(-1)).toEqual([-19, 0]);
    expect(corners(failed).at(0)).toEqual([-19, 0]);
    expect(corners(failed).at(-1)).toEqual([0, -19]);
    // The sector ends at the bottom: half of the time.
    const [sector] = /<path d="(M0 0L[^"]*)Z"/.exec(large)?.slice(1) ?? [];
    expect(corners(sector).at(-1)?.[0]).toBe(0);
    expect(corners(sector).at(-1)?.[1]).toBeGreaterThan(0);
    // A unit without tasks has no share of them.
    expect(none).not.toMatch(/--in-time|--late|--expected/);
    expect(none).toContain('stroke-dasharray');
  });

  it('has no part where a share is whole or nothing', () => {
    const { svg } = unitMap({ roads, range: 10, units: [unit(0, { completed: 1, busiest: 1 })] });
    expect(svg).not.toContain('--late');
    expect(svg).toContain('--in-time');
    expect(unitMap({ roads, range: 10, units: [unit(0, { completed: 0 })] }).svg).not.toContain('--in-time');
    expect(chart.legend.map(({ tone }) => tone)).toEqual(['in-time', 'late', 'expected', 'expected']);
  });
});
