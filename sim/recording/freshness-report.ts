import { validate } from '../../src/input/index.js';
import {
  type FreshnessReport,
  freshnessSection,
  type KeyFigure,
  type ReportSection,
} from '../../src/report/index.js';
import { mean, meanInterval, type Summary } from '../../src/results/index.js';
import { finite } from './finite.js';
import { type FreshnessPart, freshnessPart } from './freshness-part.js';
import type { CosimulationResult } from './replication-result.js';

type Parts = readonly (FreshnessPart & { readonly replication: number })[];

function policyRows(parts: Parts): FreshnessReport['policies'] {
  return parts[0].policies.map(({ policy }) => {
    const own = parts.flatMap(({ policies }) => policies.filter((one) => one.policy === policy));
    const over = (of: (one: FreshnessPart['policies'][number]) => number | null): number =>
      mean(own.map((one) => of(one) ?? Number.NaN));
    const { low, high } = meanInterval(own.map(({ payoff }) => payoff ?? Number.NaN));
    return {
      policy,
      predictedPayoff: finite(over(({ predictedPayoff }) => predictedPayoff)),
      payoff: over(({ payoff }) => payoff),
      low: finite(low),
      high: finite(high),
      age: finite(over(({ age }) => age)),
      cost: finite(over(({ cost }) => cost)),
      wasted: finite(over(({ wasted }) => wasted)),
    };
  });
}

function reportOf(parts: Parts): FreshnessReport {
  const [first] = parts;
  const shown = parts.find(({ detail }) => detail !== null);
  const { detail } = shown ?? first;
  return {
    policy: first.policy,
    slotLength: first.slotLength,
    points: parts.flatMap(({ replication, points }) =>
      points.map(({ arrivals, slots, predicted, ...point }) => ({
        ...point,
        replication,
        arrivalsPerSlot: slots === 0 ? 0 : arrivals / slots,
        predicted: predicted ?? { payoff: null, age: null, cost: null },
      })),
    ),
    policies: policyRows(parts),
    autocorrelations: first.points.map(({ name, autocorrelation }) => ({
      point: name,
      values: autocorrelation,
    })),
    noise: 1.96 / Math.sqrt(Math.max(1, first.points[0]?.slots ?? 1)),
    ...(shown === undefined || detail === null
      ? {}
      : {
          course: { replication: shown.replication, point: detail.point, time: detail.time, age: detail.age },
        }),
  };
}

function keyFiguresOf(summary: Summary, slotLength: number): KeyFigure[] {
  const of = new Map(summary.measures.map((measure) => [measure.name, measure]));
  const value = (name: string, tone?: 'expected' | 'realised', scale = 1) => {
    const measure = of.get(name);
    const scaled = (x: number | null | undefined): number | null =>
      x === null || x === undefined ? null : x * scale;
    return {
      ...(tone === undefined ? {} : { label: tone, tone }),
      value: scaled(measure?.mean),
      low: scaled(measure?.low),
      high: scaled(measure?.high),
    };
  };
  return [
    {
      label: 'Payoff per slot',
      digits: 2,
      values: [value('freshness_predicted_payoff', 'expected'), value('freshness_payoff', 'realised')],
      note: 'freshness less payments, mean over the points',
    },
    {
      label: 'Age of the map',
      unit: 's',
      values: [
        value('freshness_predicted_age', 'expected', slotLength),
        value('freshness_age', 'realised', slotLength),
      ],
      note: 'as the policy promised, and as it was',
    },
    {
      label: 'Cost per slot',
      digits: 2,
      values: [value('freshness_predicted_cost', 'expected'), value('freshness_cost', 'realised')],
      note: `of it wasted: ${of.get('freshness_wasted_cost')?.mean?.toFixed(2) ?? '-'}`,
    },
  ];
}

/** The freshness of a run for its report; undefined when the scenario keeps no map fresh. */
export async function freshnessReport(
  summary: Summary,
  cosimulations: readonly ({ readonly replication: number } & CosimulationResult)[],
): Promise<{ readonly keyFigures: KeyFigure[]; readonly section: ReportSection } | undefined> {
  const parts = cosimulations.flatMap(({ replication, services: { freshness } }) =>
    freshness === undefined
      ? []
      : [{ ...validate(freshnessPart, freshness, `replication ${replication}: $`), replication }],
  );
  if (parts.length === 0) return undefined;
  return {
    keyFigures: keyFiguresOf(summary, parts[0].slotLength),
    section: await freshnessSection(reportOf(parts)),
  };
}
