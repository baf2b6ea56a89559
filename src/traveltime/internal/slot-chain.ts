import { normalCdf, normalCdfGiven, normalDensity } from '../normal-distribution.js';
import { departureSlot, type TripPath } from '../trip-path.js';

/** The estimators that carry a normal distribution along the path. */
export type NormalEstimator = 'paper' | 'mixture' | 'coupled';

/**
 * What a path alone determines: for the n-th link the slot probabilities rho, moments of the time on the link,
 * and moments of x, the time from departure to its entry. `entryMean[N]`, `entryVariance[N]` are those of the whole path.
 */
export interface SlotChain {
  /** rho, links x slots, row-major. */
  readonly slotProbabilities: Float64Array;
  readonly linkMean: Float64Array;
  readonly linkVariance: Float64Array;
  /** Covariance of the entry time with the time on the link; 0 but for `coupled`. */
  readonly linkCovariance: Float64Array;
  readonly entryMean: Float64Array;
  readonly entryVariance: Float64Array;
}

/** Beyond this many standard deviations a normal distribution has less than 1e-14 of its mass. */
const reach = 8;

/**
 * Carries mean and variance of the entry time along the path, eq. (5)-(7) and their corrections.
 *
 * rho of the first link is 1 in the slot of departure. For link n the entry time x is taken as normal and slot tau
 * reaches from its lower edge (excluded) to its upper edge (included). `paper` loses the mass before the first and
 * after the last slot; `mixture` and `coupled` give it to the first and the last slot. A degenerate x (standard
 * deviation 0) at the very beginning of the first slot lies in it.
 *
 * Time on the link: mean sum rho mu. Variance: `paper` sum (rho sigma)^2; else that of the mixture,
 * sum rho (sigma^2 + mu^2) - (sum rho mu)^2, computed about its mean. `coupled` adds, for normal x with mean m and
 * standard deviation s, Cov(x, link) = sum mu_tau E[(x - m) 1{x in tau}], where
 * E[(x - m) 1{a < x <= b}] = s (phi((a - m)/s) - phi((b - m)/s)); the first slot has a = -inf, the last b = +inf.
 */
export function slotChain(path: TripPath, estimator: NormalEstimator): SlotChain {
  const { rows, slots, slotLength, mean, sd, firstLinkFraction: alpha } = path;
  const departure = path.departure ?? 0;
  const links = rows.length;
  const rho = new Float64Array(links * slots);
  const linkMean = new Float64Array(links);
  const linkVariance = new Float64Array(links);
  const linkCovariance = new Float64Array(links);
  const entryMean = new Float64Array(links + 1);
  const entryVariance = new Float64Array(links + 1);
  const clamp = estimator !== 'paper';
  const coupled = estimator === 'coupled';

  const first = departureSlot(path);
  rho[first] = 1;
  linkMean[0] = mean[rows[0] * slots + first];
  linkVariance[0] = sd[rows[0] * slots + first] ** 2;
  entryMean[1] = alpha * linkMean[0];
  entryVariance[1] = alpha * alpha * linkVariance[0];

  for (let n = 1; n < links; n++) {
    const m = entryMean[n];
    const s = Math.sqrt(entryVariance[n]);
    const low = Math.min(slots - 1, Math.max(0, Math.floor((m - reach * s + departure) / slotLength) - 1));
    const high = Math.min(slots - 1, Math.max(low, Math.floor((m + reach * s + departure) / slotLength)));
    const at = n * slots;
    const row = rows[n] * slots;
    // Distribution function and density at the lower edge of the slot.
    let below = 0;
    let densityBelow = 0;
    if (!clamp) {
      const edge = low * slotLength - departure;
      if (s > 0) below = normalCdf((edge - m) / s);
      else below = edge >= m && !(low === 0 && edge === m) ? 1 : 0;
    }
    let mu = 0;
    let covariance = 0;
    for (let slot = low; slot <= high; slot++) {
      let upTo = 1;
      let density = 0;
      if (!clamp || slot < high) {
        const edge = (slot + 1) * slotLength - departure;
        if (s > 0) {
          const z = (edge - m) / s;
          density = normalDensity(z);
          upTo = normalCdfGiven(z, density);
        } else upTo = edge >= m ? 1 : 0;
      }
      const probability = upTo - below;
      rho[at + slot] = probability;
      mu += probability * mean[row + slot];
      covariance += (densityBelow - density) * mean[row + slot];
      below = upTo;
      densityBelow = density;
    }
    let variance = 0;
    for (let slot = low; slot <= high; slot++) {
      const probability = rho[at + slot];
      const sigma = sd[row + slot];
      if (clamp) variance += probability * (sigma * sigma + (mean[row + slot] - mu) ** 2);
      else variance += (probability * sigma) ** 2;
    }
    linkMean[n] = mu;
    linkVariance[n] = variance;
    if (coupled) linkCovariance[n] = s * covariance;
    entryMean[n + 1] = m + mu;
    entryVariance[n + 1] = Math.max(0, entryVariance[n] + variance + 2 * linkCovariance[n]);
  }
  return { slotProbabilities: rho, linkMean, linkVariance, linkCovariance, entryMean, entryVariance };
}
