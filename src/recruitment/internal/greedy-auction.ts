import { type Coverage, marginalValue } from '../coverage.js';
import type { AuctionTrace, PaymentStep, SelectionStep } from '../mechanism.js';
import { criticalPayment, paymentSteps } from './critical-payment.js';
import {
  accept,
  budgetCap,
  copyRun,
  type GreedyRule,
  type GreedyRun,
  isExhausted,
  roomFor,
  startRun,
  takeCandidate,
  valuePerBid,
} from './greedy-run.js';

export interface GreedySelection {
  readonly winners: readonly number[];
  /** Of the winners, in their order; empty when not asked for. */
  readonly payments: readonly number[];
  /** V(w). */
  readonly value: number;
  readonly steps: readonly SelectionStep[];
}

/** What is wanted beside the winners. */
export interface GreedyWishes {
  readonly payments: boolean;
  /** Every turn is recorded, also when it is clear that no later one can bring a winner. */
  readonly steps: boolean;
}

/** The turn that ends a selection: the best of the vehicles not yet decided on is not worth its bid. */
function lastStep(
  market: Coverage,
  run: GreedyRun,
  rule: GreedyRule,
  decided: readonly SelectionStep[],
): SelectionStep[] {
  const gone = new Set(decided.map((step) => step.candidate));
  let best: SelectionStep | undefined;
  for (let candidate = 0; candidate < market.vehicles; candidate++) {
    if (gone.has(candidate)) continue;
    const marginal = marginalValue(market, run.residual, candidate);
    const bid = market.bids[candidate];
    const ratio = valuePerBid(marginal, bid);
    if (best !== undefined && ratio <= best.ratio) continue;
    const cap = budgetCap(rule.share, run.value, marginal);
    const { value } = run;
    best = {
      candidate,
      marginalValue: marginal,
      bid,
      ratio,
      cap,
      accepted: false,
      reason: 'not-worth-bid',
      value,
    };
  }
  return best === undefined ? [] : [best];
}

/** Algorithm 2 of tbuma under a rule, and the critical payments of its winners, each forked off at the winner's turn. */
export function selectGreedily(market: Coverage, rule: GreedyRule, wishes: GreedyWishes): GreedySelection {
  const run = startRun(market, rule);
  const fork = roomFor(run);
  const winners: number[] = [];
  const payments: number[] = [];
  const steps: SelectionStep[] = [];
  for (;;) {
    if (!wishes.steps && !rule.stopAtViolation && isExhausted(run, rule)) break;
    const candidate = takeCandidate(market, run, rule);
    if (candidate < 0) {
      if (wishes.steps && rule.aboveBid) steps.push(...lastStep(market, run, rule, steps));
      break;
    }
    const bid = market.bids[candidate];
    const cap = budgetCap(rule.share, run.value, run.marginal);
    const accepted = bid <= cap;
    const { marginal } = run;
    if (accepted) {
      winners.push(candidate);
      if (wishes.payments) {
        copyRun(run, fork);
        payments.push(criticalPayment(market, fork, rule, candidate));
      }
      accept(market, run, candidate);
    }
    if (wishes.steps)
      steps.push({
        candidate,
        marginalValue: marginal,
        bid,
        ratio: valuePerBid(marginal, bid),
        cap,
        accepted,
        reason: accepted ? 'accepted' : 'over-cap',
        value: run.value,
      });
    if (!accepted && rule.stopAtViolation) break;
  }
  return { winners, payments, value: run.value, steps };
}

/** The trace of a selection, with the whole payment run of each winner. */
export function greedyTrace(market: Coverage, rule: GreedyRule, selection: GreedySelection): AuctionTrace {
  const payments: Record<number, readonly PaymentStep[]> = {};
  for (const winner of selection.winners)
    payments[winner] = paymentSteps(market, startRun(market, rule, winner), rule, winner);
  return { selection: selection.steps, payments, sets: [] };
}
