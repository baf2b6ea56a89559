import { bvm, tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always, nearer } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, auctionMeasures, beijing, measuresOf, safe, setting } from './campaigns/tbuma-study.js';
import { defineStudy } from './engine/index.js';

const [few, many] = [{ tasks: 20 }, { tasks: 140 }];

/** TBUMA against BVM over the number of tasks. */
export default defineStudy({
  name: 'tbuma-fig10',
  title: 'Utility and welfare against the number of tasks',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 10',
    says: 'TBUMA outperforms BVM when there are few tasks; both are alike when there are many.',
  },
  description: `${setting} 120 vehicles (24 a minute), budget 70. TBUMA (safe) divides the budget by 2 always; TBUMA does as the paper prints.`,
  ...beijing,
  vary: { tasks: '20..140:20' },
  parameters: { tasks: { label: 'number of tasks' } },
  series: ['TBUMA', 'TBUMA (safe)', 'BVM'],
  measures: auctionMeasures,
  async compute(context) {
    const campaign = await standardCampaign(context);
    const change = { vehicles: participantsAt(24), tasks: Number(context.point.tasks), budget: 70 };
    const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, change);
    return {
      TBUMA: measuresOf(tbuma(market, asPrinted)),
      'TBUMA (safe)': measuresOf(tbuma(market, safe)),
      BVM: measuresOf(bvm(market, { valuation: 'paper' })),
    };
  },
  charts: [
    { x: 'tasks', measure: 'requester_utility' },
    { x: 'tasks', measure: 'social_welfare' },
    { x: 'tasks', measure: 'payments' },
    { x: 'tasks', measure: 'winners' },
  ],
  claims: [
    {
      claim: 'TBUMA earns the requester more than BVM at the fewest tasks',
      paper: "TBUMA significantly outperforms BVM in requester's utility when the task number is small",
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'requester_utility', at: few },
    },
    {
      claim: 'TBUMA has the higher social welfare at the fewest tasks',
      paper: 'TBUMA significantly outperforms BVM in social welfare when the task number is small',
      expect: { higher: 'TBUMA', than: 'BVM', measure: 'social_welfare', at: few },
    },
    {
      claim: "The requester's utility under BVM is negative at the fewest tasks",
      paper: "the requester's utility of BVM can be negative in these figures, thus violating profitability",
      expect: { lower: 'BVM', than: 0, measure: 'requester_utility', at: few },
    },
    {
      claim: "BVM's social welfare is lower at the fewest tasks than at the most",
      paper: 'the social welfare achieved by BVM diminishes when the task number is small',
      expect: { rises: 'BVM', along: 'tasks', measure: 'social_welfare' },
    },
    {
      claim: 'The social welfare is alike (within 10 %) at the most tasks',
      paper: 'they achieve similar performance when the task number is great',
      expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'social_welfare', at: many },
    },
    {
      claim: "The requester's utility is alike (within 10 %) at the most tasks",
      paper: 'they achieve similar performance when the task number is great',
      expect: { close: 'TBUMA', to: 'BVM', within: 0.1, measure: 'requester_utility', at: many },
    },
    {
      claim: "TBUMA's lead in requester's utility is smaller at the most tasks than at the fewest",
      paper: 'they achieve similar performance when the task number is great',
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
