import { quantiles } from '../../src/results/index.js';
import type { ServiceRecord } from '../services/service.js';
import type { TwinOutcome } from '../services/twin/twin-outcome.js';
import { possibleCauses } from '../services/twin/twin-task.js';
import { finite } from './finite.js';
import type { MeasuredValue } from './replication-result.js';
import { twinTaskColumns, twinUnitColumns, twinVehicleColumns } from './twin-columns.js';
import { type TwinDelays, twinDelays, twinMeasures } from './twin-measures.js';
import type { TwinPart } from './twin-part.js';
import { twinPredictionPart, twinPredictionTablesOf } from './twin-prediction-record.js';
import { twinTaskTable, twinUnitTable, twinVehicleTable } from './twin-tables.js';

/** So many promises are drawn in a report. */
const drawn = 400;

function promisesOf({ promised, realised }: TwinDelays): TwinPart['promises'] {
  const stride = Math.max(1, Math.ceil(promised.length / drawn));
  const rows = Array.from({ length: Math.floor(promised.length / stride) }, (_, i) => i * stride);
  return rows.map((row) => ({ predicted: promised[row], realised: realised[row] }));
}

/** By unit: tasks that it granted and that are over, and those of them that were done. */
function grantedByUnit({ ledger: { columns }, units }: TwinOutcome): { over: number[]; completed: number[] } {
  const over = units.map(() => 0);
  const completed = units.map(() => 0);
  for (const [row, unit] of columns.unit.values.entries()) {
    if (Number.isNaN(unit)) continue;
    over[unit]++;
    if (!Number.isNaN(columns.synchronised.values[row])) completed[unit]++;
  }
  return { over, completed };
}

function partOf(
  outcome: TwinOutcome,
  delays: TwinDelays,
  measures: readonly MeasuredValue[],
  detailed: boolean,
): TwinPart {
  const { ledger, settings, units, vehicles } = outcome;
  const { over, completed } = grantedByUnit(outcome);
  const { cpu_utilisation: cpu, gpu_utilisation: gpu, ...shares } = twinUnitColumns(outcome);
  const at = (column: ArrayLike<unknown>, unit: number): number => Number(column[unit]);
  const measure = (name: string): number | null =>
    measures.find((measured) => measured.name === name)?.value ?? null;
  return {
    mechanism: settings.market.mechanism,
    vehicles: vehicles.length,
    tasks: ledger.columns.task.length,
    completed: ledger.completed,
    failures: Object.fromEntries(possibleCauses(settings).map((cause) => [cause, ledger.failures[cause]])),
    delays: (['bidding', 'upload', 'queue', 'compute', 'service', 'simulation'] as const).map((name) => {
      const [p50, p95, p99] = quantiles(delays[name], [0.5, 0.95, 0.99]).map(finite);
      return { name, p50, p95, p99 };
    }),
    units: units.map(({ name, x, y, granted, handoversIn }, unit) => ({
      name,
      x,
      y,
      granted,
      handovers: handoversIn,
      over: over[unit],
      completed: completed[unit],
      cpu: at(cpu, unit),
      gpu: at(gpu, unit),
      uplink: at(shares.uplink_utilisation, unit),
      downlink: at(shares.downlink_utilisation, unit),
    })),
    promised: ledger.promised,
    realised: ledger.realised,
    optimum: ledger.optimum ?? null,
    fairness: measure('twin_fairness'),
    age: measure('twin_age'),
    promises: detailed ? promisesOf(delays) : [],
    ...twinPredictionPart(outcome, detailed),
  };
}

/** What digital twins leave of one replication: tables, measures and their part of the report. */
export function twinRecord(outcome: TwinOutcome, detailed: boolean): ServiceRecord {
  const delays = twinDelays(outcome);
  const measures = twinMeasures(outcome, delays);
  return {
    tables: [
      { schema: twinTaskTable, columns: twinTaskColumns(outcome) },
      { schema: twinUnitTable, columns: twinUnitColumns(outcome) },
      { schema: twinVehicleTable, columns: twinVehicleColumns(outcome) },
      ...twinPredictionTablesOf(outcome),
    ],
    measures,
    report: partOf(outcome, delays, measures, detailed),
  };
}
