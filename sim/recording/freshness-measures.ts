import { mean } from '../../src/results/index.js';
import type { ComparedPolicy } from '../services/freshness/compared-policies.js';
import { comparedPolicies } from '../services/freshness/compared-policies.js';
import type { FreshnessOutcome } from '../services/freshness/freshness-outcome.js';
import { finite } from './finite.js';
import { estimateRows } from './freshness-columns.js';
import type { JudgedPoint } from './judged-points.js';
import type { MeasuredValue } from './replication-result.js';

/** The name of the measure of a policy's payoff. */
export function payoffMeasure(policy: string): string {
  return `freshness_payoff_${policy.replaceAll('-', '_')}`;
}

/** The error of estimates of the arrivals of an interval at a point: mean absolute difference, and mean difference. */
function errorsOf(
  outcome: FreshnessOutcome,
  of: 'fromProbes' | 'predicted',
): { error: number; bias: number } {
  const differences = outcome.points.flatMap((point) => {
    const sums = new Map<number, number>();
    for (const row of estimateRows(point))
      sums.set(row.interval, (sums.get(row.interval) ?? 0) + row[of] - row.arrivals);
    return [...sums.values()];
  });
  return { error: mean(differences.map(Math.abs)), bias: mean(differences) };
}

/** The measures of an HD map kept fresh: means over the points of interest. Payoffs, costs and ages per slot and in slots. */
export function freshnessMeasures(
  outcome: FreshnessOutcome,
  judged: readonly JudgedPoint[],
): MeasuredValue[] {
  const over = (of: (one: ComparedPolicy) => number | undefined): number =>
    mean(judged.map(({ decided }) => of(decided) ?? Number.NaN));
  const probes = errorsOf(outcome, 'fromProbes');
  const predicted = errorsOf(outcome, 'predicted');
  const ofPolicy = (name: string): number =>
    mean(
      judged.map(
        ({ policies }) => policies.find(({ policy }) => policy === name)?.realised.payoff ?? Number.NaN,
      ),
    );
  const slots = 'slots';
  const measures: (Omit<MeasuredValue, 'value'> & { readonly value: number })[] = [
    {
      name: 'freshness_predicted_payoff',
      unit: '',
      documentation: 'Payoff per slot that the policy promised, mean over the points.',
      value: over(({ predicted: promised }) => promised?.payoff),
    },
    {
      name: 'freshness_payoff',
      unit: '',
      documentation: 'Payoff per slot, mean over the points.',
      value: over(({ realised }) => realised.payoff),
    },
    {
      name: 'freshness_predicted_age',
      unit: slots,
      documentation: 'Average age of the map that the policy promised.',
      value: over(({ predicted: promised }) => promised?.averageAge),
    },
    {
      name: 'freshness_age',
      unit: slots,
      documentation: 'Average age of the map.',
      value: over(({ realised }) => realised.averageAge),
    },
    {
      name: 'freshness_predicted_cost',
      unit: '',
      documentation: 'Payment per slot that the policy promised.',
      value: over(({ predicted: promised }) => promised?.averageCost),
    },
    {
      name: 'freshness_cost',
      unit: '',
      documentation: 'Payment per slot.',
      value: over(({ realised }) => realised.averageCost),
    },
    {
      name: 'freshness_wasted_cost',
      unit: '',
      documentation: 'Payment per slot for reports that did not renew the map.',
      value: over(({ realised }) => realised.wastedCost),
    },
    {
      name: 'freshness_arrivals',
      unit: '',
      documentation: 'Connected vehicles that entered a geofence, per point and slot.',
      value: mean(judged.map(({ counts }) => mean(Array.from(counts)))),
    },
    {
      name: 'freshness_dispersion',
      unit: '',
      documentation: 'Variance over mean of the arrivals per slot; 1 for Poisson arrivals.',
      value: mean(judged.map(({ dispersion }) => dispersion)),
    },
    {
      name: 'freshness_probe_error',
      unit: '',
      documentation: 'Mean absolute error of the arrivals of an interval as probe traces tell them.',
      value: probes.error,
    },
    {
      name: 'freshness_forecast_error',
      unit: '',
      documentation: 'The same from the vehicles known to be on their way.',
      value: predicted.error,
    },
    {
      name: 'freshness_forecast_bias',
      unit: '',
      documentation: 'Mean of predicted less seen arrivals of an interval.',
      value: predicted.bias,
    },
    ...comparedPolicies.map((policy) => ({
      name: payoffMeasure(policy),
      unit: '',
      documentation: `Payoff per slot of ${policy} on the same arrivals.`,
      value: ofPolicy(policy),
    })),
  ];
  return measures.map((measure) => ({ ...measure, value: finite(measure.value) }));
}
