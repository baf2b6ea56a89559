import { type AuctionResult, tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { type DrivenCompletions, drivenCompletions } from './campaigns/driven-completions.js';
import { allAbove, endsDiffer } from './campaigns/judging.js';
import { participantsAt, type StandardCampaign, standardCampaign } from './campaigns/standard-campaign.js';
import { beijing, setting } from './campaigns/tbuma-study.js';
import { type Claim, defineStudy } from './engine/index.js';

const vehicles = participantsAt(24);
const tasks = 60;

/** Values in the five parts of the time to the deadline: falling, and the same all along. */
const functions = { 'function 1': [1, 0.8, 0.6, 0.4, 0.2], 'function 2': [0.5, 0.5, 0.5, 0.5, 0.5] };

/** Eq. (11) as printed, and the expected value by survival functions. */
const valuations = { '': 'paper', ' (exact)': 'exact' } as const;

/** What came of an auction: the tasks that winners really completed in time, each when its first winner did. */
function outcomeOf(
  { winners, payments, paymentTotal, requesterUtility }: AuctionResult,
  bidders: readonly number[],
  campaign: StandardCampaign,
  driven: DrivenCompletions,
  deadline: number,
) {
  const first = new Map<number, number>();
  for (const winner of winners) {
    const number = bidders[winner];
    for (const [entry, { task }] of campaign.vehicles[number].completions.entries()) {
      const time = driven[number][entry];
      if (task >= tasks || time === null || time > deadline) continue;
      first.set(task, Math.min(first.get(task) ?? Number.POSITIVE_INFINITY, time));
    }
  }
  const times = [...first.values()];
  const completed = times.length;
  return {
    payment: completed > 0 ? paymentTotal / completed : null,
    delay: completed > 0 ? times.reduce((sum, time) => sum + time, 0) / completed : null,
    completed,
    winners: Object.keys(payments).length,
    requester_utility: requesterUtility,
  };
}

/** The two functions compared at both ends of the sweep. */
function compared(
  claim: string,
  paper: string,
  measure: 'payment' | 'delay',
  ending: keyof typeof valuations,
  longer: 'function 1' | 'function 2',
): Claim {
  const other = longer === 'function 1' ? 'function 2' : 'function 1';
  return {
    claim,
    paper,
    judge: (results) =>
      allAbove(
        results,
        [200, 600].map((deadline) => ({
          higher: { series: `${longer}${ending}`, measure, at: { deadline } },
          lower: { series: `${other}${ending}`, measure, at: { deadline } },
          what: `deadline ${deadline}, ${longer} against ${other}`,
        })),
      ),
  };
}

function trend(
  claim: string,
  paper: string,
  series: string,
  measure: 'payment' | 'delay',
  direction: 'rises' | 'falls',
): Claim {
  return {
    claim,
    paper,
    judge: (results) => endsDiffer(results, { series, measure }, 'deadline', direction),
  };
}

const claims = Object.keys(valuations).flatMap((key): Claim[] => {
  const ending = key as keyof typeof valuations;
  const how = ending === '' ? 'eq. (11)' : 'the exact valuation';
  return [
    compared(
      `Function 2 pays less for a completed task than function 1, with ${how}`,
      'function 2 induces less payment than function 1',
      'payment',
      ending,
      'function 1',
    ),
    compared(
      `Function 2 has the longer task delay, with ${how}`,
      'function 2 induces longer average task delay than function 1',
      'delay',
      ending,
      'function 2',
    ),
    ...Object.keys(functions).flatMap((name): Claim[] => [
      trend(
        `The payment for a completed task falls with the deadline: ${name}, ${how}`,
        'in both cases, the incurred payment decreases with D',
        `${name}${ending}`,
        'payment',
        'falls',
      ),
      trend(
        `The task delay rises with the deadline: ${name}, ${how}`,
        'the average task delay increases with D',
        `${name}${ending}`,
        'delay',
        'rises',
      ),
    ]),
  ];
});

/** What tasks whose value falls with time cost, and how soon they are done. */
export default defineStudy({
  name: 'tbuma-fig15',
  title: 'Payment and task delay against the deadline',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 15',
    says: 'A value that does not fall within the deadline (function 2) costs less and takes longer; with the deadline the payment falls and the delay rises.',
  },
  description: `${setting} 120 vehicles (24 a minute), 60 tasks, budget 30. Function 1 falls from 1 to .2 in five parts of the time to the deadline, function 2 is .5 in all of them; (exact) stands for the exact valuation in place of eq. (11). Completed tasks and delays are those of the winners as SUMO drove them: a task counts from the first winner that completed it before the deadline.`,
  ...beijing,
  vary: { deadline: '200..600:50' },
  parameters: { deadline: { label: 'deadline', unit: 's' } },
  series: Object.keys(valuations).flatMap((ending) =>
    Object.keys(functions).map((name) => `${name}${ending}`),
  ),
  measures: {
    payment: { label: 'payment per completed task' },
    delay: { label: 'task delay', unit: 's' },
    completed: { label: 'tasks completed before the deadline' },
    winners: { label: 'winners' },
    requester_utility: { label: "requester's utility (expected)" },
  },
  async compute(context) {
    const deadline = Number(context.point.deadline);
    const campaign = await standardCampaign(context);
    const driven = await drivenCompletions(context, campaign, vehicles);
    const results = Object.entries(valuations).flatMap(([ending, valuation]) =>
      Object.entries(functions).map(([name, values]) => {
        const change = { vehicles, tasks, budget: 30, deadline, values };
        const { market, bidders } = campaignAuction(campaign, context.scenario.crowdsourcing, change);
        const auction = tbuma(market, { valuation, alpha: 'paper' });
        return [`${name}${ending}`, outcomeOf(auction, bidders, campaign, driven, deadline)] as const;
      }),
    );
    return Object.fromEntries(results);
  },
  charts: [
    { x: 'deadline', measure: 'payment' },
    { x: 'deadline', measure: 'delay' },
    { x: 'deadline', measure: 'completed' },
  ],
  claims,
});
