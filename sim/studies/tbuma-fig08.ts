import { bvm, tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always, nearer, withinBudget } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, auctionMeasures, beijing, measuresOf, safe, setting } from './campaigns/tbuma-study.js';
import { defineStudy, shownEstimate } from './engine/index.js';

const large = { budget: 100 };

/** TBUMA against BVM over the budget, on the vehicles of SUMO traffic. */
export default defineStudy({
  name: 'tbuma-fig08',
  title: 'Utility and welfare against the budget',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 8',
    says: 'TBUMA outperforms BVM when the budget is large; both are alike when it is small; the utility under BVM can be negative.',
  },
  description: `${setting} 80 vehicles (16 a minute), 60 tasks. TBUMA (safe) divides the budget by 2 always, which keeps every budget; TBUMA does as the paper prints.`,
  ...beijing,
  vary: { budget: '5..100:5' },
  parameters: { budget: { label: 'budget' } },
  series: ['TBUMA', 'TBUMA (safe)', 'BVM'],
  measures: auctionMeasures,
  async compute(context) {
    const { crowdsourcing } = context.scenario;
    const campaign = await standardCampaign(context);
    const change = { vehicles: participantsAt(16), tasks: 60, budget: Number(context.point.budget) };
    const { market } = campaignAuction(campaign, crowdsourcing, change);
    return {
      TBUMA: measuresOf(tbuma(market, asPrinted)),
      'TBUMA (safe)': measuresOf(tbuma(market, safe)),
      BVM: measuresOf(bvm(market, { valuation: 'paper' })),
    };
  },
  charts: [
    { x: 'budget', measure: 'requester_utility' },
    { x: 'budget', measure: 'social_welfare' },
    { x: 'budget', measure: 'payments' },
    { x: 'budget', measure: 'winners' },
  ],
  claims: [
    {
      claim: 'TBUMA earns the requester more than BVM at the largest budget',
      paper: "TBUMA significantly outperforms BVM in requester's utility when the budget is large",
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'requester_utility', at: large },
    },
    {
      claim: 'TBUMA has the higher social welfare at the largest budget',
      paper: 'TBUMA significantly outperforms BVM in social welfare when the budget is large',
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'social_welfare', at: large },
    },
    {
      claim: 'The social welfare is alike (within 10 %) at the smallest budget',
      paper: 'they achieve similar performance when the budget is small',
      expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'social_welfare', at: { budget: 5 } },
    },
    {
      claim: "TBUMA's lead in requester's utility is smaller at the smallest budget than at the largest",
      paper: 'they achieve similar performance when the budget is small',
      judge: (results) => nearer(results, ['TBUMA', 'BVM'], 'requester_utility', { budget: 5 }, large),
    },
    {
      claim: "The requester's utility under BVM is negative at the largest budget",
      paper: "the requester's utility of BVM can be negative, thus violating profitability",
      expect: { lower: 'BVM', than: 0, measure: 'requester_utility', at: large },
    },
    {
      claim: 'TBUMA never loses the requester money, in any replication',
      paper: 'TBUMA is profitable (Theorem 4)',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'requester_utility' }, { least: 0 }),
    },
    {
      claim: "BVM's social welfare falls between a middle and the largest budget",
      paper: 'the social welfare achieved by BVM diminishes when the budget is huge',
      judge: (results) => {
        const bvmAt = (budget: number) => ({ series: 'BVM', measure: 'social_welfare', at: { budget } });
        const budgets = results.valuesOf('budget').map(Number);
        const best = budgets.reduce((a, b) =>
          results.estimate(bvmAt(b)).mean > results.estimate(bvmAt(a)).mean ? b : a,
        );
        const fall = results.difference(bvmAt(100), bvmAt(best));
        const evidence = `highest at budget ${best}; change from there to 100: ${shownEstimate(fall)}`;
        return { holds: fall.high < 0, evidence };
      },
    },
    {
      claim: 'TBUMA as printed keeps every budget, in every replication',
      paper: 'TBUMA is budget feasible (Theorem 5)',
      judge: (results) => withinBudget(results, 'TBUMA'),
    },
    {
      claim: 'TBUMA (safe) keeps every budget, in every replication',
      judge: (results) => withinBudget(results, 'TBUMA (safe)'),
    },
  ],
});
