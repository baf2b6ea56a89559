import { calibration, mean } from '../../src/results/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { auctionColumns, probabilityColumns } from './campaign-tables.js';
import { finite } from './finite.js';
import { type Amount, type MechanismRow, mechanismRow, sumOf } from './mechanism-row.js';
import type { MeasuredValue } from './replication-result.js';
import { settle } from './settlement.js';

const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Participants of all campaigns: those of a campaign count once, whoever they bid for. */
function participantsOf(outcomes: readonly CampaignOutcome[]): number {
  const ofCampaign = new Map<number, number>();
  for (const { campaign, participants } of outcomes)
    ofCampaign.set(campaign, Math.max(ofCampaign.get(campaign) ?? 0, participants));
  return add([...ofCampaign.values()]);
}

/**
 * The measures of the campaigns of one replication: sums over all campaigns and requesters, under the mechanism that acted; null
 * for one that the replication cannot have (no winner, say).
 */
export function campaignMeasures(outcomes: readonly CampaignOutcome[]): MeasuredValue[] {
  const rows = outcomes.map((outcome) => auctionColumns(outcome));
  const total = (column: Exclude<keyof (typeof rows)[number], 'within_budget'>): number =>
    add(rows.map((row) => Number(row[column][0])));
  const completions = outcomes.flatMap((outcome) =>
    outcome.completions.filter(({ isGivenUp }) => isGivenUp !== true),
  );
  const promised = outcomes.flatMap((outcome) => {
    const winners = new Set(outcome.auction.winners);
    return outcome.completions.filter(({ bidder }) => winners.has(bidder));
  });
  const done = completions.filter(({ completion }) => completion !== undefined);
  const errors = done.map(({ completion, forecast }) => (completion ?? Number.NaN) - forecast.mean);
  const probabilities = outcomes.map(probabilityColumns);
  const fit = calibration(
    probabilities.flatMap(({ probability }) => Array.from(probability, Number)),
    probabilities.flatMap(({ happened }) => Array.from(happened, Boolean)),
  );
  const measures = [
    {
      name: 'participants',
      unit: '',
      documentation: 'Vehicles that took part in the campaign.',
      value: participantsOf(outcomes),
    },
    {
      name: 'bidders',
      unit: '',
      documentation: 'Participants with a task on their way.',
      value: total('bidders'),
    },
    {
      name: 'winners',
      unit: '',
      documentation: 'Vehicles that won the auction.',
      value: total('winners'),
    },
    {
      name: 'payment_total',
      unit: '',
      documentation: 'Sum of the payments.',
      value: total('payment_total'),
    },
    {
      name: 'within_budget',
      unit: '',
      documentation: 'Share of replications whose payments kept the budget.',
      value: Number(rows.every((row) => row.within_budget[0])),
    },
    {
      name: 'expected_value',
      unit: '',
      documentation: 'Expected value of the tasks with the winners.',
      value: total('expected_value'),
    },
    {
      name: 'realised_value',
      unit: '',
      documentation: 'Value of the tasks as they were really completed.',
      value: total('realised_value'),
    },
    {
      name: 'expected_utility',
      unit: '',
      documentation: "Requester's expected utility.",
      value: total('expected_utility'),
    },
    {
      name: 'realised_utility',
      unit: '',
      documentation: "Requester's realised utility.",
      value: total('realised_utility'),
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

/** What is measured of each requester and of each mechanism. */
export const amounts: readonly (readonly [name: Amount, documentation: string])[] = [
  ['winners', 'vehicles that won'],
  ['payment_total', 'sum of the payments that the auctions set'],
  ['paid_total', 'sum of what was paid in the end'],
  ['cost_total', 'sum of the costs of the winners'],
  ['expected_value', 'expected value of the tasks with the winners'],
  ['realised_value', 'value of the tasks as they were really completed'],
  ['expected_utility', "requester's expected utility"],
  ['realised_utility', "requester's realised utility"],
  ['expected_welfare', 'expected value less the costs of the winners'],
  ['realised_welfare', 'realised value less the costs of the winners'],
];

function amountMeasures(prefix: string, what: string, rows: readonly MechanismRow[]): MeasuredValue[] {
  return amounts.map(([name, words]) => ({
    name: `${prefix}.${name}`,
    unit: '',
    documentation: `${what}: ${words}.`,
    value: sumOf(rows, name),
  }));
}

function rowsOfMechanism(outcomes: readonly CampaignOutcome[], m: number): MechanismRow[] {
  return outcomes.map((outcome) => mechanismRow(outcome, outcome.mechanisms[m]));
}

/** Each requester under the mechanism that acted: `requester.<name>.<amount>`. */
export function requesterMeasures(outcomes: readonly CampaignOutcome[]): MeasuredValue[] {
  const names = [...new Set(outcomes.map(({ requester }) => requester.name))].filter((name) => name !== '');
  return names.flatMap((name) => {
    const own = outcomes.filter(({ requester }) => requester.name === name);
    return amountMeasures(`requester.${name}`, `Requester ${name}`, rowsOfMechanism(own, 0));
  });
}

/**
 * Each mechanism on the bids of all markets, `mechanism.<name>.<amount>`, and what it has more than the one that acted, on the
 * same bids and drives: `difference.<name>.<amount>`, whose interval is that of paired differences. Nothing for one mechanism.
 */
export function mechanismMeasures(outcomes: readonly CampaignOutcome[]): MeasuredValue[] {
  const held = outcomes[0]?.mechanisms ?? [];
  if (held.length < 2) return [];
  const acting = rowsOfMechanism(outcomes, 0);
  const own = held.flatMap(({ mechanism }, m) =>
    amountMeasures(`mechanism.${mechanism}`, `Mechanism ${mechanism}`, rowsOfMechanism(outcomes, m)),
  );
  const differences = held.slice(1).flatMap(({ mechanism }, i) => {
    const rows = rowsOfMechanism(outcomes, i + 1);
    return amounts.map(([name, words]): MeasuredValue => {
      const [a, b] = [sumOf(rows, name), sumOf(acting, name)];
      return {
        name: `difference.${mechanism}.${name}`,
        unit: '',
        documentation: `Mechanism ${mechanism} less ${held[0].mechanism}: ${words}.`,
        value: a === null || b === null ? null : a - b,
      };
    });
  });
  return [...own, ...differences];
}

/** How the promises of the winners of wbs were kept; nothing where another mechanism acted. */
export function promiseMeasures(outcomes: readonly CampaignOutcome[]): MeasuredValue[] {
  if (outcomes[0]?.mechanisms[0].promise === undefined) return [];
  const settled = outcomes.map((outcome) => settle(outcome));
  const promises = settled.flatMap((one) => one.promises);
  const winners = add(outcomes.map(({ auction }) => auction.winners.length));
  const broken = add(
    settled.map(
      ({ promises: own }) => new Set(own.filter(({ isKept }) => !isKept).map((p) => p.record.bidder)).size,
    ),
  );
  const early = promises.filter(
    ({ isKept, record: { completion, forecast } }) =>
      !isKept && completion !== undefined && completion < Math.max(0, forecast.mean),
  ).length;
  const measure = (name: string, documentation: string, value: number): MeasuredValue => ({
    name,
    unit: '',
    documentation,
    value: finite(value),
  });
  const all = promises.length;
  return [
    measure('promises', 'Tasks that winners promised.', all),
    measure(
      'promises_kept',
      'Share of the promised tasks that were completed within the tolerance of the promised time.',
      promises.filter(({ isKept }) => isKept).length / all,
    ),
    measure('promises_early', 'Share of the promised tasks that were completed too early.', early / all),
    measure(
      'promises_never',
      'Share of the promised tasks whose completion was not seen before the end of the traffic.',
      promises.filter(({ record }) => record.completion === undefined).length / all,
    ),
    measure(
      'winners_paid',
      'Share of the winners that kept all promises and were paid.',
      (winners - broken) / winners,
    ),
    measure(
      'winners_rerouted',
      'Winners that were sent another way.',
      add(outcomes.map(({ rerouted }) => rerouted.length)),
    ),
    measure(
      'paid_total',
      'Sum of what was paid in the end.',
      add(settled.map(({ paymentTotal }) => paymentTotal)),
    ),
  ];
}
