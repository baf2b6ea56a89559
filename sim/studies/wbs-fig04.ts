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

/** What a later deadline brings the requester. */
export default defineStudy({
  name: 'wbs-fig04',
  title: "Requester's utility against the deadline",
  source: {
    paper: 'WBS paper',
    figure: 'Fig. 4',
    says: "The larger the deadline, the larger the requester's utility.",
  },
  description: `${setting} 30 tasks, value from 1 to .2 at the deadline, descent rate .05.`,
  ...grid3,
  points: cross({ [rate]: [...rates], deadline: range(100, 500, 50) }),
  parameters: { deadline: { label: 'deadline', unit: 's' }, [rate]: { label: 'arrivals per minute' } },
  series: wbsSeries,
  measures: wbsMeasures,
  prepare: learnAtRates,
  async compute(context) {
    const value = { start: 1, end: 0.2, rate: 0.05, deadline: Number(context.point.deadline) };
    return wbsValues(await bidCampaign(context), { tasks: 30, value });
  },
  charts: [
    { x: 'deadline', measure: 'requester_utility', by: rate, series: ['WBS'], title: 'WBS' },
    {
      x: 'deadline',
      measure: 'requester_utility',
      at: { [rate]: 6 },
      title: 'One bid, several bids, and the menu, at 6 vehicles a minute',
    },
    { x: 'deadline', measure: 'winners', by: rate, series: ['WBS'], title: 'Winners' },
    { x: 'deadline', measure: 'promises_driven', by: rate, series: ['WBS'], title: 'Share of promises kept' },
  ],
  claims: [
    {
      claim: "The requester's utility is higher at a deadline of 500 s than of 100 s, at every arrival rate",
      paper: 'the larger T is, the more utility that the service requester can gain in average',
      judge: (results) =>
        endsDiffer(
          results,
          utility,
          'deadline',
          'rises',
          rates.map((one) => ({ [rate]: one })),
        ),
    },
    {
      claim:
        "The requester's utility is higher with the most arrivals than with the fewest, at both ends of the deadlines",
      paper: 'a higher arrival rate of vehicles also leads to higher utility of service requester',
      judge: (results) => endsDiffer(results, utility, rate, 'rises', [{ deadline: 100 }, { deadline: 500 }]),
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
  ],
});
