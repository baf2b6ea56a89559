import type { Reports } from '../../../src/freshness/index.js';
import type { ExpectedArrival } from './forecast.js';
import type { RecruitableType } from './vehicle-types.js';

/**
 * What recruiting each type at a point gives in one slot, by who is expected in it: x = 1 - prod (1 - q r) over the vehicles that come
 * with probabilities q, times exp(-nu r) for those that nobody could foresee, and e = c (sum of q + nu).
 * @param slot counted from the forecast
 * @param unforeseen nu, expected vehicles per slot of all types together that set out after the forecast
 */
export function expectedReports(
  expected: readonly ExpectedArrival[],
  point: number,
  slot: number,
  unforeseen: number,
  types: readonly RecruitableType[],
): Reports {
  const miss = Float64Array.from(types, ({ share, capability }) =>
    Math.exp(-unforeseen * share * capability),
  );
  const vehicles = Float64Array.from(types, ({ share }) => unforeseen * share);
  for (const { point: at, type, probability } of expected) {
    if (at !== point) continue;
    miss[type] *= 1 - probability[slot] * types[type].capability;
    vehicles[type] += probability[slot];
  }
  return {
    success: miss.map((p) => 1 - p),
    payment: vehicles.map((n, type) => n * types[type].cost),
  };
}
