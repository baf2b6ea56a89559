import type { Command } from 'commander';
import type { AuctionName } from '../recruitment/index.js';
import { answerJson } from './json-document.js';
import { userMechanism } from './user-mechanism.js';

const shapes = `
Input, one JSON document (or an array of them, answered by an array in order):
  tbuma, buma, bvm, optimum, value
    {"budget": 3,
     "tasks":    [{"values": [1, 0.8, 0.6, 0.4, 0.2]}],
     "vehicles": [{"bid": 0.8, "completion": {"0": [0.5, 0.5, 0, 0, 0]}}],
     "valuation": "exact" | "paper",   how completion probabilities become values (default exact)
     "alpha":     "two" | "paper",     tbuma: divisor of the budget in the budget test (default two)
     "epsilon":   0.01,                buma: threshold of the local search
     "subset":    [0, 2]}              value: the vehicles to value (default all)
    completion[task][k] is the probability that the vehicle completes the task in subinterval k + 1.
  wbs
    {"tasks":    [{"start": 1, "end": 0.2, "rate": 0.05, "deadline": 300} | {"steps": [[60, 1], [120, 0.5]]}],
     "vehicles": [{"bids": [{"price": 2, "etc": {"0": 75.5}}]}],
     "payment":  "critical" | "menu" | "printed"}   what winners are paid (default critical; printed: Algorithm 2 to the letter)

Output:
    {"mechanism", "valuation", "winners": [in order of selection], "payments": {"0": 0.88}, "value", "valueOfAll", "bidTotal",
     "paymentTotal", "requesterUtility", "socialWelfare", "budgetLimited", "withinBudget"}
  wbs
    {"winners": [{"vehicle": 0, "bid": 1}], "payments": {"0": 3.1}, "value", "priceTotal", "paymentTotal", "socialWelfare",
     "requesterUtility"}
Vehicles and tasks are numbered from 0. Times in s.

A mechanism of your own is a module whose default export is a function from such a market to {winners, payments}; with
export const kind = 'bids' it takes the input of wbs. See docs/audit.md.`;

const mechanisms = ['tbuma', 'buma', 'bvm', 'optimum', 'value', 'wbs'] as const;

/** `bidlane auction MECHANISM [FILE]`: an auction from JSON to JSON. */
export function registerAuction(program: Command): void {
  program
    .command('auction')
    .description('hold an auction: JSON in, JSON out')
    .argument(
      '<mechanism>',
      `who wins and what they are paid: ${mechanisms.join(', ')}, or the path of a module of your own`,
    )
    .argument('[file]', 'JSON file, or - for standard input', '-')
    .addHelpText('after', shapes)
    .action(async (mechanism: string, file: string) => {
      const user = await userMechanism(mechanism, mechanisms, ['auction', 'bids']);
      const { auctionDocument, wbsDocument } = await import('../recruitment/index.js');
      await answerJson(file, (document, path) => {
        if (user?.kind === 'bids') return wbsDocument(document, path, user.run);
        if (user?.kind === 'auction') return auctionDocument(user.run, document, path);
        return mechanism === 'wbs'
          ? wbsDocument(document, path)
          : auctionDocument(mechanism as AuctionName, document, path);
      });
    });
}
