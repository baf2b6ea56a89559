import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScenario } from '../../../../sim/index.js';
import { arrivalTable } from '../../../../sim/services/travel-times/service.js';
import { readParquet } from '../../../../src/results/index.js';
import { type Scenario, scenarioSchema } from '../../../../src/scenario/index.js';
import { normalForecast } from '../../../../src/traveltime/index.js';
import { smallScenario } from '../../small-run.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bidlane-online-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string, scenario: Scenario) {
  const loaded = { scenario, file: join(folder, 'small.yaml'), text: '' };
  const { summary } = await runScenario(loaded, {
    out: join(folder, name),
    jobs: 1,
    cache: join(folder, 'cache'),
    bidlaneVersion: 'test',
    now: () => new Date(0),
  });
  return summary;
}

describe('online travel times', () => {
  it('judge both models on the same arrivals, and leave runs without them as they are', async () => {
    const scenario = smallScenario({ traffic: { demand: { ...smallScenario().traffic.demand, rate: 90 } } });
    const online = scenarioSchema.parse({
      ...scenario,
      travelTime: { ...scenario.travelTime, online: { every: 20 } },
    });
    expect(scenario.travelTime).not.toHaveProperty('online');
    const plain = await run('plain', scenario);
    const followed = await run('online', online);
    const value = (name: string, summary = followed) =>
      summary.measures.find((m) => m.name === name)?.mean ?? Number.NaN;
    expect(value('arrival_crps_gain', plain)).toBeNaN();

    const part = join(folder, 'online', 'replications', '0');
    const table = await readParquet(join(part, 'arrivals.parquet'), arrivalTable);
    const rows = Array.from(table.realised as ArrayLike<number | null>).flatMap((realised, i) =>
      typeof realised === 'number' && Number.isFinite(realised)
        ? [
            {
              realised,
              fitted: Number(table.fitted_mean[i]),
              sd: Number(table.fitted_sd[i]),
              updated: Number(table.updated_mean[i]),
            },
          ]
        : [],
    );
    expect(rows.length).toBeGreaterThan(50);
    // Real drives: forecasts are of their size, and the two models differ.
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const fitted = mean(rows.map((r) => r.fitted));
    const realised = mean(rows.map((r) => r.realised));
    expect(Math.abs(fitted - realised)).toBeLessThan(0.5 * realised);
    expect(rows.some((r) => Math.abs(r.updated - r.fitted) > 0.5)).toBe(true);
    const crps = mean(rows.map((r) => normalForecast(r.fitted, r.sd).crps(r.realised)));
    expect(value('arrival_crps_fitted')).toBeCloseTo(crps, 9);
    expect(value('arrival_crps_gain')).toBeCloseTo(
      value('arrival_crps_fitted') - value('arrival_crps_updated'),
      9,
    );
    // The traffic is the same with and without.
    expect(value('departed')).toBe(value('departed', plain));
    const page = readFileSync(join(folder, 'online', 'report.html'), 'utf8');
    expect(page).toContain('Travel times of the day');
    expect(readFileSync(join(folder, 'plain', 'report.html'), 'utf8')).not.toContain(
      'Travel times of the day',
    );
  });
});
