import { intervalChart } from './charts/interval.js';
import { timeSeriesChart } from './charts/time-series.js';
import { figure, figureGrid } from './figure.js';
import { type Html, html } from './markup.js';
import type { ReportSection } from './page.js';
import { studyChart } from './study-chart.js';
import { table } from './table.js';

/** A point of interest of one replication: promised beside realised. Payoffs and costs per slot, ages in slots. */
export interface FreshnessPointReport {
  readonly replication: number;
  readonly name: string;
  readonly arrivalsPerSlot: number;
  /** Variance over mean of the arrivals per slot. */
  readonly dispersion: number | null;
  /** Round of the traffic light, s. */
  readonly cycle: number | null;
  readonly predicted: {
    readonly payoff: number | null;
    readonly age: number | null;
    readonly cost: number | null;
  };
  readonly payoff: number;
  readonly age: number;
  readonly cost: number;
  readonly wasted: number;
}

/** A policy over all points and replications, on the same arrivals. */
export interface FreshnessPolicyReport {
  readonly policy: string;
  readonly predictedPayoff: number | null;
  readonly payoff: number;
  /** Interval of the mean over the replications; null with one. */
  readonly low: number | null;
  readonly high: number | null;
  readonly age: number | null;
  readonly cost: number | null;
  readonly wasted: number | null;
}

/** What the report shows of an HD map kept fresh. */
export interface FreshnessReport {
  /** The policy that decided. */
  readonly policy: string;
  /** s. */
  readonly slotLength: number;
  readonly points: readonly FreshnessPointReport[];
  readonly policies: readonly FreshnessPolicyReport[];
  /** By point of one replication: correlation of the arrivals of slots so many slots apart. */
  readonly autocorrelations: readonly {
    readonly point: string;
    readonly values: readonly (number | null)[];
  }[];
  /** Beyond it, either way, correlations of independent slots seldom lie. */
  readonly noise: number;
  /** The age of the map at one point over time. */
  readonly course?: {
    readonly replication: number;
    readonly point: string;
    readonly time: readonly number[];
    readonly age: readonly number[];
  };
}

function pointTable({ points, policy, slotLength }: FreshnessReport): Html {
  return table(
    [
      { label: 'Replication', align: 'end' },
      { label: 'Point' },
      { label: 'Per slot', group: 'Arrivals', digits: 3 },
      { label: 'Dispersion', group: 'Arrivals', digits: 2 },
      { label: 'Signal', unit: 's', digits: 0 },
      { label: 'Predicted', group: 'Payoff per slot', tone: 'expected', digits: 3 },
      { label: 'Realised', group: 'Payoff per slot', tone: 'realised', digits: 3 },
      { label: 'Predicted', unit: 's', group: 'Age', tone: 'expected', digits: 1 },
      { label: 'Realised', unit: 's', group: 'Age', tone: 'realised', digits: 1 },
      { label: 'Predicted', group: 'Cost per slot', tone: 'expected', digits: 3 },
      { label: 'Realised', group: 'Cost per slot', tone: 'realised', digits: 3 },
      { label: 'Wasted', group: 'Cost per slot', digits: 3 },
    ],
    points.map((p) => [
      String(p.replication),
      p.name,
      p.arrivalsPerSlot,
      p.dispersion,
      p.cycle,
      p.predicted.payoff,
      p.payoff,
      p.predicted.age === null ? null : p.predicted.age * slotLength,
      p.age * slotLength,
      p.predicted.cost,
      p.cost,
      p.wasted,
    ]),
    {
      caption: `Each point of interest under ${policy}: what it promised by its estimates of the arrivals, and what came. Wasted: paid for reports that did not qualify or came on top of a qualified one. Dispersion: variance over mean of the arrivals of connected vehicles per slot; at most 1 if at most one came, above 1 in platoons.`,
      empty: 'No point.',
    },
  );
}

