import type { RandomStream } from '../../random/index.js';

/**
 * The next value of a standard normal quantity along a way, with correlation exp(-moved / decorrelation) to the one before
 * (Gudmundson 1991): the first-order autoregressive process, which is exact at any spacing.
 * @param before the value at the place before; `undefined` at the first place
 * @param moved m since then, not negative
 * @param decorrelation m, above 0
 */
export function correlatedNormal(
  before: number | undefined,
  moved: number,
  decorrelation: number,
  random: RandomStream,
): number {
  const fresh = random.normal(0, 1);
  if (before === undefined) return fresh;
  const correlation = Math.exp(-moved / decorrelation);
  return correlation * before + Math.sqrt(1 - correlation * correlation) * fresh;
}
