const perSqrt2Pi = 1 / Math.sqrt(2 * Math.PI);

/** The density of the standard normal distribution at `z`. */
export function normalDensity(z: number): number {
  return perSqrt2Pi * Math.exp(-0.5 * z * z);
}

/** exp(-z^2 / 2) without the error of squaring a large z: z is split into sixteenths and a rest (Cody). */
function exponential(z: number): number {
  const head = Math.trunc(z * 16) / 16;
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head));
}

/** P(Z > z) for z > 0.67448975, given the density there. */
function upperTail(z: number, density: number): number {
  if (z > 38.6) return 0;
  if (z <= 5.656854249492381) {
    let p = 1.0765576773720192e-8 * z + 0.39894151208813466;
    p = p * z + 8.883149794388377;
    p = p * z + 93.50665613217785;
    p = p * z + 597.2702763948002;
    p = p * z + 2494.5375852903726;
    p = p * z + 6848.190450536283;
    p = p * z + 11602.65143764735;
    p = p * z + 9842.714838383978;
    let q = z + 22.266688044328117;
    q = q * z + 235.387901782625;
    q = q * z + 1519.3775994075547;
    q = q * z + 6485.558298266761;
    q = q * z + 18615.571640885097;
    q = q * z + 34900.95272114598;
    q = q * z + 38912.00328609327;
    q = q * z + 19685.429676859992;
    return (density * p) / (q * perSqrt2Pi);
  }
  const x = 1 / (z * z);
  let p = 0.023073441764940174 * x + 0.215898534057957;
  p = p * x + 0.12740116116024736;
  p = p * x + 0.022235277870649807;
  p = p * x + 0.0014216191932278934;
  p = p * x + 0.000029112874951168793;
  let q = x + 1.284260096144911;
  q = q * x + 0.4682382124808651;
  q = q * x + 0.06598813786892856;
  q = q * x + 0.0037823963320275824;
  q = q * x + 0.00007297515550839662;
  return (exponential(z) * (perSqrt2Pi - (x * p) / q)) / z;
}

/**
 * {@link normalCdf} where the density at `z` is known already; saves the exponential.
 * @param density {@link normalDensity} of z
 */
export function normalCdfGiven(z: number, density: number): number {
  if (z > 0.67448975) return 1 - upperTail(z, density);
  if (z < -0.67448975) return upperTail(-z, density);
  const x = z * z;
  let p = 0.06568233791820745 * x + 2.2352520354606837;
  p = p * x + 161.02823106855587;
  p = p * x + 1067.6894854603709;
  p = p * x + 18154.98125334356;
  let q = x + 47.202581904688245;
  q = q * x + 976.0985517377767;
  q = q * x + 10260.932208618979;
  q = q * x + 45507.78933502673;
  return 0.5 + (z * p) / q;
}

/**
 * The cumulative distribution function of the standard normal distribution, relative error below 1e-13 in both tails
 * (W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23, 1969). Allocates nothing.
 */
export function normalCdf(z: number): number {
  return normalCdfGiven(z, Math.abs(z) > 0.67448975 ? normalDensity(z) : 0);
}

/**
 * P(X <= x) for X normal with this mean and standard deviation; with `sd` 0 all of X lies at the mean.
 */
export function normalCdfOf(x: number, mean: number, sd: number): number {
  if (sd > 0) return normalCdf((x - mean) / sd);
  return x >= mean ? 1 : 0;
}
