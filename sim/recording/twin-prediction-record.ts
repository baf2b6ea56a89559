import { mean, quantiles, type Table, type TableColumns } from '../../src/results/index.js';
import type { MovementAccuracy, TwinAccuracy } from '../../src/twin/prediction/index.js';
import { StayLog, type StayNumber } from '../services/twin/stay-log.js';
import type { TwinOutcome } from '../services/twin/twin-outcome.js';
import { finite } from './finite.js';
import { type MeasureRow, measuresOf } from './measure-row.js';
import type { MeasuredValue } from './replication-result.js';
import type { TwinPart } from './twin-part.js';
import { twinAccuracyTable, twinDwellTable } from './twin-prediction-tables.js';

/** How good dwell times were predicted, and what admission made of them; NaN where there is nothing to judge. */
export interface DwellScores {
  /** Judged tasks, and those whose stay is known to its end or to the horizon. */
  readonly judged: number;
  readonly known: number;
  /** Mean of |predicted - realised| and of predicted - realised, s. */
  readonly error: number;
  readonly bias: number;
  /** Share of the predictions that are at most 20 % of the realised stay off. */
  readonly within: number;
  /** 10 and 90 % quantiles of predicted - realised, s. */
  readonly low: number;
  readonly high: number;
  /** Share of the judged tasks that were not admitted. */
  readonly withheld: number;
  /** Share of those not admitted whose vehicle left before they would have been over. */
  readonly withheldRightly: number;
  /** Share of those admitted whose vehicle left before they would have been over. */
  readonly admittedWrongly: number;
}

/** The forms of accuracy that can enter the market, unbounded. */
const accuracyForms: Readonly<Record<TwinAccuracy, (accuracy: MovementAccuracy) => number>> = {
  paper: ({ trajectoryR2 }) => trajectoryR2,
  displacement: ({ horizons }) => horizons[horizons.length - 1].displacementR2,
  hits: ({ missRate }) => 1 - missRate,
};

function stayLog({ prediction, settings }: TwinOutcome): StayLog {
  return prediction?.admission?.log ?? new StayLog(settings.admission.horizon);
}

/** The scores of the predicted stays of a replication. */
export function dwellScores(outcome: TwinOutcome): DwellScores {
  const { columns } = stayLog(outcome);
  const of = (name: StayNumber, row: number): number => columns[name][row];
  const rows = Array.from({ length: columns.task.length }, (_, row) => row);
  const known = rows.filter((row) => !Number.isNaN(of('realised', row)));
  const errorOf = (row: number): number => of('predicted', row) - of('realised', row);
  const errors = known.map(errorOf);
  const [low, high] = quantiles(errors, [0.1, 0.9]);
  const share = (all: readonly number[], holds: (row: number) => boolean): number =>
    all.filter(holds).length / all.length;
  const left = (row: number): boolean => of('realised', row) < of('needed', row);
  const admitted = (row: number): boolean => of('admitted', row) === 1;
  const refused = (row: number): boolean => !admitted(row);
  return {
    judged: rows.length,
    known: known.length,
    error: mean(errors.map(Math.abs)),
    bias: mean(errors),
    within: share(known, (row) => Math.abs(errorOf(row)) <= 0.2 * of('realised', row)),
    low,
    high,
    withheld: share(rows, refused),
    withheldRightly: share(known.filter(refused), left),
    admittedWrongly: share(known.filter(admitted), left),
  };
}

function dwellMeasures(scores: DwellScores): MeasureRow[] {
  const wouldBeOver = 'whose vehicle left before they would have been over';
  return [
    ['twin_dwell_judged', '', 'Tasks judged by predicted dwell time, once for each unit.', scores.judged],
    ['twin_dwell_error', 's', 'Mean absolute error of the predicted dwell times.', scores.error],
    ['twin_dwell_bias', 's', 'Mean of predicted less realised dwell time.', scores.bias],
    ['twin_dwell_within_20', '', 'Share of predicted dwell times at most 20 % off.', scores.within],
    ['twin_dwell_error_p10', 's', '10 % quantile of predicted less realised dwell time.', scores.low],
    ['twin_dwell_error_p90', 's', '90 % quantile of predicted less realised dwell time.', scores.high],
    [
      'twin_dwell_withheld',
      '',
      'Share of the judged tasks that were not admitted when they were judged first.',
      scores.withheld,
    ],
    [
      'twin_dwell_withheld_rightly',
      '',
      `Share of the tasks that were not admitted when they were judged first ${wouldBeOver}.`,
      scores.withheldRightly,
    ],
    [
      'twin_dwell_admitted_wrongly',
      '',
      `Share of the tasks that were admitted when they were judged first ${wouldBeOver}.`,
      scores.admittedWrongly,
    ],
  ];
}

