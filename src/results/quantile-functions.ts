import { createRequire } from 'node:module';

type Quantile = (p: number, freedom: number) => number;
type OfNormal = (x: number, mean: number, sd: number) => number;

// Each of these packages consists of hundreds of small files: they are read when the first value is asked for that does not stand here.
const load = createRequire(import.meta.url);
const loaded: { t?: Quantile; normal?: OfNormal; cdf?: OfNormal } = {};

/** Student's t at probability .975 for 1, 2, ... degrees of freedom, digit by digit as the library computes them. */
const usual: readonly number[] = [
  12.706204736174694, 4.302652729749462, 3.182446305283708, 2.776445105197794, 2.570581835636314,
  2.4469118511449692, 2.3646242515927858, 2.306004135204165, 2.262157162798205, 2.2281388519862744,
  2.2009851600916384, 2.1788128296672284, 2.1603686564627917, 2.1447866879178035, 2.1314495455597746,
  2.119905299221254, 2.1098155778333165, 2.100922040241038, 2.0930240544083096, 2.0859634472658635,
  2.0796138447276813, 2.0738730679040267, 2.068657610419049, 2.0638985616280263, 2.059538552753297,
  2.0555294386428726, 2.051830516480285, 2.048407141795244, 2.045229642132704, 2.0422724563012378,
];

/**
 * Quantile of Student's t distribution.
 * @param p probability in [0, 1]
 * @param freedom degrees of freedom, above 0, whole or not
 */
export function tQuantile(p: number, freedom: number): number {
  if (p === 0.975 && Number.isInteger(freedom) && freedom >= 1 && freedom <= usual.length)
    return usual[freedom - 1];
  loaded.t ??= load('@stdlib/stats-base-dists-t-quantile') as Quantile;
  return loaded.t(p, freedom);
}

/**
 * Quantile of the standard normal distribution.
 * @param p probability in [0, 1]
 */
export function normalQuantile(p: number): number {
  if (p === 0.975) return 1.9599639845400538;
  loaded.normal ??= load('@stdlib/stats-base-dists-normal-quantile') as OfNormal;
  return loaded.normal(p, 0, 1);
}

/** P(Z <= z) of the standard normal distribution. */
export function referenceNormalCdf(z: number): number {
  loaded.cdf ??= load('@stdlib/stats-base-dists-normal-cdf') as OfNormal;
  return loaded.cdf(z, 0, 1);
}
