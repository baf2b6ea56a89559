import type { RandomStream } from '../../src/random/index.js';
import { LinkTraversalBuilder, type LinkTraversals, traversalFlag } from '../../src/traces/index.js';
import {
  binsFor,
  fitLinkTravelTimes,
  histogram,
  pathThrough,
  smoothedDivergence,
  type TripEstimator,
  tripPredictor,
} from '../../src/traveltime/index.js';
import { runProbeRounds } from './probe-rounds.js';
import { type ProbeTrip, sampleTrips, type TripSampleInputs } from './trip-samples.js';

/** Traversals of the links of a trip in one probe round; `link` counts along the trip. */
export interface RoundTimes {
  readonly link: readonly number[];
  readonly entry: readonly number[];
  readonly exit: readonly number[];
}

/** Everything that the paper's experiment on trip times rests on; plain JSON. Times in s. */
export interface TripExperiment {
  readonly departure: number;
  readonly freeFlowTimes: readonly number[];
  readonly rounds: readonly RoundTimes[];
  /** Real times of the trip. */
  readonly trips: readonly number[];
}

function roundTimes(traversals: LinkTraversals, trip: ProbeTrip): RoundTimes {
  const place = new Map(trip.links.map((link, n) => [link, n]));
  const last = trip.links.length - 1;
  const times = { link: [] as number[], entry: [] as number[], exit: [] as number[] };
  for (let row = 0; row < traversals.count; row++) {
    const link = place.get(traversals.link[row]);
    if (link === undefined) continue;
    // The trip begins and ends on its outer links: of these, drives that do the same tell as much.
    const like =
      (link === 0 ? traversalFlag.partialFirst : 0) | (link === last ? traversalFlag.partialLast : 0);
    if ((traversals.flags[row] & ~like) !== 0) continue;
    times.link.push(link);
    times.entry.push(traversals.entry[row]);
    times.exit.push(traversals.exit[row]);
  }
  return times;
}

/** Runs probe rounds and trips in SUMO, and keeps what the links of the trip need. @throws RunError when SUMO fails */
export async function runTripExperiment(
  inputs: TripSampleInputs & { readonly onRun?: (done: number, total: number) => void },
): Promise<TripExperiment> {
  const { scenario, network, trip, samples, onRun } = inputs;
  const { rounds } = scenario.probes;
  const tell = (done: number): void => onRun?.(done, rounds + samples);
  tell(0);
  const traversals = await runProbeRounds({ ...inputs, onRound: tell });
  const trips = await sampleTrips({ ...inputs, onSample: (done) => tell(rounds + done) });
  return {
    departure: trip.departure,
    freeFlowTimes: trip.links.map((link) => network.freeFlowTimes[link]),
    rounds: traversals.map((round) => roundTimes(round, trip)),
    trips,
  };
}

/** A bootstrap resample: as many rounds and as many trips, drawn with replacement. */
export function resampledExperiment(experiment: TripExperiment, random: RandomStream): TripExperiment {
  const draw = <T>(all: readonly T[]): T[] => all.map(() => all[random.integer(0, all.length - 1)]);
  return { ...experiment, rounds: draw(experiment.rounds), trips: draw(experiment.trips) };
}

function traversalsOf({ link, entry, exit }: RoundTimes): LinkTraversals {
  const builder = new LinkTraversalBuilder();
  const vehicle = builder.vehicle('probes');
  for (let i = 0; i < link.length; i++) builder.add(vehicle, link[i], entry[i], exit[i]);
  return builder.build();
}

/** How an experiment is judged. */
export interface DivergenceOptions {
  /** Number of equal time slots. */
  readonly slots: number;
  /** Time that the slots divide, from 0, s. */
  readonly horizon: number;
  /** Width of a bin of trip times, s. */
  readonly width: number;
  /** The trips whose range the bins cover; the experiment's own by default. */
  readonly binned?: readonly number[];
}

/**
 * Kullback-Leibler divergence of the real trip times from the predicted ones, by estimator, in nats: bins over the observed times,
 * one added to every bin (section 6.2 of Chen et al., TBUMA).
 */
export function tripDivergences<E extends TripEstimator>(
  { departure, freeFlowTimes, rounds, trips }: TripExperiment,
  estimators: readonly E[],
  { slots, horizon, width, binned = trips }: DivergenceOptions,
): Record<E, number> {
  const { model } = fitLinkTravelTimes(rounds.map(traversalsOf), {
    freeFlowTimes,
    slots,
    slotLength: horizon / slots,
  });
  const path = pathThrough(
    model,
    freeFlowTimes.map((_, n) => n),
    1,
    departure,
  );
  const bins = binsFor(binned, width);
  const observed = histogram(trips, bins);
  // The first and the last bin reach to infinity.
  const edges = Array.from({ length: bins.count - 1 }, (_, i) => bins.from + (i + 1) * bins.width);
  const last = freeFlowTimes.length - 1;
  return Object.fromEntries(
    estimators.map((estimator) => {
      const { completion, late } = tripPredictor(path, estimator).task(last, 1, 0, edges);
      return [estimator, smoothedDivergence(observed, [...completion, late])];
    }),
  ) as Record<E, number>;
}
