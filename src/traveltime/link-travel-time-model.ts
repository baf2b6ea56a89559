import type { SlotPlan } from './slot-plan.js';

/**
 * The family of the link travel times.
 *
 * - `normal`: the paper's;
 * - `lognormal`: never negative, and as lopsided as its spread makes it;
 * - `empirical`: the observed shape, as equally likely times.
 */
export type LinkFamily = 'normal' | 'lognormal' | 'empirical';

/** The families of {@link LinkFamily}. */
export const linkFamilies = ['normal', 'lognormal', 'empirical'] as const satisfies readonly LinkFamily[];

/**
 * Travel times of all links by time slot (the model of Chen et al., TBUMA, section 3.3, phase 1; there normal).
 * Without a calendar slot `s` (from 0) is the time from `start + s * slotLength` to `start + (s + 1) * slotLength`, by entry time.
 */
export interface LinkTravelTimeModel extends SlotPlan {
  readonly links: number;
  /** `normal` by default. */
  readonly family?: LinkFamily;
  /** Mean in s, `links * slots`, row-major by link; of every family. */
  readonly mean: Float64Array;
  /** Standard deviation in s, `links * slots`; of every family. */
  readonly sd: Float64Array;
  /** Of `empirical`: equally likely times in s, rising, as many for each entry: `links * slots * points`. */
  readonly points?: Float32Array;
  /** Number of traversals behind each entry, `links * slots`. */
  readonly samples: Int32Array;
  /** 1 for a link that fell back to its free-flow time, per link. */
  readonly fallback: Uint8Array;
}

/** How many links have their free-flow time for want of traversals. */
export function fallbackLinks(model: LinkTravelTimeModel): number {
  return model.fallback.reduce((sum, f) => sum + f, 0);
}
