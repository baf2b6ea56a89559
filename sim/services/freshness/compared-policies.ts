import type { PolicyValue } from '../../../src/freshness/index.js';
import { type FreshnessPolicy, freshnessPolicies } from '../../../src/scenario/index.js';
import { decisionRule } from './decision-rules.js';
import type { FreshnessOutcome, PointOutcome } from './freshness-outcome.js';
import { hindsight, playArrivalAware, playRule, predictedOf, type Realised, realisedOf } from './replay.js';

/** A policy that only knows more than anybody can when a slot begins. */
export type InformedPolicy = 'arrival-aware' | 'clairvoyant';

/** All policies that are compared on the same arrivals. */
export const comparedPolicies: readonly (FreshnessPolicy | InformedPolicy)[] = [
  ...freshnessPolicies,
  'arrival-aware',
  'clairvoyant',
];

/** What a policy earned on the arrivals of a point. */
export interface ComparedPolicy {
  readonly policy: FreshnessPolicy | InformedPolicy;
  /** What it promised under the estimates; null for who only knows more than anybody can. */
  readonly predicted: PolicyValue | null;
  /** The clairvoyant is a bound of the payoff alone. */
  readonly realised: Realised | (Pick<Realised, 'payoff'> & Partial<Realised>);
}

/** Plays all policies on the arrivals of a point; the one that decided is as it was. */
export function comparePolicies(
  { course, rule, slots }: PointOutcome,
  { terms, policy: decided }: FreshnessOutcome,
): ComparedPolicy[] {
  return comparedPolicies.map((policy): ComparedPolicy => {
    if (policy === 'clairvoyant')
      return { policy, predicted: null, realised: { payoff: hindsight(course, terms) } };
    if (policy === 'arrival-aware')
      return { policy, predicted: null, realised: realisedOf(playArrivalAware(course, terms), terms) };
    const own = policy === decided ? rule : decisionRule(policy, course, terms);
    const played = policy === decided ? slots : playRule(course, own, terms);
    return { policy, predicted: predictedOf(course, own, terms), realised: realisedOf(played, terms) };
  });
}
