import { tableSchema } from '../../src/results/index.js';

const point = { name: 'point', type: 'text', documentation: 'Name of the point of interest.' } as const;
const slot = { name: 'slot', type: 'integer', documentation: 'Number of the slot, from 0.' } as const;

/** The points of interest, predicted beside realised. */
export const freshnessPointTable = tableSchema({
  name: 'freshness_points',
  documentation: 'One row per point of interest: what the deciding policy promised, and what came.',
  columns: [
    point,
    { name: 'x', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    { name: 'y', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    {
      name: 'cycle',
      type: 'double',
      unit: 's',
      documentation: 'Round of the traffic light at the point, where one goes by the clock.',
      nullable: true,
    },
    { name: 'arrivals', type: 'integer', documentation: 'Connected vehicles that entered the geofence.' },
    {
      name: 'dispersion',
      type: 'double',
      documentation:
        'Variance over mean of the arrivals per slot; 1 for Poisson arrivals, more for platoons.',
      nullable: true,
    },
    {
      name: 'autocorrelation',
      type: 'double',
      documentation:
        'Correlation of the arrivals of slots one after the other; 0 where slots are independent.',
      nullable: true,
    },
    {
      name: 'predicted_payoff',
      type: 'double',
      documentation: 'Payoff per slot that the policy promised under the estimates, mean over the slots.',
      nullable: true,
    },
    { name: 'payoff', type: 'double', documentation: 'Payoff per slot.' },
    {
      name: 'predicted_age',
      type: 'double',
      unit: 'slots',
      documentation: 'Average age of the map that the policy promised.',
      nullable: true,
    },
    { name: 'age', type: 'double', unit: 'slots', documentation: 'Average age of the map.' },
    {
      name: 'predicted_cost',
      type: 'double',
      documentation: 'Payment per slot that the policy promised.',
      nullable: true,
    },
    { name: 'cost', type: 'double', documentation: 'Payment per slot.' },
    {
      name: 'wasted_cost',
      type: 'double',
      documentation:
        'Of it, for reports that did not qualify or came on top of a qualified one of the same slot.',
    },
    { name: 'updates', type: 'integer', documentation: 'Slots in which the map was renewed.' },
    { name: 'paid', type: 'integer', documentation: 'Vehicles that were recruited and paid.' },
  ],
});

/** What happened in each slot. */
export const freshnessSlotTable = tableSchema({
  name: 'freshness_slots',
  documentation: 'One row per point of interest and slot.',
  columns: [
    point,
    slot,
    { name: 'time', type: 'double', unit: 's', documentation: 'Simulated time at which the slot began.' },
    {
      name: 'age',
      type: 'integer',
      unit: 'slots',
      documentation: 'Age of the map at the beginning, from 1.',
    },
    {
      name: 'recruited_types',
      type: 'text',
      documentation: 'Numbers of the types that were recruited, with commas.',
    },
    { name: 'arrivals', type: 'integer', documentation: 'Connected vehicles that entered the geofence.' },
    { name: 'paid', type: 'integer', documentation: 'Of them, those recruited and paid.' },
    { name: 'payment', type: 'double', documentation: 'What they were paid.' },
    { name: 'wasted', type: 'double', documentation: 'Of it, for reports that did not renew the map.' },
    { name: 'updated', type: 'boolean', documentation: 'Whether a qualified report renewed the map.' },
  ],
});

/** Who came, and what became of it. */
export const freshnessArrivalTable = tableSchema({
  name: 'freshness_arrivals',
  documentation: 'One row per connected vehicle that entered a geofence.',
  columns: [
    point,
    slot,
    { name: 'time', type: 'double', unit: 's', documentation: 'Simulated time.' },
    { name: 'vehicle', type: 'text', documentation: "The vehicle's id in SUMO." },
    { name: 'type', type: 'text', documentation: 'Name of its type.' },
    {
      name: 'recruited',
      type: 'boolean',
      documentation: 'Whether its type was recruited, so that it was paid.',
    },
    { name: 'qualifies', type: 'boolean', documentation: 'Whether its data qualify, recruited or not.' },
  ],
});

/** What was believed of the arrivals. */
export const freshnessEstimateTable = tableSchema({
  name: 'freshness_estimates',
  documentation: 'One row per point of interest, interval between estimates, and type of vehicles.',
  columns: [
    point,
    { name: 'time', type: 'double', unit: 's', documentation: 'Simulated time at which the interval began.' },
    { name: 'type', type: 'text', documentation: 'Name of the type.' },
    {
      name: 'from_probes',
      type: 'double',
      documentation: 'Expected arrivals in the interval, from probe traces.',
    },
    {
      name: 'predicted',
      type: 'double',
      documentation: 'Expected arrivals in the interval, from the vehicles known to be on their way.',
    },
    { name: 'arrivals', type: 'integer', documentation: 'Arrivals in the interval.' },
  ],
});

/** All policies on the same arrivals. */
export const freshnessPolicyTable = tableSchema({
  name: 'freshness_policies',
  documentation: 'One row per point of interest and policy, all on the same arrivals.',
  columns: [
    point,
    { name: 'policy', type: 'text', documentation: 'Name of the policy.' },
    {
      name: 'predicted_payoff',
      type: 'double',
      documentation: 'Payoff per slot that it promised under the estimates.',
      nullable: true,
    },
    { name: 'payoff', type: 'double', documentation: 'Payoff per slot.' },
    { name: 'age', type: 'double', unit: 'slots', documentation: 'Average age of the map.', nullable: true },
    { name: 'cost', type: 'double', documentation: 'Payment per slot.', nullable: true },
    {
      name: 'wasted_cost',
      type: 'double',
      documentation: 'Payment per slot for reports that did not renew the map.',
      nullable: true,
    },
    {
      name: 'updates',
      type: 'integer',
      documentation: 'Slots in which the map was renewed.',
      nullable: true,
    },
  ],
});

/** The tables of the freshness service. */
export const freshnessTables = [
  freshnessPointTable,
  freshnessSlotTable,
  freshnessArrivalTable,
  freshnessEstimateTable,
  freshnessPolicyTable,
] as const;
