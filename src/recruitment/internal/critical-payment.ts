import { type Coverage, marginalValue } from '../coverage.js';
import type { PaymentStep } from '../mechanism.js';
import {
  accept,
  budgetCap,
  type GreedyRule,
  type GreedyRun,
  isExhausted,
  takeCandidate,
} from './greedy-run.js';

/**
 * The critical payment of a winner, Algorithm 3 and eq. (25), (26): the supremum of the bids with which it would still win.
 *
 * The auction without the winner equals the auction with it up to the winner's own turn, so `run` starts there. The
 * prices of earlier turns are at most its bid and the price of its own turn is at least its bid; hence the start at the bid.
 * V_i(w) and nu only fall from turn to turn, so the run may stop as soon as no later price can exceed the payment.
 * @param run the selection without the winner, from the winner's own turn on; it is used up
 */
export function criticalPayment(market: Coverage, run: GreedyRun, rule: GreedyRule, winner: number): number {
  let payment = market.bids[winner];
  for (;;) {
    const own = marginalValue(market, run.residual, winner);
    const budgetPrice = budgetCap(rule.share, run.value, own);
    const highest = rule.aboveBid ? Math.min(own, budgetPrice) : budgetPrice;
    if (payment >= highest) return payment;
    for (;;) {
      if (!rule.stopAtViolation && isExhausted(run, rule)) return highest;
      const rival = takeCandidate(market, run, rule);
      if (rival < 0) return highest;
      const bid = market.bids[rival];
      const passes = bid <= budgetCap(rule.share, run.value, run.marginal);
      if (passes || rule.stopAtViolation) {
        const price = Math.min((own * bid) / run.marginal, budgetPrice);
        if (price > payment) payment = price;
        if (!passes) return payment;
        accept(market, run, rival);
        break;
      }
    }
  }
}

/**
 * The prices of every turn of Algorithm 3, for a person to follow.
 * @param run the whole selection without the winner; it is used up
 */
export function paymentSteps(
  market: Coverage,
  run: GreedyRun,
  rule: GreedyRule,
  winner: number,
): PaymentStep[] {
  const steps: PaymentStep[] = [];
  for (;;) {
    const own = marginalValue(market, run.residual, winner);
    const budgetPrice = budgetCap(rule.share, run.value, own);
    const step = (rival: number | null, ratioPrice: number): void => {
      const price = Math.min(ratioPrice, budgetPrice);
      steps.push({ rival, marginalValue: own, ratioPrice, budgetPrice, price });
    };
    for (;;) {
      const rival = takeCandidate(market, run, rule);
      if (rival < 0) {
        step(null, rule.aboveBid ? own : Infinity);
        return steps;
      }
      const bid = market.bids[rival];
      const passes = bid <= budgetCap(rule.share, run.value, run.marginal);
      if (passes || rule.stopAtViolation) step(rival, (own * bid) / run.marginal);
      if (passes) {
        accept(market, run, rival);
        break;
      }
      if (rule.stopAtViolation) return steps;
    }
  }
}
