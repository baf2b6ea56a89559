import { meanInterval, pairedDifference } from '../../../src/results/index.js';
import {
  type Judgement,
  type Selection,
  type Settings,
  type StudyResults,
  shownEstimate,
  shownNumber,
} from '../engine/index.js';

function placeText(at: Settings): string {
  return Object.entries(at)
    .map(([name, value]) => `${name.split('.').at(-1)} ${value}`)
    .join(', ');
}

/**
 * Whether a measure stays at or above (`least`) or below (`most`) a bound in every replication of every point; the evidence is the
 * worst value, and how many were wrong. Bounds are meant up to rounding, 1e-9.
 */
export function always(
  results: StudyResults,
  selection: Omit<Selection, 'at'>,
  bound: { readonly least: number } | { readonly most: number },
): Judgement {
  const sign = 'least' in bound ? 1 : -1;
  const limit = 'least' in bound ? bound.least : bound.most;
  const all = results.points.flatMap((at) =>
    results
      .values({ ...selection, at })
      .filter((value) => !Number.isNaN(value))
      .map((value) => ({ value, at })),
  );
  if (all.length === 0) return { holds: false, evidence: 'no replication has a value' };
  const worst = all.reduce((a, b) => (sign * b.value < sign * a.value ? b : a));
  const wrong = all.filter(({ value }) => sign * (value - limit) < -1e-9);
  const which = sign > 0 ? 'least' : 'largest';
  const counted = wrong.length === 0 ? '' : `; ${wrong.length} are ${sign > 0 ? 'below' : 'above'} ${limit}`;
  return {
    holds: wrong.length === 0,
    evidence: `${which} of ${all.length} values: ${shownNumber(worst.value)}, at ${placeText(worst.at)}${counted}`,
  };
}

/** A comparison that a claim rests on: the first is expected above the second. */
export interface Comparison {
  readonly higher: Selection;
  readonly lower: Selection;
  /** What is compared, for the evidence: `budget 100 against 20`. */
  readonly what: string;
}

/** Whether every difference, paired by replication, lies clearly above 0; the evidence tells all of them, the contrary ones first. */
export function allAbove(results: StudyResults, comparisons: readonly Comparison[]): Judgement {
  const judged = comparisons.map(({ higher, lower, what }) => {
    const difference = results.difference(higher, lower);
    const [a, b] = [results.estimate(higher), results.estimate(lower)];
    const text = `${what}: ${shownEstimate(a)} against ${shownEstimate(b)}, difference ${shownEstimate(difference)}`;
    return { holds: difference.n > 0 && difference.low > 0, text };
  });
  const contrary = judged.filter(({ holds }) => !holds);
  const ordered = [...contrary, ...judged.filter(({ holds }) => holds)];
  return {
    holds: judged.length > 0 && contrary.length === 0,
    evidence: ordered.map(({ text }) => text).join('; '),
  };
}

/** The ends of a sweep compared: whether a measure is higher at its last value than at its first, or lower, in each place. */
export function endsDiffer(
  results: StudyResults,
  selection: Selection,
  along: string,
  direction: 'rises' | 'falls',
  places: readonly Settings[] = [{}],
): Judgement {
  const short = along.split('.').at(-1);
  const comparisons = places.map((place): Comparison => {
    const at = { ...selection.at, ...place };
    const values = results.valuesOf(along, at);
    const [first, last] = [values[0], values[values.length - 1]];
    const [high, low] = direction === 'rises' ? [last, first] : [first, last];
    const where = placeText(place);
    return {
      higher: { ...selection, at: { ...at, [along]: high } },
      lower: { ...selection, at: { ...at, [along]: low } },
      what: `${where === '' ? '' : `${where}, `}${short} ${high} against ${low}`,
    };
  });
  return allAbove(results, comparisons);
}

/** Whether the `payments` of a series keep to the parameter `budget`, up to rounding, in every replication of every point. */
export function withinBudget(results: StudyResults, series: string): Judgement {
  const used = results.points.flatMap((at) =>
    results.values({ series, measure: 'payments', at }).map((paid) => ({ paid, budget: Number(at.budget) })),
  );
  const worst = used.reduce((a, b) => (b.paid / b.budget > a.paid / a.budget ? b : a));
  const broken = used.filter(({ paid, budget }) => paid > budget * (1 + 1e-9)).length;
  return {
    holds: broken === 0,
    evidence: `most of a budget that ${used.length} auctions paid: ${shownNumber(worst.paid)} of ${worst.budget}${broken === 0 ? '' : `; ${broken} paid more than their budget`}`,
  };
}

/** Whether the lead of series a over series b is smaller at one place than at another, by replication. */
export function nearer(
  results: StudyResults,
  [a, b]: readonly [string, string],
  measure: string,
  near: Settings,
  far: Settings,
): Judgement {
  const gaps = (at: Settings): number[] => {
    const other = results.values({ series: b, measure, at });
    return results.values({ series: a, measure, at }).map((value, i) => value - other[i]);
  };
  const [closer, wider] = [gaps(near), gaps(far)];
  const change = pairedDifference(wider, closer, results.level);
  const mean = (values: readonly number[]): string => shownEstimate(meanInterval(values, results.level));
  return {
    holds: change.low > 0,
    evidence: `${a} - ${b} at ${placeText(near)}: ${mean(closer)}, at ${placeText(far)}: ${mean(wider)}, difference ${shownEstimate(change)}`,
  };
}
