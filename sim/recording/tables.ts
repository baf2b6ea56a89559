import { tableSchema } from '../../src/results/index.js';

/** The traffic over time. */
export const trafficTable = tableSchema({
  name: 'traffic',
  documentation: 'One row per traffic step.',
  columns: [
    { name: 'time', type: 'double', unit: 's', documentation: 'Simulated time at the end of the step.' },
    { name: 'departed', type: 'integer', documentation: 'Vehicles that entered the network in the step.' },
    { name: 'arrived', type: 'integer', documentation: 'Vehicles that ended their trip in the step.' },
    { name: 'running', type: 'integer', documentation: 'Vehicles on the road after the step.' },
    {
      name: 'teleported',
      type: 'integer',
      documentation: 'Vehicles that SUMO lifted out of a jam in the step.',
    },
  ],
});

/** The tasks of the campaign and what became of them. */
export const taskTable = tableSchema({
  name: 'tasks',
  documentation: 'One row per task of the campaign.',
  columns: [
    { name: 'task', type: 'integer', documentation: 'Number of the task.' },
    { name: 'link', type: 'text', documentation: 'Link that passes the task.' },
    {
      name: 'offset',
      type: 'double',
      unit: 'm',
      documentation: 'Distance of the task from the start of the link.',
    },
    { name: 'x', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    { name: 'y', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    { name: 'bidders', type: 'integer', documentation: 'Vehicles that bid for the task.' },
    { name: 'winners', type: 'integer', documentation: 'Winners whose bundle holds the task.' },
    { name: 'expected_value', type: 'double', documentation: 'Expected value of the task with the winners.' },
    {
      name: 'completion',
      type: 'double',
      unit: 's',
      documentation: 'First completion by a winner, from the start of the campaign.',
      nullable: true,
    },
    {
      name: 'realised_value',
      type: 'double',
      documentation: 'Value of the task at its first completion by a winner, 0 without one.',
    },
  ],
});

/** The bidders and what the auction gave them. */
export const bidderTable = tableSchema({
  name: 'bidders',
  documentation: 'One row per vehicle that bid.',
  columns: [
    { name: 'bidder', type: 'integer', documentation: 'Number of the bidder in the auction.' },
    { name: 'vehicle', type: 'text', documentation: "The vehicle's id in SUMO." },
    { name: 'clock', type: 'double', unit: 'GHz', documentation: 'Clock of the on-board computer.' },
    {
      name: 'processing_time',
      type: 'double',
      unit: 's',
      documentation: 'Time to process a task on arrival.',
    },
    { name: 'tasks', type: 'integer', documentation: 'Tasks in the bundle.' },
    { name: 'cost', type: 'double', documentation: 'Private cost of the bundle.' },
    { name: 'bid', type: 'double', documentation: 'Price that the vehicle asked.' },
    {
      name: 'order_of_selection',
      type: 'integer',
      documentation: 'Place among the winners, from 0.',
      nullable: true,
    },
    { name: 'payment', type: 'double', documentation: 'What the vehicle is paid; 0 for losers.' },
  ],
});

/** Forecast beside fact for every task of every bidder. */
export const completionTable = tableSchema({
  name: 'completions',
  documentation:
    'One row per bidder and task of its bundle, winners or not: what was forecast and what happened.',
  columns: [
    { name: 'bidder', type: 'integer', documentation: 'Number of the bidder in the auction.' },
    { name: 'task', type: 'integer', documentation: 'Number of the task.' },
    { name: 'winner', type: 'boolean', documentation: 'Whether the bidder won the auction.' },
    {
      name: 'forecast_mean',
      type: 'double',
      unit: 's',
      documentation: 'Mean of the forecast completion time.',
    },
    {
      name: 'forecast_sd',
      type: 'double',
      unit: 's',
      documentation: 'Standard deviation of the forecast completion time.',
    },
    { name: 'in_time', type: 'double', documentation: 'Forecast probability of completion by the deadline.' },
    {
      name: 'arrival',
      type: 'double',
      unit: 's',
      documentation: 'Arrival at the task, from the start of the campaign.',
      nullable: true,
    },
    {
      name: 'completion',
      type: 'double',
      unit: 's',
      documentation: 'Completion of the task, from the start of the campaign.',
      nullable: true,
    },
  ],
});

/** The completion probabilities that the auction worked with, beside what happened. */
export const probabilityTable = tableSchema({
  name: 'completion_probabilities',
  documentation: 'One row per bidder, task and subinterval of the time to the deadline.',
  columns: [
    { name: 'bidder', type: 'integer', documentation: 'Number of the bidder in the auction.' },
    { name: 'task', type: 'integer', documentation: 'Number of the task.' },
    { name: 'subinterval', type: 'integer', documentation: 'Number of the subinterval, from 1.' },
    {
      name: 'probability',
      type: 'double',
      documentation: 'Forecast probability of completion in the subinterval.',
    },
    {
      name: 'happened',
      type: 'boolean',
      documentation: 'Whether the task was completed by this bidder in the subinterval.',
    },
  ],
});

/** The auction in one row. */
export const auctionTable = tableSchema({
  name: 'auction',
  documentation: 'One row: the auction of the campaign, expected beside realised.',
  columns: [
    { name: 'participants', type: 'integer', documentation: 'Vehicles that took part.' },
    { name: 'bidders', type: 'integer', documentation: 'Participants with at least one task on their way.' },
    { name: 'winners', type: 'integer', documentation: 'Vehicles that won.' },
    { name: 'budget', type: 'double', documentation: 'Budget of the requester.' },
    { name: 'payment_total', type: 'double', documentation: 'Sum of the payments.' },
    { name: 'within_budget', type: 'boolean', documentation: 'Whether the payments kept the budget.' },
    { name: 'cost_total', type: 'double', documentation: 'Sum of the costs of the winners.' },
    { name: 'value_of_all', type: 'double', documentation: 'Expected value if every bidder won.' },
    {
      name: 'expected_value',
      type: 'double',
      documentation: 'Expected value of the tasks with the winners.',
    },
    {
      name: 'realised_value',
      type: 'double',
      documentation: 'Value of the tasks as the winners really completed them.',
    },
    {
      name: 'expected_utility',
      type: 'double',
      documentation: "Requester's expected utility: expected value less payments.",
    },
    {
      name: 'realised_utility',
      type: 'double',
      documentation: "Requester's realised utility: realised value less payments.",
    },
  ],
});

/** All tables of a replication, in the order of the documentation. */
export const replicationTables = [
  auctionTable,
  bidderTable,
  taskTable,
  completionTable,
  probabilityTable,
  trafficTable,
] as const;
