import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import type { HeldAuction } from '../services/crowdsourcing/mechanisms.js';
import { isKnown, settle } from './settlement.js';

/** What a mechanism made of one market; null for what nobody can know of a mechanism that did not act. */
export interface MechanismRow {
  readonly winners: number;
  readonly payment_total: number;
  readonly paid_total: number | null;
  readonly within_budget: boolean;
  readonly cost_total: number;
  readonly expected_value: number;
  readonly realised_value: number | null;
  readonly expected_utility: number;
  readonly realised_utility: number | null;
  readonly expected_welfare: number;
  readonly realised_welfare: number | null;
}

/** One mechanism on one market, expected beside realised. All bid their costs, so the winners' bids are their costs. */
export function mechanismRow(outcome: CampaignOutcome, held: HeldAuction): MechanismRow {
  const { winners, paymentTotal, withinBudget, bidTotal, value } = held.auction;
  const known = isKnown(outcome, held) ? settle(outcome, held) : null;
  return {
    winners: winners.length,
    payment_total: paymentTotal,
    paid_total: known?.paymentTotal ?? null,
    within_budget: withinBudget,
    cost_total: bidTotal,
    expected_value: value,
    realised_value: known?.value ?? null,
    expected_utility: value - paymentTotal,
    realised_utility: known === null ? null : known.value - known.paymentTotal,
    expected_welfare: value - bidTotal,
    realised_welfare: known === null ? null : known.value - bidTotal,
  };
}

/** The numbers of a row that are amounts. */
export type Amount = Exclude<keyof MechanismRow, 'within_budget'>;

/** The sum of an amount over several rows; null when one of them is not known. */
export function sumOf(rows: readonly MechanismRow[], amount: Amount): number | null {
  let sum = 0;
  for (const row of rows) {
    const value = row[amount];
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
