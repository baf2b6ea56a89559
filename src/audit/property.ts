import { type Arithmetic, larger } from './arithmetic.js';
import type { Probe, Settlement } from './settlement.js';

/** How it is told whether a property holds. */
type Test = 'no-gain' | 'no-loss' | 'surplus' | 'budget' | 'monotone' | 'critical';

interface PropertyFacts {
  readonly test: Test;
  /** What the property says. */
  readonly text: string;
  /** What `gain` is in a violation. */
  readonly gain: string;
}

const lie = 'what the liar gains';

/** What a mechanism may be audited for; which of them apply depends on its kind. */
export const properties = {
  'truthful-price': { test: 'no-gain', text: 'nobody gains by another price', gain: lie },
  'truthful-bundle': { test: 'no-gain', text: 'nobody gains by hiding tasks of its bundle', gain: lie },
  'truthful-bids': { test: 'no-gain', text: 'nobody gains by withholding bids', gain: lie },
  'truthful-completion': {
    test: 'no-gain',
    text: 'nobody gains by overstating completion probabilities',
    gain: lie,
  },
  'truthful-deadline': { test: 'no-gain', text: 'no vehicle gains by other deadlines', gain: lie },
  'truthful-simulator': { test: 'no-gain', text: 'no traffic simulator gains by other bids', gain: lie },
  'individual-rationality': { test: 'no-loss', text: 'nobody loses by taking part', gain: 'what is lost' },
  profitability: {
    test: 'surplus',
    text: 'the organiser never pays more than it gets',
    gain: 'what the organiser loses',
  },
  'budget-feasibility': {
    test: 'budget',
    text: 'payments keep to the budget',
    gain: 'what is paid beyond the budget',
  },
  monotonicity: {
    test: 'monotone',
    text: 'a winner still wins with a better price',
    gain: 'the difference of the prices',
  },
  'critical-payment': {
    test: 'critical',
    text: 'a winner is paid the least favourable price with which it wins',
    gain: 'how far the payment is from that price, at least',
  },
  'false-names': { test: 'no-gain', text: 'no vehicle gains by a second name', gain: lie },
  'false-names-simulator': {
    test: 'no-gain',
    text: 'no traffic simulator gains by a second name',
    gain: lie,
  },
  'false-names-driving': {
    test: 'no-gain',
    text: 'the driving simulator does not gain by a false name',
    gain: lie,
  },
} as const satisfies Readonly<Record<string, PropertyFacts>>;

/** The name of a property. */
export type PropertyName = keyof typeof properties;

/** The names of all properties. */
export const propertyNames = Object.keys(properties) as readonly PropertyName[];

/** Whether a property is about what one person could have reported instead. */
export function needsProbe(property: PropertyName): boolean {
  return !['no-loss', 'surplus', 'budget'].includes(properties[property].test);
}

/** What the input says that a property needs. */
export interface Reference {
  /** The true ask of the probe's person. */
  readonly ask: number;
  /** What the organiser can spend. */
  readonly budget: number;
}

/** By how much a property is violated, and at whose cost or to whose gain. */
export interface Margin<T> {
  /** Above 0 for a violation; below 0 the distance from one, where there is such a thing. */
  readonly margin: T;
  readonly person: number | null;
}

function largestLoss<T>(arithmetic: Arithmetic<T>, { utility, willing }: Settlement<T>): Margin<T> {
  let margin = arithmetic.of(Number.MIN_SAFE_INTEGER);
  let person: number | null = null;
  for (let i = 0; i < willing; i++) {
    const loss = arithmetic.subtract(arithmetic.zero, utility[i]);
    if (arithmetic.compare(loss, margin) > 0) {
      margin = loss;
      person = i;
    }
  }
  return { margin, person };
}

/**
 * How far a payment is from critical: with a higher ask than the payment the person must lose, with a lower one it must win.
 * Nothing is said of an ask of exactly the payment, for the critical value is a supremum.
 */
function distanceFromCritical<T>(arithmetic: Arithmetic<T>, paid: T, ask: number, wins: boolean): T {
  const above = arithmetic.subtract(arithmetic.of(ask), paid);
  return wins ? above : arithmetic.subtract(arithmetic.zero, above);
}

/**
 * By how much a property is violated.
 * @param honest when all tell the truth
 * @param probe what one person reports instead, for the properties that need one
 * @param lied the settlement that results from the probe
 */
export function violation<T>(
  arithmetic: Arithmetic<T>,
  property: PropertyName,
  honest: Settlement<T>,
  reference: Reference,
  probe?: Probe<unknown>,
  lied?: Settlement<T>,
): Margin<T> {
  const { test } = properties[property];
  if (test === 'no-loss') return largestLoss(arithmetic, honest);
  if (test === 'surplus')
    return { margin: arithmetic.subtract(arithmetic.zero, honest.surplus()), person: null };
  if (test === 'budget')
    return {
      margin: arithmetic.subtract(honest.spending(), arithmetic.of(reference.budget)),
      person: null,
    };
  if (probe === undefined || lied === undefined) throw new TypeError(`${property} needs a probe`);
  const { person, ask = reference.ask } = probe;
  if (test === 'no-gain')
    return { margin: arithmetic.subtract(lied.utility[person], honest.utility[person]), person };
  const nothing = { margin: arithmetic.zero, person };
  if (!honest.won[person]) return nothing;
  if (test === 'monotone') {
    if (lied.won[person] || ask > reference.ask) return nothing;
    return { margin: arithmetic.subtract(arithmetic.of(reference.ask), arithmetic.of(ask)), person };
  }
  const margin = distanceFromCritical(arithmetic, honest.paid[person], ask, lied.won[person]);
  return { margin: larger(arithmetic, margin, arithmetic.zero), person };
}
