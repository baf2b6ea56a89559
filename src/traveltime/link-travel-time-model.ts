/**
 * Travel times of all links by time slot, each normal (the model of Chen et al., TBUMA, section 3.3, phase 1).
 * Slot `s` (from 0) is the time from `start + s * slotLength` to `start + (s + 1) * slotLength`, by entry time.
 */
export interface LinkTravelTimeModel {
  /** Simulation time at which slot 0 begins, in s. */
  readonly start: number;
  /** Length of a slot in s. */
  readonly slotLength: number;
  readonly slots: number;
  readonly links: number;
  /** Mean in s, `links * slots`, row-major by link. */
  readonly mean: Float64Array;
  /** Standard deviation in s, `links * slots`. */
  readonly sd: Float64Array;
  /** Number of traversals behind each entry, `links * slots`. */
  readonly samples: Int32Array;
  /** 1 for a link that fell back to its free-flow time, per link. */
  readonly fallback: Uint8Array;
}

/** How many links have their free-flow time for want of traversals. */
export function fallbackLinks(model: LinkTravelTimeModel): number {
  return model.fallback.reduce((sum, f) => sum + f, 0);
}
