import type { Valuation } from '../market.js';
import type { AuctionResult, AuctionTrace } from '../mechanism.js';

/**
 * B and V(I) count as equal within this relative error: V(I) is a sum of rounded terms, and B = V(I) written down from
 * another order of summation must not be taken for a limit.
 */
const SUM_ERROR = 1e-12;

/** B < V(I). */
export function isBudgetLimited(budget: number, valueOfAll: number): boolean {
  return budget < valueOfAll * (1 - SUM_ERROR);
}

/** Sum of bids <= B, where a sum of decimal fractions that should meet B exactly does. */
export function isAffordable(bidTotal: number, budget: number): boolean {
  return bidTotal <= budget * (1 + SUM_ERROR);
}

/** Whether payments keep a budget, but for rounding. */
export function keepsBudget(paymentTotal: number, budget: number): boolean {
  return paymentTotal <= budget * (1 + 1e-9);
}

/** Whether one objective exceeds another by more than rounding. */
export function isMore(objective: number, than: number): boolean {
  return than === -Infinity || objective > than + SUM_ERROR * (1 + Math.abs(than));
}

export interface OutcomeParts {
  readonly mechanism: string;
  readonly valuation: Valuation;
  readonly budget: number;
  readonly winners: readonly number[];
  /** Of the winners, in their order. */
  readonly payments: readonly number[];
  /** By vehicle. */
  readonly bids: Float64Array;
  readonly value: number;
  readonly valueOfAll: number;
  readonly trace?: AuctionTrace | undefined;
}

/** The result of an auction from what its mechanism decided. */
export function outcome(parts: OutcomeParts): AuctionResult {
  const payments: Record<number, number> = {};
  let bidTotal = 0;
  let paymentTotal = 0;
  for (const [position, winner] of parts.winners.entries()) {
    payments[winner] = parts.payments[position];
    bidTotal += parts.bids[winner];
    paymentTotal += parts.payments[position];
  }
  return {
    mechanism: parts.mechanism,
    valuation: parts.valuation,
    winners: parts.winners,
    payments,
    value: parts.value,
    valueOfAll: parts.valueOfAll,
    bidTotal,
    paymentTotal,
    requesterUtility: parts.value - paymentTotal,
    socialWelfare: parts.value - bidTotal,
    budgetLimited: isBudgetLimited(parts.budget, parts.valueOfAll),
    withinBudget: keepsBudget(paymentTotal, parts.budget),
    ...(parts.trace === undefined ? {} : { trace: parts.trace }),
  };
}
