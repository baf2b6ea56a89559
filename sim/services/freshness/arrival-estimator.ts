import type { RandomStream } from '../../../src/random/index.js';
import type { FreshnessSettings } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import type { Estimate } from './course.js';
import type { ExpectedArrival } from './forecast.js';
import type { Geofence } from './geofence.js';
import type { RecruitableType } from './vehicle-types.js';

/** Arrivals as good as seen before any were, in each phase of a signal: keeps the first profiles flat. */
const priorArrivals = 2;
/** So many time slots of the travel-time model before and behind the present one count as alike. */
const alike = 2;

/** What one point has taught so far. */
interface Learnt {
  /** Traversals into the geofence that the known part of the probe traces had, by time slot of the model. */
  readonly probed: Float64Array;
  /** Arrivals of connected vehicles that were not on the road when the interval began, and the slots in which they came. */
  unforeseen: number;
  slots: number;
  /** By phase of the signal: arrivals of connected vehicles, and slots. */
  readonly phaseArrivals: Float64Array;
  readonly phaseSlots: Float64Array;
}

/**
 * Estimates how many connected vehicles of each type arrive at each point in a slot.
 *
 * From probe traces: the traversals that enter the geofence, of the share of vehicles whose way is known, divided by that share.
 * From predictions: the sum of the probabilities with which the vehicles on the road arrive in the interval (trip travel-time
 * distributions), and the rate of those that nobody could foresee because they set out later, learnt from past intervals; before
 * the first one it is what the probe traces have beyond the predictions.
 */
export class ArrivalEstimator {
  readonly #model: LinkTravelTimeModel;
  readonly #settings: FreshnessSettings;
  readonly #types: readonly RecruitableType[];
  readonly #rounds: number;
  readonly #points: readonly Learnt[];

  /**
   * @param rounds number of probe rounds behind the model
   * @param phases by point: how many phases its signal has, in slots; 1 without one
   * @param random decides which vehicles of the probe rounds are known
   */
  constructor(
    settings: FreshnessSettings,
    types: readonly RecruitableType[],
    points: readonly Geofence[],
    model: LinkTravelTimeModel,
    rounds: number,
    phases: readonly number[],
    random: RandomStream,
  ) {
    this.#model = model;
    this.#settings = settings;
    this.#types = types;
    this.#rounds = rounds;
    this.#points = points.map(({ entries }, point) => ({
      probed: Float64Array.from({ length: model.slots }, (_, slot) =>
        entries.reduce((sum, { link }) => {
          const samples = model.samples[link * model.slots + slot];
          return sum + random.binomial(samples, settings.penetration);
        }, 0),
      ),
      unforeseen: 0,
      slots: 0,
      phaseArrivals: new Float64Array(phases[point]),
      phaseSlots: new Float64Array(phases[point]),
    }));
  }

  /** Expected arrivals of connected vehicles in a slot at a time, s, from probe traces. */
  probed(point: number, time: number): number {
    const { slots, start, slotLength } = this.#model;
    const { penetration, connected } = this.#settings;
    const present = Math.max(0, Math.min(slots - 1, Math.floor((time - start) / slotLength)));
    const [from, to] = [Math.max(0, present - alike), Math.min(slots, present + alike + 1)];
    const { probed } = this.#points[point];
    let seen = 0;
    for (let slot = from; slot < to; slot++) seen += probed[slot];
    const perSecond = seen / (penetration * this.#rounds * (to - from) * slotLength);
    return perSecond * connected * this.#settings.slotLength;
  }

  /** Expected arrivals in a slot of vehicles that are not on the road when an interval begins. */
  unforeseen(point: number): number {
    const { unforeseen, slots } = this.#points[point];
    return slots > 0 ? unforeseen / slots : 0;
  }

  /**
   * The estimate for an interval that begins at a time.
   * @param expected forecasts for the whole interval
   * @param slots of the interval
   */
  estimate(point: number, time: number, expected: readonly ExpectedArrival[], slots: number): Estimate {
    const foreseen = new Float64Array(this.#types.length);
    for (const { point: at, type, probability } of expected)
      if (at === point) foreseen[type] += probability.reduce((sum, q) => sum + q, 0) / slots;
    const probed = this.probed(point, time);
    const learnt = this.#points[point];
    if (learnt.slots === 0) {
      learnt.unforeseen = Math.max(0, probed - foreseen.reduce((a, b) => a + b, 0)) * slots;
      learnt.slots = slots;
    }
    const unforeseen = this.unforeseen(point);
    return {
      probes: Float64Array.from(this.#types, ({ share }) => probed * share),
      predicted: Float64Array.from(this.#types, ({ share }, type) => foreseen[type] + unforeseen * share),
      profile: profileOf(learnt),
    };
  }

  /** Takes in who came in a slot: how many, and how many of them were not on the road when the interval began. */
  learn(point: number, phase: number, arrivals: number, unforeseen: number): void {
    const learnt = this.#points[point];
    learnt.unforeseen += unforeseen;
    learnt.slots++;
    learnt.phaseArrivals[phase] += arrivals;
    learnt.phaseSlots[phase]++;
  }
}

function profileOf({ phaseArrivals, phaseSlots }: Learnt): Float64Array {
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const mean = sum(phaseArrivals) / Math.max(1, sum(phaseSlots));
  const raw = phaseArrivals.map((n, i) => (n + priorArrivals) / (mean * phaseSlots[i] + priorArrivals));
  const scale = raw.length / sum(raw);
  return raw.map((factor) => factor * scale);
}
