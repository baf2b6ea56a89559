import { type AuctionResult, bvm, tbuma } from '../../src/recruitment/index.js';
import { campaignMarket, defineStudy, learnLinkTimes, shownEstimate } from './engine/index.js';

const measuresOf = (auction: AuctionResult) => ({
  requester_utility: auction.requesterUtility,
  social_welfare: auction.socialWelfare,
  payments: auction.paymentTotal,
  winners: auction.winners.length,
});

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
  description:
    'The quarter of Beijing with 16 participating vehicles a minute and 60 tasks. One auction a replication, on the vehicles that are ' +
    'under way when the campaign begins. Values are expected ones with the valuation of the paper (eq. 11). ' +
    'TBUMA (safe) divides the budget by 2 always, which keeps every budget; TBUMA does as the paper prints.',
  scenario: 'scenarios/beijing.yaml',
  with: {
    'traffic.demand.rate': 16,
    'crowdsourcing.tasks.count': 60,
    'crowdsourcing.vehicles.share': 1,
  },
  vary: { budget: '5..100:5' },
  parameters: { budget: { label: 'budget' } },
  series: ['TBUMA', 'TBUMA (safe)', 'BVM'],
  replications: 100,
  quick: { replications: 10 },
  measures: {
    requester_utility: { label: "requester's utility" },
    social_welfare: { label: 'social welfare' },
    payments: { label: 'sum of payments' },
    winners: { label: 'winners' },
  },
  prepare: learnLinkTimes,
  async compute(context) {
    // Budget and mechanism come after the traffic, so all points share one market per replication.
    const market = { ...(await campaignMarket(context)), budget: Number(context.point.budget) };
    return {
      TBUMA: measuresOf(tbuma(market, { valuation: 'paper', alpha: 'paper' })),
      'TBUMA (safe)': measuresOf(tbuma(market, { valuation: 'paper', alpha: 'two' })),
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
      claim: "The requester's utility under BVM is negative at the largest budget",
      paper: "the requester's utility of BVM can be negative, thus violating profitability",
      expect: { lower: 'BVM', than: 0, measure: 'requester_utility', at: large },
    },
    {
      claim: 'TBUMA never loses the requester money, in any replication',
      paper: 'TBUMA is profitable (Theorem 4)',
      judge: (results) => {
        const all = results.points.flatMap((at) =>
          results.values({ series: 'TBUMA', measure: 'requester_utility', at }),
        );
        const least = Math.min(...all);
        return {
          holds: least >= -1e-9,
          evidence: `least utility of ${all.length} auctions: ${least.toFixed(3)}`,
        };
      },
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
  ],
});
