import type { LinkTravelTimeModel } from './link-travel-time-model.js';
import { slotAt } from './slot-plan.js';

/** How observations of the day change a fitted model. */
export interface OnlineRule {
  /** Time after which an observation weighs half, and after which half of a deviation is expected to be gone, s. */
  readonly halfLife: number;
  /** How many traversals the fitted time of a link weighs against those of the day. */
  readonly prior: number;
}

/** A deviation of more standard deviations than this counts as so many: an accident of one vehicle. */
const furthest = 5;
/** No update makes a link faster than this part of its fitted time. */
const fastestPart = 1 / 3;

/**
 * Link travel times that follow the day.
 *
 * A traversal that took x on a link whose fitted time, when it was entered, has mean m and standard deviation s deviates by x - m, at most
 * by 5 s. With weights w = 2^(-age / halfLife) the link's deviation is sum w (x - m) / (prior + sum w). The updated mean of a
 * slot is its fitted one plus the deviation times 2^(-d / halfLife), d being how far the middle of the slot lies ahead; never below a
 * third of the fitted one. Spreads stay, and an empirical shape moves with its mean.
 */
export class OnlineTravelTimes {
  readonly #base: LinkTravelTimeModel;
  readonly #rule: OnlineRule;
  /** By link: sums of weighted deviations and of weights, as of the time of the last observation. */
  readonly #deviation: Float64Array;
  readonly #weight: Float64Array;
  readonly #since: Float64Array;
  #observations = 0;

  constructor(base: LinkTravelTimeModel, rule: OnlineRule) {
    this.#base = base;
    this.#rule = rule;
    this.#deviation = new Float64Array(base.links);
    this.#weight = new Float64Array(base.links);
    this.#since = new Float64Array(base.links);
  }

  /** Traversals seen so far. */
  get observations(): number {
    return this.#observations;
  }

  /**
   * Takes in a traversal of a whole link.
   * @param entry and `exit` in s; exits never run backwards from call to call on a link
   */
  observe(link: number, entry: number, exit: number): void {
    const { mean, sd, slots } = this.#base;
    const slot = slotAt(this.#base, entry);
    // Before the first slot and after the last, the nearest one is the best guess.
    const nearest = slot >= 0 ? slot : entry < this.#base.start ? 0 : slots - 1;
    const cell = link * slots + nearest;
    const most = furthest * sd[cell];
    const deviation = Math.min(most, Math.max(-most, exit - entry - mean[cell]));
    const kept = 2 ** (-(exit - this.#since[link]) / this.#rule.halfLife);
    this.#deviation[link] = this.#deviation[link] * kept + deviation;
    this.#weight[link] = this.#weight[link] * kept + 1;
    this.#since[link] = exit;
    this.#observations++;
  }

  /** How much longer than fitted a link takes now, s. */
  deviation(link: number, now: number): number {
    const kept = 2 ** (-(now - this.#since[link]) / this.#rule.halfLife);
    return (this.#deviation[link] * kept) / (this.#rule.prior + this.#weight[link] * kept);
  }

  /** The model as it stands at a time, s; that of the fit is left as it is. */
  at(now: number): LinkTravelTimeModel {
    const base = this.#base;
    const { links, slots, start, slotLength, points } = base;
    const mean = base.mean.slice();
    const moved = points?.slice();
    const size = (points?.length ?? 0) / mean.length;
    const ahead = Float64Array.from({ length: slots }, (_, slot) => {
      const middle = start + (slot + 0.5) * slotLength;
      return 2 ** (-Math.max(0, middle - now) / this.#rule.halfLife);
    });
    for (let link = 0; link < links; link++) {
      if (this.#weight[link] === 0) continue;
      const deviation = this.deviation(link, now);
      for (let slot = 0; slot < slots; slot++) {
        const cell = link * slots + slot;
        const fitted = base.mean[cell];
        mean[cell] = Math.max(fastestPart * fitted, fitted + deviation * ahead[slot]);
        if (moved === undefined) continue;
        for (let i = cell * size; i < (cell + 1) * size; i++) moved[i] += mean[cell] - fitted;
      }
    }
    return { ...base, mean, ...(moved === undefined ? {} : { points: moved }) };
  }
}
