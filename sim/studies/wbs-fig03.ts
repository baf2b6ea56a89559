import { bidCampaign } from './campaigns/bid-campaign.js';
import { always, endsDiffer } from './campaigns/judging.js';
import {
  grid3,
  learnAtRates,
  rate,
  rates,
  setting,
  wbsMeasures,
  wbsSeries,
  wbsValues,
} from './campaigns/wbs-study.js';
import { cross, defineStudy, range } from './engine/index.js';

const utility = { series: 'WBS', measure: 'requester_utility' };

/** What more tasks and more vehicles bring the requester. */
export default defineStudy({
  name: 'wbs-fig03',
  title: "Requester's utility against the number of tasks",
  source: {
    paper: 'WBS paper',
    figure: 'Fig. 3',
    says: "The requester's utility increases with the number of tasks and with the arrival rate of vehicles.",
  },
  description: `${setting} Value from 1 to .2 at the deadline of 300 s, descent rate .05.`,
  ...grid3,
  points: cross({ [rate]: [...rates], tasks: range(5, 50, 5) }),
  parameters: { tasks: { label: 'number of tasks' }, [rate]: { label: 'arrivals per minute' } },
  series: wbsSeries,
  measures: wbsMeasures,
  prepare: learnAtRates,
  async compute(context) {
    const value = { start: 1, end: 0.2, rate: 0.05, deadline: 300 };
    return wbsValues(await bidCampaign(context), { tasks: Number(context.point.tasks), value });
  },
  charts: [
    { x: 'tasks', measure: 'requester_utility', by: rate, series: ['WBS'], title: 'WBS' },
    {
      x: 'tasks',
      measure: 'requester_utility',
      at: { [rate]: 6 },
      title: 'One bid, several bids, and the menu, at 6 vehicles a minute',
    },
    {
      x: 'tasks',
      measure: 'social_welfare',
      at: { [rate]: 6 },
      title: 'Social welfare at 6 vehicles a minute',
    },
    { x: 'tasks', measure: 'promises_driven', by: rate, series: ['WBS'], title: 'Share of promises kept' },
  ],
  claims: [
    {
      claim: "The requester's utility is higher with 50 tasks than with 5, at every arrival rate",
      paper: 'the utility of service requester increases with the number of released tasks',
      judge: (results) =>
        endsDiffer(
          results,
          utility,
          'tasks',
          'rises',
          rates.map((one) => ({ [rate]: one })),
        ),
    },
    {
      claim:
        "The requester's utility is higher with the most arrivals than with the fewest, for 5 and for 50 tasks",
      paper: 'a higher arrival rate of vehicles also leads to higher utility of service requester',
      judge: (results) => endsDiffer(results, utility, rate, 'rises', [{ tasks: 5 }, { tasks: 50 }]),
    },
    {
      claim: 'Several bids bring a higher social welfare than one, at 50 tasks',
      expect: { higher: 'WBS', than: 'WBS, one bid', measure: 'social_welfare', at: { tasks: 50 } },
    },
    {
      claim: 'Winners on their own way keep more than 9 of 10 promises within 30 s, at every point',
      paper: 'intelligent navigation systems can already provide accurate estimated times of arrival',
      expect: { higher: 'WBS, one bid', than: 0.9, measure: 'promises_driven' },
    },
    {
      claim: 'No winner is paid less than its costs, in any replication',
      paper: 'the proposed incentive mechanism is individually rational (Theorem 3)',
      judge: (results) => always(results, { series: 'WBS', measure: 'least_gain' }, { least: 0 }),
    },
    {
      claim: 'The requester never loses money, in any replication',
      paper: 'the proposed incentive mechanism is profitable (Theorem 3)',
      judge: (results) => always(results, utility, { least: 0 }),
    },
    {
      claim: 'Nor does it with the payments of the menu',
      judge: (results) =>
        always(results, { series: 'WBS, menu', measure: 'requester_utility' }, { least: 0 }),
    },
  ],
});
