import {
  type ColumnSchema,
  type Table,
  type TableColumns,
  type TableSchema,
  tableSchema,
} from '../../src/results/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { mechanismRow } from './mechanism-row.js';
import { settle } from './settlement.js';

/** Which campaign and requester a row belongs to. */
export const marketColumns = [
  { name: 'campaign', type: 'integer', documentation: 'Number of the campaign, from 0.' },
  {
    name: 'requester',
    type: 'text',
    documentation: 'Name of the requester; empty where there is one alone.',
  },
] as const satisfies readonly ColumnSchema[];

/** Every mechanism on every market, expected beside realised. */
export const mechanismTable = tableSchema({
  name: 'mechanisms',
  documentation:
    'One row per campaign, requester and mechanism: every mechanism on the same bids, judged by the same drives.',
  columns: [
    ...marketColumns,
    { name: 'mechanism', type: 'text', documentation: 'Name of the mechanism.' },
    { name: 'acts', type: 'boolean', documentation: 'Whether its outcome was carried out.' },
    { name: 'winners', type: 'integer', documentation: 'Vehicles that won.' },
    { name: 'payment_total', type: 'double', documentation: 'Sum of the payments that the auction sets.' },
    {
      name: 'paid_total',
      type: 'double',
      documentation: 'Sum of what is paid in the end: with wbs nothing to a winner that broke a promise.',
      nullable: true,
    },
    { name: 'within_budget', type: 'boolean', documentation: 'Whether payment_total keeps the budget.' },
    { name: 'cost_total', type: 'double', documentation: 'Sum of the costs of the winners.' },
    {
      name: 'expected_value',
      type: 'double',
      documentation: 'Expected value of the tasks with the winners.',
    },
    {
      name: 'realised_value',
      type: 'double',
      documentation:
        'Value of the tasks as the winners really completed them; missing where nobody can know.',
      nullable: true,
    },
    { name: 'expected_utility', type: 'double', documentation: 'Expected value less payment_total.' },
    {
      name: 'realised_utility',
      type: 'double',
      documentation: 'Realised value less paid_total.',
      nullable: true,
    },
    {
      name: 'expected_welfare',
      type: 'double',
      documentation: 'Expected value less the costs of the winners.',
    },
    {
      name: 'realised_welfare',
      type: 'double',
      documentation: 'Realised value less the costs of the winners.',
      nullable: true,
    },
  ],
});

/** What the winners of wbs promised, and what they did. */
export const promiseTable = tableSchema({
  name: 'promises',
  documentation: 'One row per task that a winner of wbs promised: the promised time and what happened.',
  columns: [
    ...marketColumns,
    { name: 'bidder', type: 'integer', documentation: 'Number of the bidder in the auction.' },
    { name: 'task', type: 'integer', documentation: 'Number of the task.' },
    {
      name: 'rerouted',
      type: 'boolean',
      documentation: 'Whether the winner was sent another way for its bid.',
    },
    {
      name: 'promised',
      type: 'double',
      unit: 's',
      documentation: 'Promised time of completion, from the start of the campaign.',
    },
    {
      name: 'completion',
      type: 'double',
      unit: 's',
      documentation: 'Completion of the task, from the start of the campaign.',
      nullable: true,
    },
    {
      name: 'kept',
      type: 'boolean',
      documentation: 'Whether the completion is within the tolerance of the promised time.',
    },
    {
      name: 'paid',
      type: 'boolean',
      documentation: 'Whether the winner was paid: it kept all its promises.',
    },
  ],
});

/** A table of one market with the columns that tell which. */
export function withMarket(schema: TableSchema): TableSchema {
  return tableSchema({ ...schema, columns: [...marketColumns, ...schema.columns] });
}

/**
 * The tables of several markets as one.
 * @param columnsOf the columns of one market
 */
export function joinMarkets<S extends TableSchema>(
  schema: S,
  outcomes: readonly CampaignOutcome[],
  columnsOf: (outcome: CampaignOutcome) => TableColumns<S>,
): Table {
  const parts = outcomes.map((outcome) => ({
    outcome,
    columns: columnsOf(outcome) as Readonly<Record<string, ArrayLike<unknown>>>,
  }));
  const names = schema.columns.map(({ name }) => name);
  const rowsOf = (columns: Readonly<Record<string, ArrayLike<unknown>>>): number => columns[names[0]].length;
  const columns: Record<string, unknown[]> = {
    campaign: parts.flatMap(({ outcome, columns: own }) => Array<number>(rowsOf(own)).fill(outcome.campaign)),
    requester: parts.flatMap(({ outcome, columns: own }) =>
      Array<string>(rowsOf(own)).fill(outcome.requester.name),
    ),
  };
  for (const name of names) columns[name] = parts.flatMap(({ columns: own }) => Array.from(own[name]));
  return { schema: withMarket(schema), columns: columns as unknown as TableColumns };
}

/** Every mechanism on every market. */
export function mechanismColumns(outcomes: readonly CampaignOutcome[]): TableColumns<typeof mechanismTable> {
  const rows = outcomes.flatMap((outcome) =>
    outcome.mechanisms.map((held) => ({ outcome, held, row: mechanismRow(outcome, held) })),
  );
  return {
    campaign: rows.map(({ outcome }) => outcome.campaign),
    requester: rows.map(({ outcome }) => outcome.requester.name),
    mechanism: rows.map(({ held }) => held.mechanism),
    acts: rows.map(({ outcome, held }) => held === outcome.mechanisms[0]),
    winners: rows.map(({ row }) => row.winners),
    payment_total: rows.map(({ row }) => row.payment_total),
    paid_total: rows.map(({ row }) => row.paid_total),
    within_budget: rows.map(({ row }) => row.within_budget),
    cost_total: rows.map(({ row }) => row.cost_total),
    expected_value: rows.map(({ row }) => row.expected_value),
    realised_value: rows.map(({ row }) => row.realised_value),
    expected_utility: rows.map(({ row }) => row.expected_utility),
    realised_utility: rows.map(({ row }) => row.realised_utility),
    expected_welfare: rows.map(({ row }) => row.expected_welfare),
    realised_welfare: rows.map(({ row }) => row.realised_welfare),
  };
}

/** The promises of the winners of the auctions that were carried out. */
export function promiseColumns(outcomes: readonly CampaignOutcome[]): TableColumns<typeof promiseTable> {
  const rows = outcomes.flatMap((outcome) => {
    const { promises, payments } = settle(outcome);
    return promises.map((promise) => ({ outcome, payments, ...promise }));
  });
  return {
    campaign: rows.map(({ outcome }) => outcome.campaign),
    requester: rows.map(({ outcome }) => outcome.requester.name),
    bidder: rows.map(({ record }) => record.bidder),
    task: rows.map(({ record }) => record.task),
    rerouted: rows.map(({ outcome, record }) => outcome.rerouted.includes(record.bidder)),
    promised: rows.map(({ record }) => Math.max(0, record.forecast.mean)),
    completion: rows.map(({ record }) => record.completion ?? null),
    kept: rows.map(({ isKept }) => isKept),
    paid: rows.map(({ payments, record }) => (payments.get(record.bidder) ?? 0) > 0),
  };
}
