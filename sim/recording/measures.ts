import { calibration, type Measure, mean, meanInterval } from '../../src/results/index.js';
import type { CrowdsourcingSettings } from '../../src/scenario/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { auctionColumns, probabilityColumns } from './campaign-tables.js';
import type { MeasuredValue } from './replication-result.js';
import type { TrafficRecorder } from './traffic-recorder.js';

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** The measures of the traffic of one replication. */
export function trafficMeasures(traffic: TrafficRecorder): MeasuredValue[] {
  const { departed } = traffic.columns();
  return [{ name: 'vehicles', unit: '', documentation: 'Vehicles that departed.', value: total(departed) }];
}

/** The measures of the campaign of one replication; null for one that it cannot have (no winner, say). */
export function campaignMeasures(
  campaign: CampaignOutcome,
  settings: CrowdsourcingSettings,
): MeasuredValue[] {
  const auction = auctionColumns(campaign, settings);
  const winners = new Set(campaign.auction.winners);
  const promised = campaign.completions.filter(({ bidder }) => winners.has(bidder));
  const done = campaign.completions.filter(({ completion }) => completion !== undefined);
  const errors = done.map(({ completion, forecast }) => (completion ?? Number.NaN) - forecast.mean);
  const probabilities = probabilityColumns(campaign);
  const fit = calibration(
    probabilities.probability as ArrayLike<number>,
    probabilities.happened as ArrayLike<boolean>,
  );
  const first = (column: ArrayLike<number | boolean | null>): number => Number(column[0]);
  const measures = [
    {
      name: 'participants',
      unit: '',
      documentation: 'Vehicles that took part in the campaign.',
      value: first(auction.participants),
    },
    {
      name: 'bidders',
      unit: '',
      documentation: 'Participants with a task on their way.',
      value: first(auction.bidders),
    },
    {
      name: 'winners',
      unit: '',
      documentation: 'Vehicles that won the auction.',
      value: first(auction.winners),
    },
    {
      name: 'payment_total',
      unit: '',
      documentation: 'Sum of the payments.',
      value: first(auction.payment_total),
    },
    {
      name: 'within_budget',
      unit: '',
      documentation: 'Share of replications whose payments kept the budget.',
      value: first(auction.within_budget),
    },
    {
      name: 'expected_value',
      unit: '',
      documentation: 'Expected value of the tasks with the winners.',
      value: first(auction.expected_value),
    },
    {
      name: 'realised_value',
      unit: '',
      documentation: 'Value of the tasks as they were really completed.',
      value: first(auction.realised_value),
    },
    {
      name: 'expected_utility',
      unit: '',
      documentation: "Requester's expected utility.",
      value: first(auction.expected_utility),
    },
    {
      name: 'realised_utility',
      unit: '',
      documentation: "Requester's realised utility.",
      value: first(auction.realised_utility),
    },
    {
      name: 'completed_share',
      unit: '',
      documentation: 'Share of winner-task pairs whose completion was seen before the end of the traffic.',
      value: promised.filter(({ completion }) => completion !== undefined).length / promised.length,
    },
    {
      name: 'completion_bias',
      unit: 's',
      documentation: 'Mean of realised less forecast completion time.',
      value: mean(errors),
    },
    {
      name: 'completion_error',
      unit: 's',
      documentation: 'Mean absolute difference of realised and forecast completion time.',
      value: mean(errors.map(Math.abs)),
    },
    {
      name: 'brier',
      unit: '',
      documentation: 'Brier score of the completion probabilities; 0 is perfect.',
      value: fit.brier,
    },
    {
      name: 'brier_of_base_rate',
      unit: '',
      documentation: 'Brier score of always forecasting the base rate.',
      value: fit.brierOfBaseRate,
    },
    {
      name: 'brier_skill',
      unit: '',
      documentation: '1 - brier / brier_of_base_rate; above 0 is informative.',
      value: fit.skill,
    },
  ];
  return measures.map((measure) => ({ ...measure, value: finite(measure.value) }));
}

function total(values: ArrayLike<number | null>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}

/** Each measure over the replications, with Student's t interval. */
export function measuresOver(replications: readonly (readonly MeasuredValue[])[], level: number): Measure[] {
  return (replications[0] ?? []).map(({ name, unit, documentation }, m) => {
    const values = replications.map((measures) => measures[m].value).filter((value) => value !== null);
    const { mean: centre, low, high, sd, n } = meanInterval(values, level);
    return {
      name,
      unit,
      documentation,
      mean: finite(centre),
      low: finite(low),
      high: finite(high),
      sd: finite(sd),
      n,
    };
  });
}
