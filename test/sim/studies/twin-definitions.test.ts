import { describe, expect, it } from 'vitest';
import { loadStudy } from '../../../sim/index.js';
import { hitReadings } from '../../../sim/studies/twin/hit-readings.js';

const markets = {
  'twin-fig08': ['(a)', '(b)', '(c)'],
  'twin-fig09': ['(a)', '(b)', '(c)', '(d)'],
  'twin-fig10': ['(a)', '(b)', '(c)', '(d)'],
  'twin-conf-fig03': ['(a)', '(b)'],
} as const;

describe('the studies of the digital-twin market', () => {
  it.each(Object.entries(markets))(
    '%s: 240 seeds, medians, every panel, all readings of hits',
    async (name, panels) => {
      const { definition } = await loadStudy(name);
      expect(definition.replications).toBeGreaterThanOrEqual(240);
      expect(definition.statistic).toBe('median');
      const charts = definition.charts ?? [];
      for (const panel of panels) expect(charts.some(({ title = '' }) => title.startsWith(panel))).toBe(true);
      for (const hits of hitReadings) expect(charts.some(({ at }) => at?.hits === hits)).toBe(true);
    },
  );

  it.each([...Object.keys(markets), 'twin-fig05', 'twin-fig06-07', 'twin-rehearsal'])(
    '%s: every figure shows measures and series that there are, at more than one place',
    async (name) => {
      const { definition } = await loadStudy(name);
      const { charts = [], points = [], measures, series = [] } = definition;
      expect(charts.length).toBeGreaterThan(0);
      for (const { x, measure, at = {}, series: shown = [] } of charts) {
        expect(Object.keys(measures)).toContain(measure);
        for (const one of shown) expect(series).toContain(one);
        const here = points.filter((point) =>
          Object.entries(at).every(([key, value]) => point[key] === value),
        );
        expect(new Set(here.map((point) => point[x])).size).toBeGreaterThan(1);
      }
    },
  );
});