function policyTable({ policies, slotLength }: FreshnessReport): Html {
  const best = Math.max(...policies.filter((p) => p.age !== null).map(({ payoff }) => payoff));
  return table(
    [
      { label: 'Policy' },
      { label: 'Predicted', group: 'Payoff per slot', tone: 'expected', digits: 3 },
      { label: 'Realised', group: 'Payoff per slot', tone: 'realised', digits: 3 },
      { label: 'Behind the best', unit: '%', group: 'Payoff per slot', digits: 1 },
      { label: 'Age', unit: 's', digits: 1 },
      { label: 'Cost per slot', digits: 3 },
      { label: 'Wasted per slot', digits: 3 },
    ],
    policies.map((p) => [
      p.policy,
      p.predictedPayoff,
      p.payoff,
      best === 0 ? null : (100 * (best - p.payoff)) / Math.abs(best),
      p.age === null ? null : p.age * slotLength,
      p.cost,
      p.wasted,
    ]),
    {
      caption:
        'All policies on the same arrivals, means over points and replications. arrival-aware sees who is there before it decides; clairvoyant knows all arrivals and whose data qualify: bounds, not policies.',
    },
  );
}

async function figures(report: FreshnessReport): Promise<Html[]> {
  const { policies, autocorrelations, noise, course, slotLength } = report;
  // Baselines far behind would squeeze all others together.
  const best = Math.max(...policies.map(({ payoff }) => payoff));
  const shown = policies.filter(({ payoff }) => payoff > best - 3 * Math.abs(best));
  const compared = figure({
    title: 'Payoff by policy',
    caption: `Payoff per slot on the same arrivals, mean over points and replications${policies.some(({ low }) => low !== null) ? ' with its 95 % interval' : ''}; nearer to 0 is better.${
      shown.length < policies.length
        ? ` Too far behind to be drawn: ${policies
            .filter((p) => !shown.includes(p))
            .map(({ policy }) => policy)
            .join(', ')}.`
        : ''
    }`,
    chart: await intervalChart({
      title: 'payoff per slot',
      categories: 'policy',
      series: [{ name: 'realised', tone: 'realised' }],
      points: shown.map(({ policy, payoff, low, high }) => ({
        category: policy,
        series: 'realised',
        value: payoff,
        low,
        high,
      })),
    }),
  });
  const drawn: Html[] = [compared];
  const correlated = autocorrelations
    .filter(({ values }) => values.some((value) => value !== null))
    .slice(0, 6);
  if (correlated.length > 0)
    drawn.push(
      figure({
        title: 'Are arrivals independent?',
        caption: `Correlation of the arrivals of connected vehicles in slots so far apart. Bernoulli arrivals would stay within ±${noise.toFixed(2)} of 0; peaks at rounds of a signal are platoons, which phase-aware recruiting can use.`,
        chart: await studyChart({
          series: correlated.map(({ point, values }) => ({
            name: point,
            points: values.flatMap((value, i) =>
              value === null ? [] : [{ x: (i + 1) * slotLength, value, low: null, high: null }],
            ),
          })),
          xTitle: 'time apart [s]',
          yTitle: 'autocorrelation of arrivals',
        }),
      }),
    );
  if (course !== undefined)
    drawn.push(
      figure({
        title: 'Age of the map',
        caption: `The map of point ${course.point} in replication ${course.replication}: it grows older until a qualified report renews it.`,
        chart: await timeSeriesChart({
          series: [
            {
              name: 'age',
              tone: 'ink',
              points: course.time.map((time, i) => ({ time, value: course.age[i] * slotLength })),
            },
          ],
          timeTitle: 'simulated time [s]',
          valueTitle: 'age of the map [s]',
        }),
      }),
    );
  return drawn;
}

/** The section of a report on an HD map kept fresh: promised and realised by point, policies on the same arrivals, how arrivals come. */
export async function freshnessSection(report: FreshnessReport): Promise<ReportSection> {
  return {
    id: 'freshness',
    title: 'Freshness of the map',
    content: [
      html`<p>Every slot of ${report.slotLength} s, ${report.policy} announced at each point which types of vehicles to recruit.</p>`,
      pointTable(report),
      policyTable(report),
      figureGrid(await figures(report)),
    ],
  };
}
