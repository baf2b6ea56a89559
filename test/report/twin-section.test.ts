import { describe, expect, it } from 'vitest';
import { html, type TwinReport, twinSection } from '../../src/report/index.js';

const nothing = { twin: 0, traffic: 0, driving: 0, online: 0, offline: 0 };
const report: TwinReport = {
  mechanism: 'slots',
  vehicles: 2,
  tasks: 10,
  completed: 8,
  failures: [{ cause: 'dwell', meaning: 'not admitted', tasks: 2 }],
  delays: [],
  units: [],
  promised: nothing,
  realised: nothing,
  optimum: null,
  fairness: null,
  age: null,
  promises: [],
};

/** The text of a section, tags away. */
async function textOf(twin: TwinReport): Promise<string> {
  const { content } = await twinSection(twin);
  return html`${content}`.text
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

const mean = (value: number, low?: number, high?: number) => ({ mean: value, low, high });

describe('the section of digital twins', () => {
  it('says nothing of predictions and maps where there are none', async () => {
    const text = await textOf(report);
    expect(text).toContain('dwell not admitted 2 20.0 %');
    expect(text).not.toMatch(/Dwell time|Accuracy|ranges of/);
  });

  it('says how good dwell times were predicted, and who was turned away', async () => {
    const text = await textOf({
      ...report,
      dwell: {
        predictor: 'kalman',
        coverage: 'the range of the unit',
        horizon: 60,
        judged: mean(1200),
        error: mean(13.11, 11.7, 14.53),
        bias: mean(-2.6),
        within: mean(0.48),
        low: mean(-28),
        high: mean(22),
        withheld: mean(0.0009),
        withheldRightly: mean(0.95),
        admittedWrongly: { mean: null },
        stays: [
          { predicted: 3, realised: 4 },
          { predicted: 60, realised: 12 },
        ],
      },
    });
    expect(text).toContain('(kalman)');
    expect(text).toContain('mean absolute error s 13.11 (11.70 to 14.53)');
    expect(text).toContain('predictions at most 20 % off % 48.0');
    expect(text).toContain('not admitted when first judged % 0.09');
    expect(text).toContain('the vehicle left too soon % –');
    expect(text).toContain('2 stays of one replication');
    // No stay has a standard deviation to explain.
    expect(text).not.toContain('one standard deviation');
  });

  it('says what the twins were worth, and which form enters', async () => {
    const points = [{ time: 310, value: 0.8, low: 0.7, high: 0.9 }];
    const text = await textOf({
      ...report,
      accuracy: {
        predictor: 'lstm',
        predictions: mean(8984),
        ade: mean(3.14),
        forms: [
          { label: 'R² of the displacement', enters: true, value: mean(0.9255), points },
          { label: 'hits', enters: false, value: { mean: null }, points: [] },
        ],
      },
    });
    expect(text).toContain('R² of the displacement yes 0.9255');
    expect(text).toContain('hits no –');
    expect(text).toContain('R² of the displacement enters the market');
    expect(text).toMatch(/8 ?984 predictions/);
  });

  it('has a map of the units', async () => {
    const { content } = await twinSection({
      ...report,
      map: {
        roads: [],
        range: 250,
        units: [{ x: 0, y: 0, granted: 1, completed: 1, busiest: 0.2, label: 'u' }],
      },
    });
    expect(html`${content}`.text).toContain('their ranges of 250 m');
    expect(html`${content}`.text).toContain('class="map"');
  });
});
