import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import {
  type Chart,
  distributionChart,
  intervalChart,
  reliabilityChart,
  scatterChart,
  timeSeriesChart,
} from '../../src/report/index.js';
import { calibration } from '../../src/results/index.js';

function expectDrawing(chart: Chart, ...words: string[]): void {
  expect(XMLValidator.validate(chart.svg)).toBe(true);
  expect(chart.svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 [\d.]+ [\d.]+" role="img" aria-label=/,
  );
  expect(chart.svg).not.toMatch(/NaN|undefined|Infinity|xlink:href|<image|<script/);
  for (const word of words) expect(chart.svg).toContain(word);
  expect(chart.legend.length).toBeGreaterThan(0);
}

const count = (svg: string, text: RegExp): number => svg.match(text)?.length ?? 0;

describe('scatterChart', () => {
  it('draws each pair on equal axes with units', async () => {
    const points = [
      { predicted: 100, sd: 10, realised: 120 },
      { predicted: 200, sd: 20, realised: 190 },
      { predicted: 300, realised: 310 },
    ];
    const chart = await scatterChart({ points, quantity: 'completion time', unit: 's' });
    expectDrawing(chart, 'predicted completion time [s]', 'realised completion time [s]');
    expect(count(chart.svg, /fill="var\(--expected, #[0-9a-f]{6}\)"/g)).toBe(3);
  });
});

describe('reliabilityChart', () => {
  it('draws filled bins only, and the counts of all', async () => {
    const { bins } = calibration([0.05, 0.05, 0.55, 0.95], [false, true, true, true]);
    const chart = await reliabilityChart({ bins, event: 'completion <in> time' });
    expectDrawing(chart, 'share that came true', 'completion &lt;in&gt; time');
    expect(count(chart.svg, /fill="var\(--realised/g)).toBe(3);
  });
});

describe('distributionChart', () => {
  it('draws densities that integrate to one under a fitted curve', async () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => 20 + 5 * Math.sin(i) + (i % 7));
    expectDrawing(
      await distributionChart({ values, mean: 23, sd: 4, quantity: 'travel time', unit: 's' }),
      'travel time [s]',
      'density [1/s]',
    );
  });

  it.each([[[]], [[12]], [[12, 12, 12, 12]], [[0, 0, 1e-9]], [[1e6, 3e6]]])(
    'copes with %j',
    async (values) => {
      const chart = await distributionChart({
        values,
        mean: values[0] ?? 0,
        sd: 0,
        quantity: 'x',
        unit: 's',
      });
      expect(chart.svg).not.toMatch(/NaN|Infinity/);
      expect(XMLValidator.validate(chart.svg)).toBe(true);
    },
  );
});

describe('intervalChart', () => {
  it('draws a whisker for each interval, and joins points without any', async () => {
    const series = [
      { name: 'expected', tone: 'expected' as const },
      { name: 'realised', tone: 'realised' as const },
    ];
    const points = ['tbuma', 'bvm'].flatMap((category) =>
      series.map((s, i) => ({ category, series: s.name, value: i, low: i - 1, high: i + 1 })),
    );
    const with4 = await intervalChart({ points, series, title: 'value', categories: 'mechanism' });
    expectDrawing(with4, 'tbuma', 'bvm', 'mechanism');
    expect(count(with4.svg, /stroke="var\(--(?:expected|realised), #[0-9a-f]{6}\)"/g)).toBe(4);
    const bare = points.map(({ category, series: name, value }) => ({ category, series: name, value }));
    const joined = await intervalChart({ points: bare, series, title: 'value', categories: 'mechanism' });
    expect(count(joined.svg, /stroke="var\(--(?:expected|realised), #[0-9a-f]{6}\)"/g)).toBe(0);
    expect(count(joined.svg, /fill="var\(--(?:expected|realised), #[0-9a-f]{6}\)"/g)).toBe(4);
  });
});

describe('timeSeriesChart', () => {
  it('draws a line and a band for each series', async () => {
    const chart = await timeSeriesChart({
      series: [
        {
          name: 'a',
          tone: 'expected',
          points: [
            { time: 0, value: 1, low: 0, high: 2 },
            { time: 1500, value: 2, low: 1, high: 3 },
          ],
        },
        {
          name: 'b',
          tone: 'realised',
          points: [
            { time: 0, value: 3 },
            { time: 1500, value: 1 },
          ],
        },
      ],
      timeTitle: 'time [s]',
      valueTitle: 'vehicles',
      band: 'range',
    });
    expectDrawing(chart, 'time [s]', 'vehicles', '1\u202f000');
    expect(chart.legend.map((l) => l.label)).toEqual(['a', 'b', 'range']);
  });
});

describe('every chart', () => {
  it('is the same for the same data', async () => {
    const data = { points: [{ predicted: 1, sd: 1, realised: 2 }], quantity: 'x', unit: 's' };
    expect(await scatterChart(data)).toEqual(await scatterChart(data));
    const { bins } = calibration([0.2, 0.7], [false, true]);
    expect(await reliabilityChart({ bins, event: 'e' })).toEqual(
      await reliabilityChart({ bins, event: 'e' }),
    );
  });
});
