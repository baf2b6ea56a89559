/** Mbit in one MB: a megabyte is 8e6 bit. */
export const megabitsPerMegabyte = 8;

/**
 * Time to send data over a link, t = s / R (twin-market journal, III-C and eq. (2)).
 * Nothing to send takes no time, whatever the rate.
 * @param size s in MB, not negative
 * @param rate R in Mbit/s, not negative
 * @returns seconds; `Infinity` over a link of rate 0
 */
export function transmissionLatency(size: number, rate: number): number {
  return size === 0 ? 0 : (megabitsPerMegabyte * size) / rate;
}

/**
 * Time to compute on data, l = s e / f (twin-market journal, III-C and eq. (3)).
 * @param size s in MB, not negative
 * @param work e in Gcycles/MB, not negative
 * @param clock f in GHz, above 0
 * @returns seconds
 */
export function computationLatency(size: number, work: number, clock: number): number {
  return (size * work) / clock;
}
