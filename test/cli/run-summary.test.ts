import { describe, expect, it } from 'vitest';
import { summaryText } from '../../src/cli/run-summary.js';
import type { Measure, Summary } from '../../src/results/index.js';

const measure = (name: string, change: Partial<Measure> = {}): Measure => ({
  name,
  unit: '',
  documentation: '',
  mean: null,
  low: null,
  high: null,
  sd: null,
  n: 0,
  ...change,
});
const summary = (replications: number, measures: Measure[]): Summary => ({
  name: 'town',
  replications,
  digest: 'd1',
  level: 0.95,
  measures,
  notes: [],
});

describe('summaryText', () => {
  it('shows means, units, and intervals where there are several replications', () => {
    const text = summaryText(
      summary(3, [
        measure('vehicles', { mean: 1803.333, low: 1700, high: 1900.5 }),
        measure('participants', { mean: 400 }),
        measure('completion_error', { mean: 28.24, unit: 's', low: 20, high: 36.48 }),
        measure('brier', { mean: 0.14423 }),
        measure('brier_of_base_rate', { mean: 0.2 }),
      ]),
      '/out/report.html',
    );
    expect(text).toMatch(/^town: mean of 3 replications \[95 % interval\]\n/);
    expect(text).toMatch(/^ {2}vehicles +1803\.3 {2}\[1700, 1900\.5\]$/m);
    expect(text).toMatch(/^ {2}completion error +28\.2 s {2}\[20, 36\.5\]$/m);
    expect(text).toMatch(/^ {2}Brier score +0\.144 {3}\(base rate 0\.200\)$/m);
    expect(text).toMatch(/^ {2}report +\/out\/report\.html$/m);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('shows a dash for what cannot be measured, and never NaN or null', () => {
    const text = summaryText(summary(1, [measure('vehicles', { mean: 0 }), measure('participants')]), 'r');
    expect(text).toMatch(/^town: 1 replication\n/);
    expect(text).toMatch(/^ {2}vehicles +0$/m);
    expect(text).toMatch(/^ {2}winners +-$/m);
    expect(text).not.toMatch(/NaN|null|undefined/);
  });

  it('tells what other mechanisms would have earned, and how promises were kept', () => {
    const text = summaryText(
      summary(2, [
        measure('participants', { mean: 12 }),
        measure('realised_utility', { mean: 10, low: 9, high: 11 }),
        measure('difference.bvm.realised_utility', { mean: -1.25, low: -2, high: -0.5 }),
        measure('promises', { mean: 40 }),
        measure('promises_kept', { mean: 0.75 }),
        measure('winners_paid', { mean: 0.5 }),
        measure('winners_rerouted', { mean: 3 }),
      ]),
      'r',
    );
    expect(text).toMatch(
      /^ {2}utility realised +10 {2}\[9, 11\]\n {4}with bvm +-1\.25 {2}\[-2, -0\.500\] more$/m,
    );
    expect(text).toMatch(/^ {2}promises, kept share +40, {2}0\.750$/m);
    expect(text).toMatch(/^ {2}winners paid, share +0\.500$/m);
    expect(text).toMatch(/^ {2}winners sent elsewhere +3$/m);
  });

  it('shows what each service of the scenario came to, and nothing of those that it has not', () => {
    const twins = summaryText(
      summary(1, [
        measure('twin_completion', { mean: 0.4418 }),
        measure('twin_service_delay_p50', { mean: 0.2, unit: 's' }),
      ]),
      'r.html',
    );
    expect(twins).toMatch(/^ {2}tasks done in time +0\.442$/m);
    expect(twins).toMatch(/^ {2}service delay p50 +0\.200 s$/m);
    expect(twins).not.toMatch(/winners|map age/);
    const maps = summaryText(summary(1, [measure('freshness_payoff', { mean: -0.83 })]), 'r.html');
    expect(maps).toMatch(/^ {2}map payoff realised +-0\.830$/m);
    expect(maps).not.toMatch(/winners|tasks done/);
  });
});
