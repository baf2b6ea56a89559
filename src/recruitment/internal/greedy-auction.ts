import { type Coverage, marginalValue } from '../coverage.js';
import type { AuctionTrace, PaymentStep, SelectionStep } from '../mechanism.js';
import { criticalPayments, type SelectionLog } from './critical-payment.js';
import {
  accept,
  budgetCap,
  type GreedyRule,
  type GreedyRun,
  isExhausted,
  startRun,
  takeCandidate,
  valuePerBid,
} from './greedy-run.js';
import { paymentSteps } from './payment-steps.js';

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

/** Algorithm 2 of tbuma under a rule, and the critical payments of its winners. */
export function selectGreedily(market: Coverage, rule: GreedyRule, wishes: GreedyWishes): GreedySelection {
  const run = startRun(market, rule);
  const winners: number[] = [];
  const steps: SelectionStep[] = [];
  const log: SelectionLog = { candidate: [], ratio: [], marginal: [], accepted: [] };
  const isBrief = !wishes.payments && !wishes.steps;
  let isOver = false;
  for (;;) {
    if (isBrief && (isOver || (!rule.stopAtViolation && isExhausted(run, rule)))) break;
    const candidate = takeCandidate(market, run, rule);
    if (candidate < 0) break;
    const { marginal } = run;
    const bid = market.bids[candidate];
    const ratio = valuePerBid(marginal, bid);
    const cap = budgetCap(rule.share, run.value, marginal);
    const accepted = !isOver && bid <= cap;
    if (accepted) {
      winners.push(candidate);
      accept(market, run, candidate);
    }
    if (wishes.payments) {
      log.candidate.push(candidate);
      log.ratio.push(ratio);
      log.marginal.push(marginal);
      log.accepted.push(accepted);
    }
    if (wishes.steps && !isOver) {
      const reason = accepted ? 'accepted' : 'over-cap';
      steps.push({ candidate, marginalValue: marginal, bid, ratio, cap, accepted, reason, value: run.value });
    }
    if (!accepted && rule.stopAtViolation) isOver = true;
  }
  if (wishes.steps && rule.aboveBid) steps.push(...lastStep(market, run, rule, steps));
  const payments = wishes.payments ? criticalPayments(market, rule, log) : [];
  return { winners, payments, value: run.value, steps };
}

/** The trace of a selection, with the whole payment run of each winner. */
export function greedyTrace(market: Coverage, rule: GreedyRule, selection: GreedySelection): AuctionTrace {
  const payments: Record<number, readonly PaymentStep[]> = {};
  for (const winner of selection.winners)
    payments[winner] = paymentSteps(market, startRun(market, rule, winner), rule, winner);
  return { selection: selection.steps, payments, sets: [] };
}
