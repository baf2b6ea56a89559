import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../sim/recording/summary.js';
import { twinPart } from '../../../sim/recording/twin-part.js';
import { dwellScores } from '../../../sim/recording/twin-prediction-record.js';
import { twinPredictionReport } from '../../../sim/recording/twin-prediction-report.js';
import { twinRecord } from '../../../sim/recording/twin-record.js';
import { RoadsideUnit } from '../../../sim/services/twin/roadside-unit.js';
import { TwinLedger } from '../../../sim/services/twin/twin-ledger.js';
import type { TwinOutcome } from '../../../sim/services/twin/twin-outcome.js';
import { TwinPrediction } from '../../../sim/services/twin/twin-prediction.js';
import { Simulation } from '../../../src/kernel/index.js';
import { readNetwork } from '../../../src/network/index.js';
import { joinTraversals } from '../../../src/traces/index.js';
import { fitLinkTravelTimes } from '../../../src/traveltime/index.js';
import { fleetOn, watchedAt } from '../services/twin/synthetic-traffic.js';
import { twinSettings, twinVehicle } from '../services/twin/twin-fixture.js';
import { files } from '../small-run.js';

const network = await readNetwork(files.network);
const { freeFlowTimes } = network;
const { model } = fitLinkTravelTimes(joinTraversals([]), {
  freeFlowTimes,
  slotLength: 60,
  slots: 1,
  start: 0,
});

/** Stays of vehicle 0 with a unit: [time, predicted, needed, admitted]; it leaves at 50 s. Vehicle 1 is there to the end. */
async function outcome(change: object = {}): Promise<TwinOutcome> {
  const settings = twinSettings({
    admission: { dwell: 'constant-velocity', horizon: 30 },
    market: { accuracy: { measured: 'constant-velocity', by: 'hits', every: 1, least: 2 } },
    ...change,
  });
  const sim = new Simulation();
  const units = [new RoadsideUnit(sim, { name: 'u', x: 0, y: 0 }, settings)];
  const prediction = new TwinPrediction({ sim, network, model }, settings, units);
  await prediction.load();
  for (let time = 1; time <= 20; time++)
    prediction.look(time, watchedAt([{ vehicle: 0, x: 3 * time, y: 0 }]), fleetOn([0]), {
      follows: () => true,
    });
  const log = prediction.admission?.log;
  const rows = [
    [10, 30, 2, true],
    [40, 9, 2, true],
    [45, 25, 8, true],
    [49.5, 0.5, 0.8, false],
    [49, 0.5, 0.9, false],
  ] as const;
  for (const [task, [time, predicted, needed, admitted]] of rows.entries())
    log?.predicted({ task, vehicle: 0, unit: 0, time, predicted, needed, admitted });
  log?.predicted({ task: 5, vehicle: 1, unit: 0, time: 49, predicted: 5, needed: Infinity, admitted: true });
  log?.left(0, 0, 50);
  const vehicles = [twinVehicle(sim, 0), twinVehicle(sim, 1)];
  return { settings, units, vehicles, ledger: new TwinLedger(settings), prediction };
}

describe('the record of predicted dwell times', () => {
  it('has scores by hand, of the stays that are known', async () => {
    const scores = dwellScores(await outcome());
    // Realised: 30 (cut), 10, 5, .5, 1; differences 0, -1, 20, 0, -.5.
    expect(scores).toMatchObject({ judged: 6, known: 5, within: 3 / 5 });
    expect(scores.error).toBeCloseTo(21.5 / 5, 12);
    expect(scores.bias).toBeCloseTo(18.5 / 5, 12);
    expect(scores.low).toBeCloseTo(-0.8, 12);
    expect(scores.high).toBeCloseTo(12, 12);
    expect(scores.withheld).toBeCloseTo(2 / 6, 12);
    // Of the two not admitted one left before it would have been over; of the three admitted and known one.
    expect(scores.withheldRightly).toBe(0.5);
    expect(scores.admittedWrongly).toBeCloseTo(1 / 3, 12);
  });

  it('stands in tables, measures and the part of the report', async () => {
    const made = await outcome();
    const { tables, measures, report } = twinRecord(made, true);
    const of = new Map(measures.map(({ name, value }) => [name, value]));
    expect(of.get('twin_dwell_error')).toBeCloseTo(4.3, 12);
    expect(of.get('twin_failed_dwell')).toBeNull();
    expect(of.get('twin_accuracy_hits')).toBe(1);
    expect(of.get('twin_accuracy')).toBe(1);
    const dwell = tables.find(({ schema }) => schema.name === 'twin_dwell')?.columns;
    expect(dwell).toMatchObject({
      vehicle: ['v0', 'v0', 'v0', 'v0', 'v0', 'v1'],
      unit: ['u', 'u', 'u', 'u', 'u', 'u'],
      needed: [2, 2, 8, 0.8, 0.9, null],
      realised: [30, 10, 5, 0.5, 1, null],
    });
    const accuracy = tables.find(({ schema }) => schema.name === 'twin_accuracy')?.columns;
    expect(accuracy).toMatchObject({
      time: Float64Array.of(10, 20),
      predictions: Int32Array.of(4, 14),
      hits: [1, 1],
    });
    const part = twinPart.parse(JSON.parse(JSON.stringify(report)));
    expect(part.stays).toHaveLength(5);
    expect(part.accuracy).toHaveLength(2);
    expect(part.failures).toMatchObject({ dwell: 0 });
    const shown = twinPredictionReport(
      summaryOf('none', [], []),
      [part, { ...part, accuracy: [] }],
      made.settings,
    );
    expect(shown.dwell).toMatchObject({ predictor: 'constant-velocity', horizon: 30, error: { mean: null } });
    expect(shown.accuracy?.forms.map(({ enters }) => enters)).toEqual([false, false, true]);
    expect(shown.accuracy?.forms[2].points.map(({ time, value }) => [time, value])).toEqual([
      [10, 1],
      [20, 1],
    ]);
  });

  it('is not there where nothing is predicted', async () => {
    const { settings, units, vehicles } = await outcome();
    const off = twinSettings();
    const { tables, measures, report } = twinRecord(
      { settings: off, units, vehicles, ledger: new TwinLedger(off) },
      true,
    );
    expect(tables.map(({ schema }) => schema.name)).toEqual(['twin_tasks', 'twin_units', 'twin_vehicles']);
    expect(measures.filter(({ name }) => /dwell|accuracy/.test(name))).toEqual([]);
    expect(Object.keys(twinPart.parse(report).failures)).not.toContain('dwell');
    expect(twinPredictionReport(summaryOf('none', [], []), [], off)).toEqual({});
    expect(settings.admission.dwell).toBe('constant-velocity');
  });
});
