import type {
  AccuracyReport,
  DwellReport,
  ReportedMean,
  TimePoint,
  TwinReport,
} from '../../src/report/index.js';
import { mean, type Summary } from '../../src/results/index.js';
import type { TwinSettings } from '../../src/scenario/index.js';
import type { TwinPart } from './twin-part.js';

const coverages = {
  range: 'the range of the unit',
  signal: 'where its signal, as measured, can be received',
} as const;

const forms = {
  paper: 'R² of the coordinates of a trajectory, as in the paper',
  displacement: 'R² of the displacement after 5 s',
  hits: 'predictions at most 2 m off after 5 s',
} as const;

type Form = keyof typeof forms;

function dwellReport(
  measure: (name: string) => ReportedMean,
  parts: readonly TwinPart[],
  { admission }: TwinSettings,
): DwellReport {
  return {
    predictor: admission.dwell,
    coverage: coverages[admission.coverage],
    horizon: admission.horizon,
    judged: measure('twin_dwell_judged'),
    error: measure('twin_dwell_error'),
    bias: measure('twin_dwell_bias'),
    within: measure('twin_dwell_within_20'),
    low: measure('twin_dwell_error_p10'),
    high: measure('twin_dwell_error_p90'),
    withheld: measure('twin_dwell_withheld'),
    withheldRightly: measure('twin_dwell_withheld_rightly'),
    admittedWrongly: measure('twin_dwell_admitted_wrongly'),
    stays: parts.flatMap(({ stays }) => stays ?? []),
  };
}

/** A form of the accuracy over time: the mean of the replications that have it. */
function course(parts: readonly TwinPart[], form: Form): TimePoint[] {
  const times = parts[0].accuracy?.map(({ time }) => time) ?? [];
  return times.flatMap((time, i): TimePoint[] => {
    const values = parts.flatMap(({ accuracy }) => accuracy?.[i]?.[form] ?? []);
    return values.length === 0
      ? []
      : [{ time, value: mean(values), low: Math.min(...values), high: Math.max(...values) }];
  });
}

function accuracyReport(
  measure: (name: string) => ReportedMean,
  parts: readonly TwinPart[],
  { measured, by }: Exclude<TwinSettings['market']['accuracy'], number>,
): AccuracyReport {
  return {
    predictor: measured,
    predictions: measure('twin_accuracy_predictions'),
    ade: measure('twin_accuracy_ade'),
    forms: (['displacement', 'paper', 'hits'] as const).map((form) => ({
      label: forms[form],
      enters: form === by,
      value: measure(`twin_accuracy_${form}`),
      points: course(parts, form),
    })),
  };
}

/** What the report says of predicted movement: nothing where the scenario predicts nothing. */
export function twinPredictionReport(
  { measures }: Summary,
  parts: readonly TwinPart[],
  settings: TwinSettings,
): Pick<TwinReport, 'dwell' | 'accuracy'> {
  const measure = (name: string): ReportedMean => measures.find((one) => one.name === name) ?? { mean: null };
  const { accuracy } = settings.market;
  return {
    ...(settings.admission.dwell === 'none' ? {} : { dwell: dwellReport(measure, parts, settings) }),
    ...(typeof accuracy === 'number' ? {} : { accuracy: accuracyReport(measure, parts, accuracy) }),
  };
}
