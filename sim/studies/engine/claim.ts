import type { Estimate } from '../../../src/results/index.js';
import type { Settings } from './point.js';
import type { Centre, Selection, Spread, StudyResults } from './study-results.js';

/** What the results say about a claim. */
export interface Judgement {
  readonly holds: boolean;
  /** The numbers that decided, with their intervals, for a person to read. */
  readonly evidence: string;
}

/**
 * What is expected, as data. Each compares intervals, not means or medians (whichever the study's `statistic` says): what the
 * replications leave open does not hold.
 *
 * - `higher`, `than`: the paired difference of two series (or of a series and a number) is above `by` (default 0).
 * - `lower`, `than`: below -`by`.
 * - `close`, `to`: the paired difference stays within `within` (a share of the size of the second, default .05).
 * - `rises`, `falls`: along a parameter the last value is above (below) the first, and no step goes clearly the other way.
 * - `values`: along a parameter, the means (or medians) are these numbers up to `within` (an absolute error, default 0).
 *
 * `at` tells the point; where it leaves several, the claim must hold at each of them.
 */
export type Expectation = { readonly measure?: string; readonly at?: Settings } & (
  | { readonly higher: string; readonly than: string | number; readonly by?: number }
  | { readonly lower: string; readonly than: string | number; readonly by?: number }
  | { readonly close: string; readonly to: string | number; readonly within?: number }
  | { readonly rises: string; readonly along: string }
  | { readonly falls: string; readonly along: string }
  | {
      readonly series: string;
      readonly along: string;
      readonly values: readonly number[];
      readonly within?: number;
    }
);

/** A named statement about the results, judged by them alone. */
export type Claim = {
  readonly claim: string;
  /** What the paper says, in short. */
  readonly paper?: string;
} & ({ readonly expect: Expectation } | { readonly judge: (results: StudyResults) => Judgement });

/** A claim with its judgement. */
export interface JudgedClaim extends Judgement {
  readonly claim: string;
  readonly paper?: string;
}

/** A number for people: four significant digits, whole numbers whole. */
export function shownNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'no value' : x > 0 ? 'infinity' : '-infinity';
  if (Number.isInteger(x) && Math.abs(x) < 1e9) return String(x);
  return String(Number(x.toPrecision(4)));
}

/** An estimate for people: `3.21 [3.12, 3.30]`, to two digits of the half-width; without interval where there is none. */
export function shownEstimate({ mean, low, high }: Pick<Estimate, 'mean' | 'low' | 'high'>): string {
  // Equal values have an interval of rounding errors.
  if (high - low <= 1e-12 * Math.abs(mean) || Number.isNaN(mean)) return shownNumber(mean);
  const half = (high - low) / 2;
  if (!Number.isFinite(half)) return `${shownNumber(mean)} (too few replications for an interval)`;
  const decimals = Math.min(9, Math.max(0, 1 - Math.floor(Math.log10(half))));
  const shown = (x: number): string => (Number(x.toFixed(decimals)) + 0).toFixed(decimals);
  return `${shown(mean)} [${shown(low)}, ${shown(high)}]`;
}

/** How values lie, for people: `3.21 (2.90 to 3.52)`, the median and the quartiles. */
export function shownSpread({
  median,
  lowerQuartile,
  upperQuartile,
}: Pick<Spread, 'median' | 'lowerQuartile' | 'upperQuartile'>): string {
  if (lowerQuartile === upperQuartile || Number.isNaN(median)) return shownNumber(median);
  return `${shownNumber(median)} (${shownNumber(lowerQuartile)} to ${shownNumber(upperQuartile)})`;
}

/** The points that `at` selects, as the part that tells each from the others. */
function placesOf(results: StudyResults, at: Settings): Settings[] {
  return results.points.filter((p) => Object.entries(at).every(([name, value]) => p[name] === value));
}

function placeName(results: StudyResults, point: Settings): string {
  const varied = Object.entries(point).filter(([name]) => results.valuesOf(name).length > 1);
  return varied.map(([name, value]) => `${name.split('.').at(-1)} ${value}`).join(', ');
}

const shown = ({ value, low, high }: Centre): string => shownEstimate({ mean: value, low, high });

function gap(results: StudyResults, a: Selection, b: string | number): Centre {
  if (typeof b === 'string') return results.centreOfDifference(a, { ...a, series: b });
  const { value, low, high, n } = results.centre(a);
  return { value: value - b, low: low - b, high: high - b, n };
}

