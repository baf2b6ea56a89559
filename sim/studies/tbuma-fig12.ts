import { tbuma } from '../../src/recruitment/index.js';
import { pairedDifference } from '../../src/results/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { withinBudget } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, beijing, safe, setting } from './campaigns/tbuma-study.js';
import {
  cross,
  defineStudy,
  type Judgement,
  range,
  type StudyResults,
  shownEstimate,
} from './engine/index.js';

const budgets = range(5, 100, 5);
const counts = [40, 60, 80, 100];

/**
 * The clearest rise of the utilization from a budget to the next, among budgets of at least a share of V(I). Of many steps some would
 * seem to rise by chance, so the intervals together have the level of one (Bonferroni).
 */
function clearestRise(results: StudyResults, series: string, leastShare: number): Judgement {
  const steps = counts.flatMap((tasks) =>
    budgets.slice(1).flatMap((budget, i) => {
      const at = { tasks, budget };
      const all = results.estimate({ series, measure: 'value_of_all', at }).mean;
      if (budget < leastShare * all) return [];
      const utilization = (one: number) =>
        results.values({ series, measure: 'utilization', at: { tasks, budget: one } });
      return [{ at, all, from: budgets[i], before: utilization(budgets[i]), after: utilization(budget) }];
    }),
  );
  if (steps.length === 0) return { holds: false, evidence: 'no budget is so large' };
  const level = 1 - (1 - results.level) / steps.length;
  const rises = steps.map((step) => ({ ...step, rise: pairedDifference(step.after, step.before, level) }));
  const { rise, at, from, all } = rises.reduce((a, b) => (b.rise.low > a.rise.low ? b : a));
  return {
    holds: rise.low > 0,
    evidence: `clearest of ${steps.length} steps: ${at.tasks} tasks, from budget ${from} to ${at.budget} by ${shownEstimate(rise)} (interval at ${(100 * level).toFixed(2)} %; V(I) is ${all.toFixed(1)} on average)`,
  };
}

/** How much of its budget TBUMA spends. */
export default defineStudy({
  name: 'tbuma-fig12',
  title: 'Budget utilization',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 12',
    says: 'The budget utilization is lower than 1, and does not fall all the way as the budget grows.',
  },
  description: `${setting} 120 vehicles (24 a minute). The budget utilization is the sum of payments / the budget.`,
  ...beijing,
  points: cross({ tasks: counts, budget: budgets }),
  parameters: { tasks: { label: 'tasks' }, budget: { label: 'budget' } },
  series: ['TBUMA', 'TBUMA (safe)'],
  measures: {
    utilization: { label: 'budget utilization' },
    payments: { label: 'sum of payments' },
    winners: { label: 'winners' },
    value_of_all: { label: 'value of all vehicles, V(I)' },
  },
  async compute(context) {
    const { crowdsourcing } = context.scenario;
    const [budget, tasks] = [Number(context.point.budget), Number(context.point.tasks)];
    const campaign = await standardCampaign(context);
    const change = { vehicles: participantsAt(24), tasks, budget };
    const { market } = campaignAuction(campaign, crowdsourcing, change);
    const of = (options: typeof asPrinted | typeof safe) => {
      const { paymentTotal, winners, valueOfAll } = tbuma(market, options);
      return {
        utilization: paymentTotal / budget,
        payments: paymentTotal,
        winners: winners.length,
        value_of_all: valueOfAll,
      };
    };
    return { TBUMA: of(asPrinted), 'TBUMA (safe)': of(safe) };
  },
  charts: [
    { x: 'budget', measure: 'utilization', by: 'tasks', series: ['TBUMA'], title: 'TBUMA as printed' },
    { x: 'budget', measure: 'utilization', by: 'tasks', series: ['TBUMA (safe)'], title: 'TBUMA (safe)' },
    { x: 'budget', measure: 'payments', by: 'tasks', series: ['TBUMA'] },
  ],
  claims: [
    {
      claim: 'TBUMA as printed keeps every budget, in every replication',
      paper: 'since the budget utilization is lower than 1, the budget feasibility is guaranteed',
      judge: (results) => withinBudget(results, 'TBUMA'),
    },
    {
      claim: 'TBUMA (safe) keeps every budget, in every replication',
      judge: (results) => withinBudget(results, 'TBUMA (safe)'),
    },
    {
      claim: 'The budget utilization clearly rises from some budget to the next',
      paper: 'the budget utilization does not monotonically decrease with budget B',
      judge: (results) => clearestRise(results, 'TBUMA', 0),
    },
    {
      claim: 'It does so at a budget of at least half of V(I)',
      paper: 'because more bidders are eligible to be selected when B >= V(I) / 2',
      judge: (results) => clearestRise(results, 'TBUMA', 0.5),
    },
  ],
});
