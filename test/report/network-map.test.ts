import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { type MapRoad, networkMap } from '../../src/report/index.js';

const square: MapRoad[] = [
  {
    points: [
      [0, 0],
      [1000, 0],
    ],
  },
  {
    points: [
      [1000, 0],
      [1000, 500],
    ],
    major: true,
  },
  {
    points: [
      [1000, 0],
      [0, 0],
    ],
  },
];

describe('networkMap', () => {
  const chart = networkMap({
    roads: square,
    tasks: [
      { x: 500, y: 0, state: 'in-time', label: 'task <1>' },
      { x: 200, y: 0, state: 'not-covered', label: 'task 2' },
    ],
    routes: [
      {
        vehicle: 'v"1',
        points: [
          [0, 0],
          [0, 0.01],
          [1000, 0],
          [1000, 500],
        ],
      },
    ],
  });

  it('draws north up, in proportion, each street once', () => {
    expect(XMLValidator.validate(chart.svg)).toBe(true);
    expect(chart.svg).toContain('viewBox="0 0 1000 568"');
    // 956 drawing units for 1000 m: the south-west corner is at the bottom left.
    expect(chart.svg).toContain('<path d="M22 500L978 500" stroke="var(--road, #cbd2d9)"');
    expect(chart.svg).toContain('<path d="M978 500L978 22" stroke="var(--road-major, #aab4be)"');
    expect(chart.svg).toContain('d="M22 500L978 500L978 22" stroke="var(--route-1');
  });

  it('marks tasks at their places by state, escaped, with scale and legend of what is there', () => {
    expect(chart.svg).toContain(
      'translate(500 500)"><g><title>task &lt;1&gt;</title><circle r="6.5" fill="var(--in-time',
    );
    expect(chart.svg).toContain('winner v&quot;1');
    expect(chart.svg).toContain('>100 m</text>');
    expect(chart.legend.map((l) => l.label)).toEqual([
      'task completed in time',
      'task not covered',
      'route of a winner',
      'where it starts',
    ]);
  });

  it('stays small and quick enough to read at thousands of links', () => {
    const roads = Array.from({ length: 4000 }, (_, i): MapRoad => {
      const [x, y] = [(i % 64) * 90.123, Math.floor(i / 64) * 71.77];
      return {
        points: [
          [x, y],
          [x + 30.05, y + 1.2],
          [x + 60.1, y],
          [x + 90.123, y + 0.4],
        ],
      };
    });
    const large = networkMap({ roads, tasks: [], routes: [] });
    expect(large.svg.length).toBeLessThan(250_000);
    expect(large.svg.match(/<path/g)?.length).toBeLessThan(10);
  });

  it('copes with an empty network and with a single point', () => {
    expect(XMLValidator.validate(networkMap({ roads: [], tasks: [], routes: [] }).svg)).toBe(true);
    const point = networkMap({ roads: [], tasks: [{ x: 5, y: 5, state: 'late', label: '' }], routes: [] });
    expect(point.svg).not.toMatch(/NaN|Infinity/);
  });
});
