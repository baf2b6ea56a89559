import { scatterChart } from '../charts/scatter.js';
import { timeSeriesChart } from '../charts/time-series.js';
import { figure, figureGrid } from '../figure.js';
import { type Html, html } from '../markup.js';
import { formatNumber } from '../number-format.js';
import { table } from '../table.js';
import type { Tone } from '../theme.js';
import type { AccuracyReport, DwellReport, TwinReport } from '../twin-report-data.js';
import { withInterval } from './mean-cell.js';

function dwellTable(dwell: DwellReport): Html {
  const seconds = (of: DwellReport['error']): string | null => withInterval(of, 2);
  const percent = (of: DwellReport['error']): string | null => withInterval(of, 1, 100);
  const { error, bias, within, low, high, judged, withheld, withheldRightly, admittedWrongly } = dwell;
  return table(
    [{ label: 'Dwell time' }, { label: 'Unit' }, { label: 'Mean', align: 'end' }],
    [
      ['mean absolute error', 's', seconds(error)],
      ['bias: predicted − realised', 's', seconds(bias)],
      ['predictions at most 20 % off', '%', percent(within)],
      ['10 % quantile of predicted − realised', 's', seconds(low)],
      ['90 % quantile of predicted − realised', 's', seconds(high)],
      ['judged tasks', '', withInterval(judged, 0)],
      ['not admitted when first judged', '%', withInterval(withheld, 2, 100)],
      ['of these: the vehicle did leave too soon', '%', percent(withheldRightly)],
      ['of those admitted: the vehicle left too soon', '%', withInterval(admittedWrongly, 2, 100)],
    ],
    {
      caption: `Admission by predicted dwell time (${dwell.predictor}): how long vehicles stayed in ${dwell.coverage}, when a task was judged first. Stays beyond ${formatNumber(dwell.horizon)} s are not told apart. Too soon: before the task would have been over as estimated.`,
    },
  );
}

async function dwellFigure({ stays, predictor, horizon }: DwellReport): Promise<Html | undefined> {
  if (stays.length === 0) return undefined;
  return figure({
    title: 'Predicted and realised dwell time',
    chart: await scatterChart({ points: stays, quantity: 'dwell time', unit: 's' }),
    caption: `${formatNumber(stays.length)} stays of one replication, predicted by ${predictor}. Above the dashed line the vehicle stayed longer. Both are cut at ${formatNumber(horizon)} s.`,
  });
}

function accuracyTable({ predictor, predictions, ade, forms }: AccuracyReport): Html {
  return table(
    [{ label: 'Accuracy' }, { label: 'Enters the market' }, { label: 'Mean', align: 'end' }],
    [
      ...forms.map(({ label, enters, value }) => [label, enters, withInterval(value, 4)]),
      ['mean distance over 1 to 5 s [m]', false, withInterval(ade, 2)],
    ],
    {
      caption: `Accuracy of the twins, measured in the run (${predictor}): ${withInterval(predictions, 0) ?? 'no'} predictions of the next 5 s, compared when the 5 s were over. Values at the end.`,
    },
  );
}

const tones: readonly Tone[] = ['route-1', 'route-2', 'route-3'];

async function accuracyFigure({ forms, predictor }: AccuracyReport): Promise<Html | undefined> {
  if (forms.every(({ points }) => points.length === 0)) return undefined;
  const chart = await timeSeriesChart({
    series: forms.map(({ label, points }, i) => ({ name: label, tone: tones[i % tones.length], points })),
    timeTitle: 'simulated time [s]',
    valueTitle: 'accuracy',
    band: 'range of the replications',
  });
  return figure({
    title: 'Accuracy of the twins over time',
    chart,
    caption: `What predictions by ${predictor} were worth that could be compared by then; ${forms.find(({ enters }) => enters)?.label ?? ''} enters the market, negative values as 0.`,
  });
}

/** What a run says of its predictions of movement; nothing where there are none. */
export async function twinPredictionParts({ dwell, accuracy }: TwinReport): Promise<Html> {
  const figures = [
    dwell === undefined ? undefined : await dwellFigure(dwell),
    accuracy === undefined ? undefined : await accuracyFigure(accuracy),
  ].filter((one) => one !== undefined);
  return html`${dwell !== undefined && dwellTable(dwell)}${accuracy !== undefined && accuracyTable(accuracy)}${
    figures.length > 0 && figureGrid(figures)
  }`;
}
