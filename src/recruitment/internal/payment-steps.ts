import { type Coverage, marginalValue } from '../coverage.js';
import type { PaymentStep } from '../mechanism.js';
import { accept, budgetCap, type GreedyRule, type GreedyRun, takeCandidate } from './greedy-run.js';

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
