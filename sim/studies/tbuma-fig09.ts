import { bvm, tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always, nearer } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, auctionMeasures, beijing, measuresOf, safe, setting } from './campaigns/tbuma-study.js';
import { defineStudy } from './engine/index.js';

const [few, many] = [{ rate: 4 }, { rate: 40 }];

/** TBUMA against BVM over the number of vehicles. */
export default defineStudy({
  name: 'tbuma-fig09',
  title: 'Utility and welfare against the arrivals',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 9',
    says: 'TBUMA outperforms BVM when there are few vehicles; both are alike when there are many.',
  },
  description: `${setting} 60 tasks, budget 70. TBUMA (safe) divides the budget by 2 always; TBUMA does as the paper prints.`,
  ...beijing,
  vary: { rate: '4..40:4' },
  parameters: { rate: { label: 'arrivals of participating vehicles', unit: '1/min' } },
  series: ['TBUMA', 'TBUMA (safe)', 'BVM'],
  measures: auctionMeasures,
  async compute(context) {
    const campaign = await standardCampaign(context);
    const vehicles = participantsAt(Number(context.point.rate));
    const change = { vehicles, tasks: 60, budget: 70 };
    const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, change);
    return {
      TBUMA: measuresOf(tbuma(market, asPrinted)),
      'TBUMA (safe)': measuresOf(tbuma(market, safe)),
      BVM: measuresOf(bvm(market, { valuation: 'paper' })),
    };
  },
  charts: [
    { x: 'rate', measure: 'requester_utility' },
    { x: 'rate', measure: 'social_welfare' },
    { x: 'rate', measure: 'payments' },
    { x: 'rate', measure: 'winners' },
  ],
  claims: [
    {
      claim: 'TBUMA earns the requester more than BVM at the fewest vehicles',
      paper: "TBUMA significantly outperforms BVM in requester's utility when the vehicle number is small",
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'requester_utility', at: few },
    },
    {
      claim: 'TBUMA has the higher social welfare at the fewest vehicles',
      paper: 'TBUMA significantly outperforms BVM in social welfare when the vehicle number is small',
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'social_welfare', at: few },
    },
    {
      claim: "The requester's utility under BVM is negative at the fewest vehicles",
      paper: "the requester's utility of BVM can be negative in these figures, thus violating profitability",
      expect: { lower: 'BVM', than: 0, measure: 'requester_utility', at: few },
    },
    {
      claim: "BVM's social welfare is lower at the fewest vehicles than at the most",
      paper: 'the social welfare achieved by BVM diminishes when the vehicle number is small',
      expect: { rises: 'BVM', along: 'rate', measure: 'social_welfare' },
    },
    {
      claim: 'The social welfare is alike (within 10 %) at the most vehicles',
      paper: 'they achieve similar performance when the vehicle number is great',
      expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'social_welfare', at: many },
    },
    {
      claim: "The requester's utility is alike (within 10 %) at the most vehicles",
      paper: 'they achieve similar performance when the vehicle number is great',
      expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'requester_utility', at: many },
    },
    {
      claim: "TBUMA's lead in requester's utility is smaller at the most vehicles than at the fewest",
      paper: 'they achieve similar performance when the vehicle number is great',
      judge: (results) => nearer(results, ['TBUMA', 'BVM'], 'requester_utility', many, few),
    },
    {
      claim: 'TBUMA never loses the requester money, in any replication',
      paper: 'TBUMA is profitable (Theorem 4)',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'requester_utility' }, { least: 0 }),
    },
    {
      claim: 'TBUMA as printed never pays more than the budget of 70, in any replication',
      paper: 'TBUMA is budget feasible (Theorem 5)',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'payments' }, { most: 70 }),
    },
  ],
});
