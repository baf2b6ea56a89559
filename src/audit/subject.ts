import type { RandomStream } from '../random/index.js';
import type { PropertyName } from './property.js';
import type { Rational } from './rational.js';
import type { Probe, Settlement } from './settlement.js';

/** Where the instances of an audit come from; all numbers are short decimals, so that rationals stay small. */
export interface InstanceSource<I> {
  /** Any instance. */
  random(random: RandomStream): I;
  /** Few different numbers, so that ties, zeros and bounds that are just met are common. */
  tied(random: RandomStream): I;
  /** A neighbour of an instance: one thing is different. */
  mutate(input: I, random: RandomStream): I;
  /** Simpler instances, each with one thing less or a rounder number, the largest steps first. */
  simplify(input: I): Iterable<I>;
}

/** How probes are made. */
export interface ProbeContext<I> {
  readonly truth: I;
  readonly honest: Settlement<number>;
  readonly random: RandomStream;
  /** How many are wanted; fewer where there are not so many. */
  readonly count: number;
}

/** A property in question. */
export interface Claim<I> {
  readonly property: PropertyName;
  /** Whether the mechanism is said to have it. */
  readonly promised: boolean;
  /** What persons could report instead; for the properties that need it. */
  readonly probes?: (context: ProbeContext<I>) => Iterable<Probe<I>>;
}

/** A mechanism with its options, as an audit sees it. */
export interface Subject<I> {
  readonly mechanism: string;
  /** The options that tell its variants apart, with their values. */
  readonly variant: Readonly<Record<string, string>>;
  readonly claims: readonly Claim<I>[];
  readonly instances: InstanceSource<I>;
  /** Runs the mechanism on the truth, or on what a probe reports in its place. */
  settle(truth: I, probe?: Probe<I>): Settlement<number>;
  /** The same in rationals. */
  settleExactly(truth: I, probe?: Probe<I>): Settlement<Rational>;
  /**
   * What `settleExactly` does without rounding: the `mechanism` as a whole, or the accounts on an `outcome` that the mechanism itself
   * computed in floating point; then only violations well above rounding count.
   */
  readonly exactness: 'mechanism' | 'outcome';
  /** The ask of a person who tells the truth, as in `Probe`. */
  ask(truth: I, person: number): number;
  /** What the organiser can spend. */
  budget(truth: I): number;
  /** The size of the amounts of an instance, above 0; violations are judged relative to it. */
  scale(truth: I): number;
  /** The person for people: `vehicle 1`. */
  personName(truth: I, person: number): string;
  /** The mechanism's own input. */
  document(input: I): unknown;
}
