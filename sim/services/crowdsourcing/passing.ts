/** Where a vehicle is on its route. */
export interface Progress {
  /** Which link of the route. */
  readonly routeIndex: number;
  /** Distance from the start of that link, m; more than the link's length while crossing the junction behind it. */
  readonly position: number;
  /** Distance driven since departure, m. */
  readonly driven: number;
}

/** Where a vehicle is that has come to the end of its route, all of which it drove. */
export function atEndOfRoute(before: Progress, lengths: ArrayLike<number>): Progress {
  const last = lengths.length - 1;
  let ahead = -before.position;
  for (let m = before.routeIndex; m <= last; m++) ahead += lengths[m];
  return { routeIndex: last, position: lengths[last], driven: before.driven + ahead };
}

/**
 * When, within a traffic step, a vehicle passed a place on its route.
 *
 * The vehicle is taken to move evenly over the distance that it drove in the step, the inside of junctions included.
 * @param lengths length of each link of the route, m
 * @returns the share of the step in [0, 1] after which the vehicle was at the place; undefined if it was there before the step
 *   began, or is not yet there
 */
export function passedAfter(
  before: Progress,
  after: Progress,
  place: { readonly routeIndex: number; readonly offset: number },
  lengths: ArrayLike<number>,
): number | undefined {
  const { routeIndex: n, offset } = place;
  if (before.routeIndex > n || (before.routeIndex === n && before.position > offset)) return undefined;
  if (after.routeIndex < n || (after.routeIndex === n && after.position < offset)) return undefined;
  const driven = after.driven - before.driven;
  if (!(driven > 0)) return 0;
  // Measured back from the end of the step when the vehicle is still on the link, else on from its beginning.
  if (after.routeIndex === n) return clamp(1 - (after.position - offset) / driven);
  let ahead = -before.position;
  for (let m = before.routeIndex; m < n; m++) ahead += lengths[m];
  return clamp((ahead + offset) / driven);
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
