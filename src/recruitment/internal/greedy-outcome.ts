import type { Coverage } from '../coverage.js';
import type { AuctionOptions, AuctionResult } from '../mechanism.js';
import { greedyTrace, selectGreedily } from './greedy-auction.js';
import type { GreedyRule } from './greedy-run.js';
import { outcome } from './outcome.js';

/** A mechanism that selects greedily under a rule and pays critical values. */
export interface GreedyMechanism {
  readonly name: string;
  readonly budget: number;
  readonly coverage: Coverage;
  /** V(I). */
  readonly valueOfAll: number;
  readonly rule: GreedyRule;
}

/** Selection, payments and outcome of such a mechanism, with the trace where the options ask for it. */
export function greedyOutcome(mechanism: GreedyMechanism, options: AuctionOptions): AuctionResult {
  const { name, budget, coverage, valueOfAll, rule } = mechanism;
  const trace = options.trace ?? false;
  const selection = selectGreedily(coverage, rule, { payments: true, steps: trace });
  return outcome({
    mechanism: name,
    valuation: options.valuation ?? 'exact',
    budget,
    winners: selection.winners,
    payments: selection.payments,
    bids: coverage.bids,
    value: selection.value,
    valueOfAll,
    trace: trace ? greedyTrace(coverage, rule, selection) : undefined,
  });
}
