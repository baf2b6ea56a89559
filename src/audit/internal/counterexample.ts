import { properties } from '../property.js';
import type { Rational } from '../rational.js';
import { numberOf } from '../rational.js';
import type { Settlement } from '../settlement.js';
import type { Claim, Subject } from '../subject.js';
import type { Violation } from './shrink.js';

/** How a person fares. */
export interface Fate {
  readonly wins: boolean;
  /** Money received; below 0 where the person pays. */
  readonly payment: number;
  readonly utility: number;
}

/** What one person does in a counterexample. */
export interface Lie {
  /** Who: `vehicle 1`. */
  readonly by: string;
  /** What it does: `asks 2 in place of 1.5`. */
  readonly does: string;
  /** The mechanism's input with what this person reports. */
  readonly input: unknown;
  readonly honest: Fate;
  readonly lying: Fate;
}

/** The counterexample to a property, or that there is none. */
export interface Counterexample {
  /** The mechanism's own input when all tell the truth; null where none was found. */
  readonly counterexample: unknown;
  /** By how much it violates the property, see `properties`; 0 where none was found. */
  readonly gain: number;
  /** Who loses, where the property is about losses; null elsewhere. */
  readonly loser: string | null;
  /** What one person reports in place of the truth; null where the truth is enough. */
  readonly lie: Lie | null;
}

function fateOf({ won, paid, utility }: Settlement<Rational>, person: number): Fate {
  return { wins: won[person], payment: numberOf(paid[person]), utility: numberOf(utility[person]) };
}

/** Writes a violation down for people and programs. */
export function counterexampleOf<I>(
  subject: Subject<I>,
  claim: Claim<I>,
  found: Violation<I> | undefined,
): Counterexample {
  if (found === undefined) return { counterexample: null, gain: 0, loser: null, lie: null };
  const { finding, gain } = found;
  const { truth, probe, person } = finding;
  const counterexample = subject.document(truth);
  const isLoss = properties[claim.property].test === 'no-loss' && person !== null;
  const loser = isLoss ? subject.personName(truth, person) : null;
  if (probe === undefined) return { counterexample, gain, loser, lie: null };
  const lie: Lie = {
    by: subject.personName(truth, probe.person),
    does: probe.text,
    input: subject.document(probe.reported),
    honest: fateOf(subject.settleExactly(truth), probe.person),
    lying: fateOf(subject.settleExactly(truth, probe), probe.person),
  };
  return { counterexample, gain, loser, lie };
}
