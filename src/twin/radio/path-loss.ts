/** Whether the straight line between vehicle and roadside unit is free (`los`) or not (`nlos`). */
export type Sight = 'los' | 'nlos';

/** Below this distance, m, the formulas are not meant; nobody comes nearer to an antenna. */
const nearest = 1;

/**
 * Path loss in an urban street, 3GPP TR 37.885 table 6.2.1-1: 38.77 + 16.7 lg d + 18.2 lg f in sight,
 * 36.85 + 30 lg d + 18.9 lg f out of sight.
 * @param distance m; taken as 1 below 1
 * @param frequency GHz, above 0
 * @returns dB
 */
export function urbanPathLoss(distance: number, frequency: number, sight: Sight): number {
  const d = Math.log10(Math.max(nearest, distance));
  const f = Math.log10(frequency);
  return sight === 'los' ? 38.77 + 16.7 * d + 18.2 * f : 36.85 + 30 * d + 18.9 * f;
}

/**
 * Probability that a vehicle is in sight of a roadside unit in an urban street: min(1, 1.05 exp(-.0114 d)), 3GPP TR 37.885
 * table 6.2-1.
 * @param distance m, not negative
 */
export function lineOfSightProbability(distance: number): number {
  return Math.min(1, 1.05 * Math.exp(-0.0114 * distance));
}

/**
 * Log-distance path loss, the loss of free space at 1 m plus 10 n lg d: for places that the urban model does not describe.
 * @param distance m; taken as 1 below 1
 * @param frequency GHz, above 0
 * @param exponent n; 2 in free space, about 2.7 to 3.5 in towns
 * @returns dB
 */
export function logDistancePathLoss(distance: number, frequency: number, exponent: number): number {
  // 20 lg(4 pi d f / c) at d = 1 m and f in GHz.
  return 32.45 + 20 * Math.log10(frequency) + 10 * exponent * Math.log10(Math.max(nearest, distance));
}

/** Standard deviation of shadow fading, dB: 3GPP TR 37.885 table 6.2.1-1. */
export const shadowDeviation: Readonly<Record<Sight, number>> = { los: 3, nlos: 4 };

/** Distance over which shadow fading loses all but 1/e of its correlation, m: 3GPP TR 37.885 table 6.2.1-2. */
export const shadowDecorrelation: Readonly<Record<Sight, number>> = { los: 10, nlos: 13 };

/** The same for whether there is sight at all, m: 3GPP TR 38.901 table 7.6.3.1-2, street canyon. */
export const sightDecorrelation = 50;
