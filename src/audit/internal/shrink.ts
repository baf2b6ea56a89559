import type { RandomStream } from '../../random/index.js';
import type { Claim, Subject } from '../subject.js';
import { confirm, examine, type Finding, isSuspicious } from './finding.js';

/** A violation that rationals confirm. */
export interface Violation<I> {
  readonly finding: Finding<I>;
  /** By how much, computed in rationals. */
  readonly gain: number;
}

/** Instances tried before a counterexample is taken as it is. */
const patience = 2000;
/** Probes for each of them. */
const probes = 16;
/** A simpler instance must keep this share of the gain, measured by the size of its amounts. */
const share = 0.4;

/**
 * Makes a counterexample simpler as long as it stays one: one thing less or a rounder number at a time. The person who lies and
 * the lie are looked for anew each time.
 */
export function shrink<I>(
  subject: Subject<I>,
  claim: Claim<I>,
  start: Violation<I>,
  random: RandomStream,
): Violation<I> {
  const strength = ({ finding, gain }: Violation<I>): number => gain / subject.scale(finding.truth);
  const least = strength(start) * share;
  const tried = (truth: I): Violation<I> | undefined => {
    const finding = examine(subject, claim, truth, subject.settle(truth), random, probes);
    if (finding === undefined || !isSuspicious(subject, finding)) return undefined;
    if (finding.margin < least * subject.scale(truth)) return undefined;
    const gain = confirm(subject, claim, finding);
    return gain === null ? undefined : { finding, gain };
  };
  let best = start;
  let left = patience;
  for (;;) {
    let simpler: Violation<I> | undefined;
    for (const truth of subject.instances.simplify(best.finding.truth)) {
      if (left-- === 0) return best;
      simpler = tried(truth);
      if (simpler !== undefined) break;
    }
    if (simpler === undefined) return best;
    best = simpler;
  }
}
