import type { RandomStream } from '../../src/random/index.js';
import type { ArrivalSettings } from '../../src/scenario/index.js';

/** One vehicle that will depart: when, and which route of the pool it takes. */
export interface Arrival {
  /** Departure time, s. */
  readonly depart: number;
  /** Index into the pool of routes. */
  readonly route: number;
  /** Where on its first link it begins, m from its start; the start by default. */
  readonly position?: number;
}

/** The expected departures per minute at a time, for a constant rate or a list of periods in any order. */
export function rateAt(rate: ArrivalSettings['rate'], time: number): number {
  if (typeof rate === 'number') return rate;
  let current = 0;
  let since = Number.NEGATIVE_INFINITY;
  for (const period of rate) {
    if (period.from <= time && period.from > since) {
      since = period.from;
      current = period.rate;
    }
  }
  return current;
}

/**
 * Draws the departures of one replication, second by second.
 *
 * Binomial: the number in a second is B(n, lambda / (60 n)) with n = `trials`, as in SUMO's randomTrips tool and in
 * the evaluation of TBUMA (section 6.1). Poisson: the number in a second is Poisson(lambda / 60), which is a
 * Poisson process. Every departure takes a route of the pool, each equally likely.
 * @param routes number of routes in the pool
 * @param end no departures at or after this time, s
 * @throws RangeError if the rate needs more than `trials` departures per second
 */
export function drawArrivals(
  settings: ArrivalSettings,
  routes: number,
  end: number,
  random: RandomStream,
): Arrival[] {
  const arrivals: Arrival[] = [];
  for (let second = 0; second < end; second++) {
    const perSecond = rateAt(settings.rate, second) / 60;
    if (settings.process === 'binomial' && perSecond > settings.trials) {
      throw new RangeError(
        `${perSecond * 60} departures per minute need more than ${settings.trials} trials per second`,
      );
    }
    const count =
      settings.process === 'binomial'
        ? random.binomial(settings.trials, perSecond / settings.trials)
        : random.poisson(perSecond);
    for (let i = 0; i < count; i++) arrivals.push({ depart: second, route: random.integer(0, routes - 1) });
  }
  return arrivals;
}
