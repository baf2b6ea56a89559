import { transformChart } from './charts/transform-histogram.js';
import { figure, figureGrid } from './figure.js';
import { definitionList, keyFigures } from './key-figures.js';
import { type Html, html } from './markup.js';
import { formatNumber } from './number-format.js';
import { type ReportSection, reportPage } from './page.js';
import { studyChart } from './study-chart.js';
import { table } from './table.js';

/** Scores of one way to forecast trips; times in s, null where there is no value. */
export interface ForecasterReport {
  readonly name: string;
  readonly kind: 'estimator' | 'baseline';
  readonly trips: number;
  readonly crps: number | null;
  /** Less the score of the first, on the trips that both forecast. */
  readonly difference: {
    readonly mean: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly bias: number | null;
  readonly absoluteError: number | null;
  /** Share of the trips within each of the central intervals. */
  readonly coverage: readonly (number | null)[];
  /** Counts of probability integral transforms in equal bins. */
  readonly transforms: readonly number[];
  readonly divergence: number | null;
}

/** What the report of an evaluation of travel times shows. */
export interface TravelTimeReportData {
  readonly title: string;
  /** What was fitted and what judged, in a sentence. */
  readonly facts: string;
  /** Probabilities of the central intervals. */
  readonly levels: readonly number[];
  readonly independent: 'rounds' | 'trips';
  readonly trips: { readonly count: number; readonly forecasters: readonly ForecasterReport[] };
  readonly paths: {
    readonly count: number;
    readonly length: number;
    readonly drives: number;
    readonly forecasters: readonly ForecasterReport[];
  };
  /** Scores of slot lengths, where one was chosen. */
  readonly slotLengths?: readonly { readonly slotLength: number; readonly crps: number }[];
  readonly notes: readonly string[];
  readonly provenance: readonly (readonly [name: string, value: string])[];
}

const signed = (x: number): string => `${x > 0 ? '+' : ''}${formatNumber(x, 2)}`;

function differenceText({ difference }: ForecasterReport): string | null {
  if (difference === null) return null;
  const { mean, low, high } = difference;
  if (low === null || high === null) return signed(mean);
  return `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
}

function scoreTable(
  forecasters: readonly ForecasterReport[],
  levels: readonly number[],
  caption: string,
  withDivergence: boolean,
): Html {
  const [first] = forecasters;
  return table(
    [
      { label: 'forecast by' },
      { label: 'trips', digits: 0 },
      { label: 'CRPS', unit: 's', digits: 2 },
      { label: `less ${first?.name ?? ''}`, unit: 's', align: 'end' },
      { label: 'bias', unit: 's', digits: 1 },
      { label: 'mean error', unit: 's', digits: 1 },
      ...levels.map((level) => ({
        label: `${formatNumber(100 * level)} %`,
        group: 'Within the interval of',
        digits: 3,
      })),
      ...(withDivergence ? [{ label: 'KL', unit: 'nat', digits: 3 }] : []),
    ],
    forecasters.map((f) => [
      f.name,
      f.trips,
      f.crps,
      differenceText(f),
      f.bias,
      f.absoluteError,
      ...f.coverage,
      ...(withDivergence ? [f.divergence] : []),
    ]),
    { caption },
  );
}

async function coverageFigure({ levels, trips }: TravelTimeReportData): Promise<Html> {
  const series = trips.forecasters
    .filter(({ name, coverage }) => name !== 'historical mean' && coverage.some((c) => c !== null))
    .map(({ name, coverage }) => ({
      name,
      points: levels.flatMap((level, i) => {
        const share = coverage[i];
        return share === null || share === undefined
          ? []
          : [{ x: level, value: share, low: null, high: null }];
      }),
    }));
  const promised = {
    name: 'as promised',
    points: levels.map((level) => ({ x: level, value: level, low: null, high: null })),
  };
  return figure({
    title: 'Coverage',
    chart: await studyChart({
      series: [promised, ...series],
      xTitle: 'probability that the interval promises',
      yTitle: 'share of the trips within it',
    }),
    caption: `Whole trips, ${formatNumber(trips.count)} in all. Below the line as promised, forecasts are too sure.`,
  });
}

async function transformFigures({ trips }: TravelTimeReportData): Promise<Html[]> {
  const shown = trips.forecasters.filter(({ kind, name }) => kind === 'estimator' || name === 'one slot');
  const figures: Html[] = [];
  for (const { name, transforms, trips: count } of shown) {
    if (count === 0) continue;
    figures.push(
      figure({
        title: `PIT, ${name}`,
        chart: await transformChart({ counts: transforms, quantity: 'trip time' }),
        caption: `${formatNumber(count)} whole trips.`,
      }),
    );
  }
  return figures;
}

function summary(data: TravelTimeReportData): Html {
  const best = data.trips.forecasters[0];
  const eighty = data.levels.indexOf(0.8);
  const tiles = [
    {
      label: `CRPS of ${best?.name ?? ''}`,
      unit: 's',
      values: [{ value: best?.crps ?? null }],
      note: 'whole trips; 0 is perfect',
    },
    {
      label: 'Within the 80 % interval',
      unit: '%',
      values: [{ value: 100 * (best?.coverage[eighty] ?? Number.NaN) }],
      note: 'of the whole trips',
    },
    { label: 'Trips', values: [{ value: data.trips.count }], note: 'not used for fitting' },
  ];
  return html`<p class="facts">${data.facts}</p>${keyFigures(tiles)}`;
}

/**
 * The report of an evaluation of travel times as one HTML document without scripts and without any address besides itself. The same
 * data gives the same bytes.
 */
export async function travelTimeReport(data: TravelTimeReportData): Promise<string> {
  const { trips, paths, levels, slotLengths, notes } = data;
  const of =
    data.independent === 'rounds' ? 'over rounds' : 'that take trips for independent, so rather too narrow';
  const sections: (ReportSection | false)[] = [
    {
      id: 'trips',
      title: 'Whole trips',
      content: html`${scoreTable(
        trips.forecasters,
        levels,
        `${formatNumber(trips.count)} trips that were not used for fitting. CRPS: continuous ranked probability score. Differences with 95 % intervals ${of}; above 0 is worse.`,
        false,
      )}${figureGrid([await coverageFigure(data), ...(await transformFigures(data))])}`,
    },
    paths.count > 0 && {
      id: 'paths',
      title: `Busiest paths of ${paths.length} links`,
      content: scoreTable(
        paths.forecasters,
        levels,
        `${paths.count} paths, ${formatNumber(paths.drives)} drives that were not used for fitting. KL: mean Kullback-Leibler divergence of the observed from the forecast times, bins of 10 s, one added to every bin.`,
        true,
      ),
    },
    slotLengths !== undefined && {
      id: 'slots',
      title: 'Length of a time slot',
      content: table(
        [
          { label: 'slot length', unit: 's' },
          { label: 'CRPS of a traversal', unit: 's', digits: 3 },
        ],
        slotLengths.map(({ slotLength, crps }) => [slotLength, crps]),
        { caption: 'Five-fold cross-validation on the traversals for fitting; the least score was taken.' },
      ),
    },
    notes.length > 0 && {
      id: 'notes',
      title: 'Notes',
      content: html`<ul class="notes">${notes.map((n) => html`<li>${n}</li>`)}</ul>`,
    },
    { id: 'provenance', title: 'What it was made from', content: definitionList(data.provenance) },
  ];
  return reportPage({
    title: data.title,
    kicker: 'Bidlane travel times',
    summary: summary(data),
    sections: sections.filter((section) => section !== false),
    footer: html`<p>Made by Bidlane from the traces named above.</p>`,
  });
}
