import { tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always, endsDiffer } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, beijing, safe, setting } from './campaigns/tbuma-study.js';
import { cross, defineStudy, range } from './engine/index.js';

const costs = [0.4, 0.5, 0.6, 0.7];

/** What TBUMA pays above the costs, for the sake of truthfulness. */
export default defineStudy({
  name: 'tbuma-fig11',
  title: 'Overpayment against the budget and the costs',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 11',
    says: 'The overpayment ratio slightly increases with the budget and stays below .4.',
  },
  description: `${setting} 120 vehicles (24 a minute), 60 tasks. The cost per task is uniform on [c - .3, c + .3]. The overpayment ratio is (payments - costs) / costs of the winners; replications without a winner have none.`,
  ...beijing,
  points: cross({ cost: costs, budget: range(10, 100, 10) }),
  parameters: { cost: { label: 'mean cost per task' }, budget: { label: 'budget' } },
  series: ['TBUMA', 'TBUMA (safe)'],
  measures: {
    overpayment: { label: 'overpayment ratio' },
    payments: { label: 'sum of payments' },
    winners: { label: 'winners' },
  },
  async compute(context) {
    const { budget, cost } = context.point;
    const campaign = await standardCampaign(context);
    const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, {
      vehicles: participantsAt(24),
      tasks: 60,
      budget: Number(budget),
      taskCost: [Number(cost) - 0.3, Number(cost) + 0.3],
    });
    const of = (options: typeof asPrinted | typeof safe) => {
      const { paymentTotal, bidTotal, winners } = tbuma(market, options);
      const overpayment = bidTotal > 0 ? (paymentTotal - bidTotal) / bidTotal : null;
      return { overpayment, payments: paymentTotal, winners: winners.length };
    };
    return { TBUMA: of(asPrinted), 'TBUMA (safe)': of(safe) };
  },
  charts: [
    { x: 'budget', measure: 'overpayment', by: 'cost', series: ['TBUMA'], title: 'TBUMA as printed' },
    { x: 'budget', measure: 'overpayment', by: 'cost', series: ['TBUMA (safe)'], title: 'TBUMA (safe)' },
    { x: 'budget', measure: 'payments', by: 'cost', series: ['TBUMA'] },
  ],
  claims: [
    {
      claim: 'The overpayment ratio is higher at the largest budget than at the smallest, at every cost',
      paper: 'the overpayment ratio slightly increases with the budget',
      judge: (results) =>
        endsDiffer(
          results,
          { series: 'TBUMA', measure: 'overpayment' },
          'budget',
          'rises',
          costs.map((cost) => ({ cost })),
        ),
    },
    {
      claim: 'The mean overpayment ratio stays below .4 at every budget and cost',
      paper: 'the overpayment ratio keeps lower than 0.4 with varied parameters',
      expect: { lower: 'TBUMA', than: 0.4, measure: 'overpayment' },
    },
    {
      claim: 'No winner set is paid less than its costs, in any replication',
      paper: 'TBUMA is individually rational (Theorem 3)',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'overpayment' }, { least: 0 }),
    },
  ],
});
