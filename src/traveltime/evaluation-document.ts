import { type Estimate, meanInterval } from '../results/index.js';
import type { LinkTraversals } from '../traces/index.js';
import { type ForecastScores, intervalLevels, pathDivergence, scoreForecasts } from './evaluation.js';
import { baselineForecasters, baselineNames, modelForecaster, type TripForecaster } from './forecasters.js';
import { fitLinkTravelTimes, type LinkFitOptions } from './link-fit.js';
import type { LinkTravelTimeModel } from './link-travel-time-model.js';
import { busiestPaths, type ObservedTrip, observedTrips } from './observed-trips.js';
import type { TripEstimator } from './trip-estimator.js';

/** A mean with its 95 % interval; without ends where there are too few values. */
export interface ScoreInterval {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Scores of one way to forecast. Times in s. */
export interface EvaluatedForecaster {
  readonly name: string;
  readonly kind: 'estimator' | 'baseline';
  /** Trips that it had a forecast for. */
  readonly trips: number;
  /** Mean continuous ranked probability score; 0 is perfect. Null without trips. */
  readonly crps: number | null;
  /** Its score less that of the first forecaster, on the trips that both forecast; above 0 it is the worse one. */
  readonly difference: ScoreInterval | null;
  /** Mean of forecast mean - observed. */
  readonly bias: number | null;
  readonly absoluteError: number | null;
  /** Share of the trips within the central intervals of 50, 80 and 95 %. */
  readonly coverage: readonly (number | null)[];
  /** Counts of probability integral transforms in ten bins of [0, 1]. */
  readonly transforms: readonly number[];
  /** Mean Kullback-Leibler divergence over the paths, nat; null for whole trips. */
  readonly divergence: number | null;
}

/** What `bidlane travel-time evaluate` answers. */
export interface TravelTimeEvaluation {
  readonly slotLength: number;
  readonly slots: number;
  readonly family: string;
  readonly links: number;
  readonly fallbackLinks: number;
  /** Traversals that the fit rests on. */
  readonly used: number;
  /** Central intervals whose coverage is given. */
  readonly levels: readonly number[];
  /** What the intervals of differences take for independent. */
  readonly independent: 'rounds' | 'trips';
  /** Whole trips that were not used for fitting. */
  readonly trips: { readonly count: number; readonly forecasters: readonly EvaluatedForecaster[] };
  /** Their drives over the busiest paths of some links. */
  readonly paths: {
    readonly count: number;
    readonly length: number;
    readonly drives: number;
    readonly forecasters: readonly EvaluatedForecaster[];
  };
}

/** How an evaluation is made. */
export interface EvaluationOptions {
  readonly fit: LinkFitOptions;
  /** The estimators to compare, the first is the one that others are compared with. */
  readonly estimators?: readonly TripEstimator[];
  /** A model fitted elsewhere, in place of a fit to `fitted`. */
  readonly model?: LinkTravelTimeModel;
  /** Links of the paths whose divergence is computed; default 6. */
  readonly pathLength?: number;
}

/** Fewer held-out rounds than this give no interval of their own; then trips do. */
const enoughRounds = 5;
/** The grid is slow: of more trips every so-manieth is forecast with it. */
const gridTrips = 100;
const gridDrives = 6;

interface Sample {
  readonly trips: readonly ObservedTrip[];
  /** The held-out round of each trip. */
  readonly rounds: readonly number[];
}

function interval(
  values: readonly number[],
  rounds: readonly number[],
  byRound: boolean,
): ScoreInterval | null {
  const kept = values.flatMap((value, i) => (Number.isNaN(value) ? [] : [{ value, round: rounds[i] }]));
  if (kept.length === 0) return null;
  const groups = new Map<number, number[]>();
  for (const { value, round } of kept) groups.set(round, [...(groups.get(round) ?? []), value]);
  const mean = (all: readonly number[]): number => all.reduce((sum, v) => sum + v, 0) / all.length;
  const estimate: Estimate = meanInterval(
    byRound ? [...groups.values()].map(mean) : kept.map(({ value }) => value),
  );
  const end = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return { mean: estimate.mean, low: end(estimate.low), high: end(estimate.high) };
}

function evaluated(
  name: string,
  kind: EvaluatedForecaster['kind'],
  scores: ForecastScores,
  reference: ForecastScores | undefined,
  { rounds, byRound, divergence }: { rounds: readonly number[]; byRound: boolean; divergence: number | null },
): EvaluatedForecaster {
  const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return {
    name,
    kind,
    trips: scores.trips,
    crps: finite(scores.meanCrps),
    difference:
      reference === undefined
        ? null
        : interval(
            Array.from(scores.crps, (score, i) => score - reference.crps[i]),
            rounds,
            byRound,
          ),
    bias: finite(scores.bias),
    absoluteError: finite(scores.absoluteError),
    coverage: scores.coverage.map(finite),
    transforms: scores.transforms,
    divergence,
  };
}

/**
 * Fits link travel times to some traversals and judges forecasts of trips by others: every estimator asked for, and the baselines.
 * @param fitted traversals to fit, by round
 * @param held traversals that were not used for fitting, by round
 */
export function evaluateTravelTimes(
  fitted: readonly LinkTraversals[],
  held: readonly LinkTraversals[],
  {
    fit,
    estimators = ['coupled', 'mixture', 'paper', 'grid'],
    model: given,
    pathLength = 6,
  }: EvaluationOptions,
): TravelTimeEvaluation {
  const own = fitLinkTravelTimes(fitted, fit);
  const model = given ?? own.model;
  const baselines = baselineForecasters(fitted, fit);
  const forecasters: { name: string; kind: EvaluatedForecaster['kind']; forecaster: TripForecaster }[] = [
    ...estimators.map((estimator) => ({
      name: estimator,
      kind: 'estimator' as const,
      forecaster: modelForecaster(model, estimator),
    })),
    ...baselineNames.map((name) => ({ name, kind: 'baseline' as const, forecaster: baselines[name] })),
  ];
  const byRound = held.length >= enoughRounds;
  const judge = (
    { trips, rounds }: Sample,
    divergenceOf: (forecaster: TripForecaster, isSlow: boolean) => number | null,
  ) => {
    const stride = Math.max(1, Math.ceil(trips.length / gridTrips));
    const taken = new Set(trips.filter((_, i) => i % stride === 0));
    const scores = forecasters.map(({ name, forecaster }) => {
      const isSlow = name === 'grid';
      const some: TripForecaster = (trip) => (taken.has(trip as ObservedTrip) ? forecaster(trip) : undefined);
      return scoreForecasts(trips, isSlow ? some : forecaster);
    });
    return forecasters.map(({ name, kind, forecaster }, i) =>
      evaluated(name, kind, scores[i], i === 0 ? undefined : scores[0], {
        rounds,
        byRound,
        divergence: divergenceOf(forecaster, name === 'grid'),
      }),
    );
  };
  const whole = held.map((round) => observedTrips(round));
  const trips: Sample = {
    trips: whole.flat(),
    rounds: whole.flatMap((list, round) => list.map(() => round)),
  };
  const paths = busiestPaths(held, { length: pathLength });
  const drives: Sample = {
    trips: paths.flatMap((path) => path.drives),
    rounds: paths.flatMap((path) => path.rounds),
  };
  return {
    slotLength: model.slotLength,
    slots: model.slots,
    family: model.family ?? 'normal',
    links: model.links,
    fallbackLinks: model.fallback.reduce((sum, f) => sum + f, 0),
    used: own.used,
    levels: [...intervalLevels],
    independent: byRound ? 'rounds' : 'trips',
    trips: { count: trips.trips.length, forecasters: judge(trips, () => null) },
    paths: {
      count: paths.length,
      length: pathLength,
      drives: drives.trips.length,
      forecasters: judge(drives, (forecaster, isSlow) => {
        const most = isSlow ? gridDrives : Number.POSITIVE_INFINITY;
        const all = paths.flatMap((path) => pathDivergence(path, forecaster, most) ?? []);
        return all.length === 0 ? null : all.reduce((sum, d) => sum + d, 0) / all.length;
      }),
    },
  };
}
