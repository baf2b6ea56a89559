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
  const ahead = distanceAhead(before, last, lengths[last], lengths);
  return { routeIndex: last, position: lengths[last], driven: before.driven + ahead };
}

/**
 * The least distance, m, that a vehicle has to drive to a place on its route: along the links, without the inside of junctions.
 * @param routeIndex which link of the route the place is on
 * @param offset distance of the place from the start of that link, m
 * @param lengths length of each link of the route, m
 */
export function distanceAhead(
  from: Progress,
  routeIndex: number,
  offset: number,
  lengths: ArrayLike<number>,
): number {
  let ahead = -from.position;
  for (let m = from.routeIndex; m < routeIndex; m++) ahead += lengths[m];
  return ahead + offset;
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
  return clamp(distanceAhead(before, n, offset, lengths) / driven);
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