function accuracyMeasures({ prediction }: TwinOutcome): MeasureRow[] {
  const measured = prediction?.measured;
  const accuracy = measured?.accuracy();
  const of = (form: TwinAccuracy): number =>
    accuracy === undefined ? Number.NaN : accuracyForms[form](accuracy);
  return [
    [
      'twin_accuracy',
      '',
      'Accuracy of the twins with which the market reckoned at the end.',
      measured?.value ?? Number.NaN,
    ],
    ['twin_accuracy_predictions', '', 'Predictions of movement that were compared.', accuracy?.windows ?? 0],
    [
      'twin_accuracy_paper',
      '',
      'R2 of the predicted coordinates of a trajectory, median of the vehicles.',
      of('paper'),
    ],
    ['twin_accuracy_displacement', '', 'R2 of the predicted displacement after 5 s.', of('displacement')],
    ['twin_accuracy_hits', '', 'Share of the predictions at most 2 m off after 5 s.', of('hits')],
    [
      'twin_accuracy_ade',
      'm',
      'Mean distance between predicted and real positions over 1 to 5 s.',
      accuracy?.ade ?? Number.NaN,
    ],
  ];
}

/** Whether tasks are admitted by predicted dwell time, and whether the accuracy of the twins is measured. */
export function predictsWhat({ settings: { admission, market } }: TwinOutcome): {
  readonly dwell: boolean;
  readonly accuracy: boolean;
} {
  return { dwell: admission.dwell !== 'none', accuracy: typeof market.accuracy !== 'number' };
}

/** The measures of what the twins predicted; none where they predict nothing. */
export function twinPredictionMeasures(outcome: TwinOutcome): MeasuredValue[] {
  const { dwell, accuracy } = predictsWhat(outcome);
  return measuresOf([
    ...(dwell ? dwellMeasures(dwellScores(outcome)) : []),
    ...(accuracy ? accuracyMeasures(outcome) : []),
  ]);
}

function dwellColumns(outcome: TwinOutcome): TableColumns<typeof twinDwellTable> {
  const { columns } = stayLog(outcome);
  const { vehicles, units } = outcome;
  const ids = new Map(vehicles.map(({ number, id }) => [number, id]));
  const of = (name: StayNumber): Float64Array => Float64Array.from(columns[name]);
  return {
    task: Int32Array.from(of('task')),
    vehicle: Array.from(of('vehicle'), (number) => ids.get(number) ?? ''),
    unit: Array.from(of('unit'), (unit) => units[unit].name),
    time: of('time'),
    needed: Array.from(of('needed'), finite),
    predicted: of('predicted'),
    realised: Array.from(of('realised'), finite),
    admitted: Uint8Array.from(of('admitted')),
  };
}

function accuracyColumns({ prediction }: TwinOutcome): TableColumns<typeof twinAccuracyTable> {
  const moments = prediction?.measured?.record ?? [];
  const of = (form: TwinAccuracy): (number | null)[] =>
    moments.map(({ accuracy }) => finite(accuracyForms[form](accuracy)));
  return {
    time: Float64Array.from(moments, ({ time }) => time),
    predictions: Int32Array.from(moments, ({ accuracy }) => accuracy.windows),
    entered: Float64Array.from(moments, ({ entered }) => entered),
    paper: of('paper'),
    displacement: of('displacement'),
    hits: of('hits'),
    ade: moments.map(({ accuracy }) => finite(accuracy.ade)),
  };
}

/** The tables of what the twins predicted; none where they predict nothing. */
export function twinPredictionTablesOf(outcome: TwinOutcome): Table[] {
  const { dwell, accuracy } = predictsWhat(outcome);
  return [
    ...(dwell ? [{ schema: twinDwellTable, columns: dwellColumns(outcome) }] : []),
    ...(accuracy ? [{ schema: twinAccuracyTable, columns: accuracyColumns(outcome) }] : []),
  ];
}

/** So many dwell times are drawn in a report. */
const drawn = 600;

/** What the report shows of predictions: nothing where the twins predict nothing. @param detailed whether with single stays */
export function twinPredictionPart(
  outcome: TwinOutcome,
  detailed: boolean,
): Pick<TwinPart, 'stays' | 'accuracy'> {
  const { dwell, accuracy } = predictsWhat(outcome);
  return {
    ...(dwell ? { stays: detailed ? someStays(outcome) : [] } : {}),
    ...(accuracy ? { accuracy: accuracyMoments(outcome) } : {}),
  };
}

function someStays(outcome: TwinOutcome): { predicted: number; realised: number }[] {
  const { predicted, realised } = stayLog(outcome).columns;
  const known = [...realised.keys()].filter((row) => !Number.isNaN(realised[row]));
  const stride = Math.max(1, Math.ceil(known.length / drawn));
  return known
    .filter((_, i) => i % stride === 0)
    .map((row) => ({ predicted: predicted[row], realised: realised[row] }));
}

function accuracyMoments({ prediction }: TwinOutcome): NonNullable<TwinPart['accuracy']> {
  return (prediction?.measured?.record ?? []).map(({ time, entered, accuracy }) => ({
    time,
    entered,
    paper: finite(accuracyForms.paper(accuracy)),
    displacement: finite(accuracyForms.displacement(accuracy)),
    hits: finite(accuracyForms.hits(accuracy)),
  }));
}
