import type { RandomStream } from '../../random/index.js';
import { floats, rationals } from '../arithmetic.js';
import { needsProbe, type Reference, violation } from '../property.js';
import { numberOf } from '../rational.js';
import type { Probe, Settlement } from '../settlement.js';
import type { Claim, Subject } from '../subject.js';

/** What floating point takes for a violation: more than this times the size of the amounts. */
const rounding = 1e-9;

/** The strongest evidence against a property that was found on one instance. */
export interface Finding<I> {
  readonly truth: I;
  readonly probe: Probe<I> | undefined;
  readonly person: number | null;
  /** By how much the property is violated; at most 0 where it is not. */
  readonly margin: number;
}

/** The person's true ask and the organiser's budget. */
function referenceOf<I>(subject: Subject<I>, truth: I, probe: Probe<I> | undefined): Reference {
  return {
    ask: probe === undefined ? 0 : subject.ask(truth, probe.person),
    budget: subject.budget(truth),
  };
}

/** Tries a claim on an instance, in floating point. @returns undefined where nothing can be tried on it */
export function examine<I>(
  subject: Subject<I>,
  claim: Claim<I>,
  truth: I,
  honest: Settlement<number>,
  random: RandomStream,
  count: number,
): Finding<I> | undefined {
  const judge = (probe: Probe<I> | undefined): Finding<I> => {
    const lied = probe === undefined ? undefined : subject.settle(truth, probe);
    const reference = referenceOf(subject, truth, probe);
    const { margin, person } = violation(floats, claim.property, honest, reference, probe, lied);
    return { truth, probe, person, margin };
  };
  if (!needsProbe(claim.property)) return judge(undefined);
  let best: Finding<I> | undefined;
  for (const probe of claim.probes?.({ truth, honest, random, count }) ?? []) {
    const finding = judge(probe);
    if (best === undefined || finding.margin > best.margin) best = finding;
  }
  return best;
}

/** Whether floating point shows a violation. */
export function isSuspicious<I>(subject: Subject<I>, finding: Finding<I>): boolean {
  return finding.margin > rounding * subject.scale(finding.truth);
}

/** Computes a finding again in rationals. @returns by how much the property is violated, or null where it is not */
export function confirm<I>(subject: Subject<I>, claim: Claim<I>, finding: Finding<I>): number | null {
  const { truth, probe } = finding;
  const honest = subject.settleExactly(truth);
  const lied = probe === undefined ? undefined : subject.settleExactly(truth, probe);
  const reference = referenceOf(subject, truth, probe);
  const { margin } = violation(rationals, claim.property, honest, reference, probe, lied);
  const least = subject.exactness === 'mechanism' ? 0 : rounding * subject.scale(truth);
  return rationals.compare(margin, rationals.of(least)) > 0 ? numberOf(margin) : null;
}
