import { setImmediate } from 'node:timers/promises';
import { type RandomStream, RandomStreams } from '../random/index.js';
import { Annealing } from './internal/annealing.js';
import { type Counterexample, counterexampleOf } from './internal/counterexample.js';
import { confirm, examine, isSuspicious } from './internal/finding.js';
import { shrink, type Violation } from './internal/shrink.js';
import { needsProbe, type PropertyName } from './property.js';
import type { Settlement } from './settlement.js';
import type { Claim, Subject } from './subject.js';

/** How an audit is done. */
export interface AuditOptions {
  /** How many instances, a half random and a half with many ties; annealing tries further ones. */
  readonly instances: number;
  readonly seed: number;
  /** Only the properties that the mechanism promises. Default false. */
  readonly promisedOnly?: boolean;
  /** Called now and then with the number of instances done. */
  readonly onProgress?: (done: number) => void;
  /** Ends the audit with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What became of one property. */
export interface PropertyFinding extends Counterexample {
  readonly property: PropertyName;
  readonly promised: boolean;
  /** On how many it was tried: more than asked for by annealing, fewer where violations abound. */
  readonly instances: number;
  /** Instances with a violation that rationals confirm. */
  readonly violations: number;
  /** Instances on which floating point showed a violation that rationals do not. */
  readonly unconfirmed: number;
}

/** The outcome of an audit. */
export interface AuditReport {
  readonly mechanism: string;
  readonly variant: Readonly<Record<string, string>>;
  readonly instances: number;
  readonly seed: number;
  readonly exactness: 'mechanism' | 'outcome';
  readonly properties: readonly PropertyFinding[];
}

interface Tally<I> {
  readonly claim: Claim<I>;
  readonly annealing: Annealing<I>;
  instances: number;
  violations: number;
  unconfirmed: number;
  strongest: Violation<I> | undefined;
}

/** Probes of each property on each instance. */
const probesPerInstance = 4;
/** After so many instances one property is searched by annealing, with so many runs of the mechanism. */
const annealingPace = 3;
const annealingRuns = 20;
/** The same of a property that is seen in an outcome alone, without trying lies. */
const plainAnnealingRuns = 60;
/** A property that is violated so often is not searched any further. */
const enough = 500;
/** Instances between two looks at whether the audit was interrupted. */
const breath = 200;

/** Tries a claim on an instance and keeps count. @returns how near to a violation it is, relative to the amounts */
function tryClaim<I>(
  subject: Subject<I>,
  tally: Tally<I>,
  truth: I,
  honest: Settlement<number>,
  random: RandomStream,
): number {
  const { claim } = tally;
  if (tally.violations >= enough) return -1;
  tally.instances++;
  const finding = examine(subject, claim, truth, honest, random, probesPerInstance);
  if (finding === undefined) return -1;
  const scale = subject.scale(truth);
  if (isSuspicious(subject, finding)) {
    const gain = confirm(subject, claim, finding);
    if (gain === null) tally.unconfirmed++;
    else {
      tally.violations++;
      const { strongest } = tally;
      if (strongest === undefined || gain / scale > strongest.gain / subject.scale(strongest.finding.truth))
        tally.strongest = { finding, gain };
    }
  }
  return finding.margin / scale;
}

/** Searches for a violation of a claim by annealing, for a while. */
function anneal<I>(subject: Subject<I>, tally: Tally<I>, random: RandomStream): void {
  const { claim, annealing } = tally;
  const probed = needsProbe(claim.property);
  const tries = probed ? Math.ceil(annealingRuns / (1 + probesPerInstance)) : plainAnnealingRuns;
  for (let n = 0; n < tries; n++)
    annealing.advance((truth) => tryClaim(subject, tally, truth, subject.settle(truth), random));
}

/** Whom the annealing helps: promised properties that still hold, in turn; then all of them. */
function targetOf<I>(tallies: readonly Tally<I>[], turn: number): Tally<I> | undefined {
  const open = tallies.filter(({ claim, violations }) => claim.promised && violations === 0);
  const candidates = open.length > 0 ? open : tallies;
  return candidates[turn % candidates.length];
}

/**
 * Searches for counterexamples to what a mechanism promises and to what it does not. Instances are random, with many ties, and
 * annealed. What floating point shows is computed again in rationals before it counts, and the strongest counterexample of
 * each property is made as simple as it can be. The same seed gives the same report.
 * @throws what the mechanism throws; the reason of `signal`
 */
export async function audit<I>(subject: Subject<I>, options: AuditOptions): Promise<AuditReport> {
  const { instances, seed, promisedOnly = false, onProgress, signal } = options;
  const random = new RandomStreams(seed);
  const { instances: source } = subject;
  const tallies = subject.claims
    .filter(({ promised }) => promised || !promisedOnly)
    .map((claim): Tally<I> => {
      const annealing = new Annealing(source, random.stream(`annealing/${claim.property}`));
      return { claim, annealing, instances: 0, violations: 0, unconfirmed: 0, strongest: undefined };
    });
  const probing = (tally: Tally<I>): RandomStream => random.stream(`probes/${tally.claim.property}`);

  for (let n = 0; n < instances; n++) {
    if (n % breath === 0) {
      await setImmediate();
      signal?.throwIfAborted();
      onProgress?.(n);
    }
    const truth =
      n % 2 === 0
        ? source.random(random.stream('instances/random'))
        : source.tied(random.stream('instances/tied'));
    const honest = subject.settle(truth);
    for (const tally of tallies) tryClaim(subject, tally, truth, honest, probing(tally));
    if (n % annealingPace !== 0) continue;
    const target = targetOf(tallies, n / annealingPace);
    if (target !== undefined) anneal(subject, target, probing(target));
  }
  const properties = tallies.map(({ claim, strongest, ...counts }): PropertyFinding => {
    const { property, promised } = claim;
    const { instances: tried, violations, unconfirmed } = counts;
    const shrunk = strongest && shrink(subject, claim, strongest, random.stream(`shrinking/${property}`));
    const found = counterexampleOf(subject, claim, shrunk);
    return { property, promised, instances: tried, violations, unconfirmed, ...found };
  });
  onProgress?.(instances);
  const { mechanism, variant, exactness } = subject;
  return { mechanism, variant, instances, seed, exactness, properties };
}