/** Judges a comparison at every selected point; the evidence tells the first point that decides against it, or the last. */
function everywhere(
  results: StudyResults,
  selection: Selection & { readonly series: string },
  other: string | number,
  fits: (difference: Centre, at: Settings) => boolean,
): Judgement {
  const places = placesOf(results, selection.at ?? {});
  if (places.length === 0) return { holds: false, evidence: `no point has ${JSON.stringify(selection.at)}` };
  const judged = places.map((at) => {
    const difference = gap(results, { ...selection, at }, other);
    const own = results.centre({ ...selection, at });
    const against =
      typeof other === 'number'
        ? shownNumber(other)
        : `${other} ${shown(results.centre({ ...selection, series: other, at }))}; difference ${shown(difference)}`;
    const text = `at ${placeName(results, at) || 'the only point'}: ${selection.series} ${shown(own)} against ${against}`;
    return { holds: difference.n > 0 && fits(difference, at), text };
  });
  const contrary = judged.find(({ holds }) => !holds);
  const count = judged.filter(({ holds }) => holds).length;
  const tail = judged.length > 1 ? ` (${count} of ${judged.length} points)` : '';
  return { holds: contrary === undefined, evidence: (contrary ?? judged[judged.length - 1]).text + tail };
}

function monotone(results: StudyResults, selection: Selection & { along: string }, sign: 1 | -1): Judgement {
  const { along, at = {}, ...rest } = selection;
  const xs = results.valuesOf(along, at);
  const place = (i: number): Selection => ({ ...rest, at: { ...at, [along]: xs[i] } });
  if (xs.length < 2) return { holds: false, evidence: `${along} has ${xs.length} values` };
  const name = along.split('.').at(-1);
  const whole = results.centreOfDifference(place(xs.length - 1), place(0));
  const against = xs.slice(1).flatMap((_, i) => {
    const step = results.centreOfDifference(place(i + 1), place(i));
    return (sign > 0 ? step.high < 0 : step.low > 0) ? [{ i, step }] : [];
  });
  const ends = `${name} ${xs[0]}: ${shown(results.centre(place(0)))}, ${name} ${xs.at(-1)}: ${shown(results.centre(place(xs.length - 1)))}, difference ${shown(whole)}`;
  const [first] = against;
  const step =
    first === undefined
      ? ''
      : `; from ${name} ${xs[first.i]} to ${xs[first.i + 1]} it changes by ${shown(first.step)}`;
  return {
    holds: against.length === 0 && (sign > 0 ? whole.low > 0 : whole.high < 0),
    evidence: ends + step,
  };
}

function judgeExpectation(results: StudyResults, e: Expectation): Judgement {
  const { measure, at } = e;
  if ('higher' in e)
    return everywhere(results, { measure, at, series: e.higher }, e.than, ({ low }) => low > (e.by ?? 0));
  if ('lower' in e)
    return everywhere(results, { measure, at, series: e.lower }, e.than, ({ high }) => high < -(e.by ?? 0));
  if ('close' in e) {
    const { close, to, within = 0.05 } = e;
    return everywhere(results, { measure, at, series: close }, to, ({ low, high }, place) => {
      const size = Math.abs(
        typeof to === 'number' ? to : results.centre({ measure, at: place, series: to }).value,
      );
      return low >= -within * size && high <= within * size;
    });
  }
  if ('rises' in e) return monotone(results, { measure, at, series: e.rises, along: e.along }, 1);
  if ('falls' in e) return monotone(results, { measure, at, series: e.falls, along: e.along }, -1);
  const { series, along, values, within = 0 } = e;
  const curve = results
    .valuesOf(along, at)
    .map((x) => results.centre({ measure, series, at: { ...at, [along]: x } }));
  const holds =
    curve.length === values.length && values.every((v, i) => Math.abs(curve[i].value - v) <= within);
  return {
    holds,
    evidence: `${series} along ${along}: ${curve.map(shown).join(', ')}; expected ${values.map(shownNumber).join(', ')}`,
  };
}

/**
 * Judges a claim by the results; never changes them. A claim that asks for what is not there does not hold, and says so.
 */
export function judgeClaim(claim: Claim, results: StudyResults): JudgedClaim {
  const { paper } = claim;
  const said = { claim: claim.claim, ...(paper === undefined ? {} : { paper }) };
  try {
    const { holds, evidence } =
      'judge' in claim ? claim.judge(results) : judgeExpectation(results, claim.expect);
    return { ...said, holds, evidence };
  } catch (error) {
    if (error instanceof RangeError)
      return { ...said, holds: false, evidence: `cannot be judged: ${error.message}` };
    throw error;
  }
}
