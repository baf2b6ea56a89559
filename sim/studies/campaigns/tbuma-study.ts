import type { AuctionResult } from '../../../src/recruitment/index.js';
import { learnLinkTimes } from '../engine/index.js';

/** The traffic of all studies of the TBUMA paper: the same probe rounds and the same vehicles serve every one. */
export const beijing = {
  scenario: 'scenarios/beijing.yaml',
  // Link travel times up to the longest deadline of any study, 600 s, and beyond.
  with: { 'traffic.duration': 780 },
  prepare: learnLinkTimes,
  replications: 100,
  quick: { replications: 10 },
} as const;

/** What the reader of every study of the TBUMA paper should know. */
export const setting =
  'The quarter of Beijing, with the link travel times that SUMO shows at 40 vehicles a minute. Of these, the participating vehicles ' +
  'that arrive in five minutes are all there when the campaign begins, each somewhere on the first link of its route; they bid for ' +
  'every task on the way. Tasks lie along the streets, not in the hutongs, and both directions pass them. Values are expected ones, with the valuation of the paper (eq. 11).';

/** Measures of an auction, in the words of the paper. */
export const auctionMeasures = {
  requester_utility: { label: "requester's utility" },
  social_welfare: { label: 'social welfare' },
  payments: { label: 'sum of payments' },
  winners: { label: 'winners' },
} as const;

/** The measures of an auction's result. */
export function measuresOf(auction: AuctionResult): Record<keyof typeof auctionMeasures, number> {
  return {
    requester_utility: auction.requesterUtility,
    social_welfare: auction.socialWelfare,
    payments: auction.paymentTotal,
    winners: auction.winners.length,
  };
}

/** TBUMA as the paper prints it. */
export const asPrinted = { valuation: 'paper', alpha: 'paper' } as const;

/** TBUMA with the budget divided by 2 always, which keeps every budget. */
export const safe = { valuation: 'paper', alpha: 'two' } as const;
