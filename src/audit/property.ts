/** What a mechanism may be audited for; which of them apply depends on its kind. */
export const propertyNames = [
  'truthful-price',
  'truthful-bundle',
  'truthful-bids',
  'truthful-completion',
  'truthful-deadline',
  'truthful-simulator',
  'individual-rationality',
  'profitability',
  'budget-feasibility',
  'monotonicity',
  'critical-payment',
  'false-names',
  'false-names-driving',
] as const;

/** The name of a property. */
export type PropertyName = (typeof propertyNames)[number];
