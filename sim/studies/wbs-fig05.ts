import { bidCampaign } from './campaigns/bid-campaign.js';
import { endsDiffer } from './campaigns/judging.js';
import { grid3, learnAtRates, setting, wbsMeasures, wbsSeries, wbsValues } from './campaigns/wbs-study.js';
import { cross, defineStudy, range } from './engine/index.js';

const descents = [0.005, 0.01, 0.05, 0.1];
const deadlines = range(100, 500, 100);
const ends = {
  deadline: [{ deadline: 100 }, { deadline: 500 }],
  descent: [{ descent: 0.005 }, { descent: 0.1 }],
};

/** How soon tasks are done whose value falls sooner or later. */
export default defineStudy({
  name: 'wbs-fig05',
  title: 'Task delay against the deadline and the descent rate',
  source: {
    paper: 'WBS paper',
    figure: 'Fig. 5',
    says: "A smaller deadline and a smaller descent rate lead to a shorter task delay, and to a lower requester's utility.",
  },
  description: `${setting} 30 tasks, 6 vehicles a minute (.1 per second), value from 1 to .2 at the deadline. The smaller the descent rate, the sooner the value falls.`,
  ...grid3,
  points: cross({ descent: descents, deadline: deadlines }),
  parameters: { deadline: { label: 'deadline', unit: 's' }, descent: { label: 'descent rate' } },
  series: wbsSeries,
  measures: wbsMeasures,
  prepare: (preparation) => learnAtRates(preparation, [6]),
  async compute(context) {
    const { deadline, descent } = context.point;
    const value = { start: 1, end: 0.2, rate: Number(descent), deadline: Number(deadline) };
    return wbsValues(await bidCampaign(context), { tasks: 30, value });
  },
  charts: [
    { x: 'deadline', measure: 'delay', by: 'descent', series: ['WBS'], title: 'Task delay' },
    {
      x: 'deadline',
      measure: 'requester_utility',
      by: 'descent',
      series: ['WBS'],
      title: "Requester's utility",
    },
    {
      x: 'deadline',
      measure: 'promises_kept',
      by: 'descent',
      series: ['WBS'],
      title: 'Share of promises kept',
    },
  ],
  claims: [
    {
      claim: 'The task delay is longer at a deadline of 500 s than of 100 s, at every descent rate',
      paper: 'a smaller T leads to a reduced task delay',
      judge: (results) =>
        endsDiffer(
          results,
          { series: 'WBS', measure: 'delay' },
          'deadline',
          'rises',
          descents.map((descent) => ({ descent })),
        ),
    },
    {
      claim:
        'The task delay is longer at the largest descent rate than at the smallest, at both ends of the deadlines',
      paper: 'a smaller b leads to a reduced task delay',
      judge: (results) =>
        endsDiffer(results, { series: 'WBS', measure: 'delay' }, 'descent', 'rises', ends.deadline),
    },
    {
      claim: "The requester's utility is lower at the smallest deadline, at both ends of the descent rates",
      paper: 'this change adversely affects the utility of service requester',
      judge: (results) =>
        endsDiffer(
          results,
          { series: 'WBS', measure: 'requester_utility' },
          'deadline',
          'rises',
          ends.descent,
        ),
    },
    {
      claim: "The requester's utility is lower at the smallest descent rate, at both ends of the deadlines",
      paper: 'this change adversely affects the utility of service requester',
      judge: (results) =>
        endsDiffer(
          results,
          { series: 'WBS', measure: 'requester_utility' },
          'descent',
          'rises',
          ends.deadline,
        ),
    },
  ],
});
