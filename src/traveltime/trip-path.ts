import type { LinkFamily, LinkTravelTimeModel } from './link-travel-time-model.js';
import { dayLength, slotAt } from './slot-plan.js';

/**
 * A vehicle's path with the travel-time distributions of its links. Row `rows[n]` of the tables `mean` and `sd`
 * (row-major, `slots` columns, s) belongs to the n-th link; the tables are shared, never copied.
 */
export interface TripPath {
  /** Length of a time slot in s. */
  readonly slotLength: number;
  /** Number of time slots. */
  readonly slots: number;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly rows: ArrayLike<number>;
  /** The part of the first link's time that is still ahead, alpha of eq. (4), in [0, 1]. */
  readonly firstLinkFraction: number;
  /** Time from the beginning of the first slot to the departure in s, 0 or more. The paper's is 0, the default. */
  readonly departure?: number;
  /** Family of the distributions, `normal` by default. */
  readonly family?: LinkFamily;
  /** Of `empirical`: equally likely times, as many for each entry of the tables, s. */
  readonly points?: Float32Array;
}

/**
 * The path over these links under a fitted model. With a calendar the slots of the day from the departure on are copied, as they
 * follow one another; a trip takes less than a day.
 * @param links indices of the links, in order
 * @param time time of the departure in s: simulated, or since 1970-01-01 UTC with a calendar; the model's own start by default
 * @throws RangeError when a link is not in the model, there is none, or the fraction is outside [0, 1]
 */
export function pathThrough(
  model: LinkTravelTimeModel,
  links: ArrayLike<number>,
  firstLinkFraction = 1,
  time: number = model.start,
): TripPath {
  for (let n = 0; n < links.length; n++) {
    const link = links[n];
    if (!(Number.isInteger(link) && link >= 0 && link < model.links)) {
      throw new RangeError(`link ${link} is not one of the model's ${model.links} links`);
    }
  }
  const { slotLength, slots, mean, sd, family, points, calendar } = model;
  if (calendar !== undefined) return checked(dayAhead(model, links, firstLinkFraction, time));
  return checked({
    ...(family === undefined ? {} : { family }),
    ...(points === undefined ? {} : { points }),
    slotLength,
    slots,
    mean,
    sd,
    rows: links,
    firstLinkFraction,
    departure: Math.max(0, time - model.start),
  });
}

/** The slots of a calendar from a time on, in the order in which they come, for some links. */
function dayAhead(
  model: LinkTravelTimeModel,
  links: ArrayLike<number>,
  firstLinkFraction: number,
  time: number,
): TripPath {
  const { slotLength, slots, mean, sd, family, points, calendar } = model;
  const local = time + (calendar?.utcOffset ?? 0);
  const departure = local - Math.floor(local / slotLength) * slotLength;
  const ahead = dayLength / slotLength;
  const columns = Array.from({ length: ahead }, (_, s) => slotAt(model, time - departure + s * slotLength));
  const cells = Array.from(links, (link) => columns.map((slot) => link * slots + slot)).flat();
  const size = points === undefined ? 0 : points.length / mean.length;
  return {
    slotLength,
    slots: ahead,
    mean: Float64Array.from(cells, (cell) => mean[cell]),
    sd: Float64Array.from(cells, (cell) => sd[cell]),
    rows: Array.from(links, (_, n) => n),
    firstLinkFraction,
    departure,
    ...(family === undefined ? {} : { family }),
    ...(points === undefined
      ? {}
      : {
          points: Float32Array.from(
            { length: cells.length * size },
            (_, i) => points[cells[Math.floor(i / size)] * size + (i % size)],
          ),
        }),
  };
}

/**
 * The path whose links have these distributions.
 * @param table `table[n][tau]` = [mean, standard deviation] in s of the n-th link in slot tau
 * @throws RangeError when the table is empty or ragged, or the fraction is outside [0, 1]
 */
export function pathOfTable(
  table: readonly (readonly (readonly [number, number])[])[],
  slotLength: number,
  firstLinkFraction = 1,
  departure = 0,
): TripPath {
  const slots = table.length === 0 ? 0 : table[0].length;
  const mean = new Float64Array(table.length * slots);
  const sd = new Float64Array(table.length * slots);
  for (const [n, row] of table.entries()) {
    if (row.length !== slots)
      throw new RangeError(`link ${n} has ${row.length} slots, the first link ${slots}`);
    for (const [slot, [mu, sigma]] of row.entries()) {
      mean[n * slots + slot] = mu;
      sd[n * slots + slot] = sigma;
    }
  }
  return checked({ slotLength, slots, mean, sd, rows: table.map((_, n) => n), firstLinkFraction, departure });
}

function checked(path: TripPath): TripPath {
  if (path.rows.length === 0) throw new RangeError('a path has at least one link');
  if (path.slots < 1) throw new RangeError('a path has at least one time slot');
  if (!(path.slotLength > 0)) throw new RangeError(`a time slot lasts longer than ${path.slotLength} s`);
  if (!(path.firstLinkFraction >= 0 && path.firstLinkFraction <= 1)) {
    throw new RangeError(`the first link's fraction lies in [0, 1], not at ${path.firstLinkFraction}`);
  }
  return path;
}

/** The slot in which the vehicle sets out: it is on its first link in this slot with certainty. */
export function departureSlot(path: TripPath): number {
  return Math.min(path.slots - 1, Math.floor((path.departure ?? 0) / path.slotLength));
}
