import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { twinAccuracyTable, twinDwellTable } from '../../../sim/recording/twin-prediction-tables.js';
import { readParquet } from '../../../src/results/index.js';
import { scenarioSchema } from '../../../src/scenario/index.js';
import { smallRuns, smallScenario } from '../small-run.js';

const { run } = smallRuns();

it('a run with predicting twins leaves their tables, measures and report', async () => {
  const scenario = scenarioSchema.parse({
    ...smallScenario({ replications: 2, traffic: { warmUp: 20, duration: 60 } }),
    crowdsourcing: { enabled: false },
    twin: {
      units: [{ junction: 'B1' }, { junction: 'A1' }],
      unit: { range: 110 },
      vehicles: { share: 0.8 },
      admission: { dwell: 'kalman' },
      market: { accuracy: { measured: 'linear-regression', by: 'paper' } },
    },
  });
  const { folder, report, summary } = (await run(scenario)).outcome;
  const part = (name: string): string => join(folder, 'replications', '1', `${name}.parquet`);
  const dwell = await readParquet(part('twin_dwell'), twinDwellTable);
  expect(dwell.predicted.length).toBeGreaterThan(50);
  const accuracy = await readParquet(part('twin_accuracy'), twinAccuracyTable);
  expect(accuracy.time).toEqual(Float64Array.of(30, 40, 50, 60, 70));
  const of = new Map(summary.measures.map((measure) => [measure.name, measure]));
  const error = of.get('twin_dwell_error');
  expect(error?.mean).toBeGreaterThan(0);
  expect(error?.low).toBeLessThan(error?.mean ?? 0);
  const page = readFileSync(report, 'utf8');
  const shown = page
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(shown).toContain('Admission by predicted dwell time (kalman)');
  expect(shown).toContain(`mean absolute error s ${error?.mean?.toFixed(2)} (`);
  expect(shown).toMatch(/R² of the coordinates of a trajectory, as in the paper yes [\d.]+ \(/);
  expect(shown).toContain('2 units with their ranges of 110 m');
  expect(page).toMatch(/<title>B1: [\d]+ tasks granted, [\d.]+ % of them done in time; at work: CPU/);
});
