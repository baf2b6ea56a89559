/**
 * Which way a measure of a run is better. Measures that are not here only change: more vehicles or higher payments are neither
 * good nor bad by themselves.
 */
export const measureDirections: ReadonlyMap<string, 'higher' | 'lower'> = new Map([
  ['within_budget', 'higher'],
  ['expected_value', 'higher'],
  ['realised_value', 'higher'],
  ['expected_utility', 'higher'],
  ['realised_utility', 'higher'],
  ['completed_share', 'higher'],
  ['completion_error', 'lower'],
  ['brier', 'lower'],
  ['brier_skill', 'higher'],
  ['freshness_payoff', 'higher'],
  ['freshness_age', 'lower'],
  ['freshness_cost', 'lower'],
  ['freshness_wasted_cost', 'lower'],
  ['freshness_probe_error', 'lower'],
  ['freshness_forecast_error', 'lower'],
]);
