import { autocorrelation } from '../../src/freshness/index.js';
import { mean, type Table } from '../../src/results/index.js';
import { type ComparedPolicy, comparedPolicies } from '../services/freshness/compared-policies.js';
import type { FreshnessOutcome } from '../services/freshness/freshness-outcome.js';
import type { ServiceRecord } from '../services/service.js';
import { finite } from './finite.js';
import {
  arrivalColumns,
  estimateColumns,
  pointColumns,
  policyColumns,
  slotColumns,
} from './freshness-columns.js';
import { freshnessMeasures } from './freshness-measures.js';
import type { FreshnessPart } from './freshness-part.js';
import {
  freshnessArrivalTable,
  freshnessEstimateTable,
  freshnessPointTable,
  freshnessPolicyTable,
  freshnessSlotTable,
} from './freshness-tables.js';
import { type JudgedPoint, judgePoints } from './judged-points.js';

/** So many slots apart correlations are shown. */
const mostLags = 40;

function partOf(outcome: FreshnessOutcome, judged: readonly JudgedPoint[], detailed: boolean): FreshnessPart {
  const { policy, slotLength, start } = outcome;
  const over = (of: (one: ComparedPolicy) => number | undefined, at: string): number | null =>
    finite(
      mean(
        judged.map(({ policies }) => {
          const one = policies.find((compared) => compared.policy === at);
          return (one === undefined ? undefined : of(one)) ?? Number.NaN;
        }),
      ),
    );
  const [first] = judged;
  return {
    policy,
    slotLength,
    points: judged.map(({ point, counts, dispersion, decided: { predicted, realised } }) => ({
      name: point.geofence.name,
      cycle: point.cycle ?? null,
      arrivals: counts.reduce((a, b) => a + b, 0),
      slots: counts.length,
      dispersion: finite(dispersion),
      autocorrelation: Array.from({ length: Math.min(mostLags, Math.max(0, counts.length - 2)) }, (_, i) =>
        finite(autocorrelation(counts, i + 1)),
      ),
      predicted:
        predicted === null
          ? null
          : {
              payoff: finite(predicted.payoff),
              age: finite(predicted.averageAge),
              cost: finite(predicted.averageCost),
            },
      payoff: realised.payoff,
      age: realised.averageAge ?? 0,
      cost: realised.averageCost ?? 0,
      wasted: realised.wastedCost ?? 0,
      updates: realised.updates ?? 0,
    })),
    policies: comparedPolicies.map((name) => ({
      policy: name,
      predictedPayoff: over(({ predicted }) => predicted?.payoff, name),
      payoff: over(({ realised }) => realised.payoff, name),
      age: over(({ realised }) => realised.averageAge, name),
      cost: over(({ realised }) => realised.averageCost, name),
      wasted: over(({ realised }) => realised.wastedCost, name),
    })),
    detail:
      detailed && first !== undefined
        ? {
            point: first.point.geofence.name,
            time: first.point.slots.map((_, slot) => start + slot * slotLength),
            age: first.point.slots.map(({ age }) => age),
            arrivals: Array.from(first.counts),
          }
        : null,
  };
}

/** What an HD map kept fresh leaves of one replication: tables, measures and its part of the report. */
export function freshnessRecord(outcome: FreshnessOutcome, detailed: boolean): ServiceRecord {
  const judged = judgePoints(outcome);
  const tables: Table[] = [
    { schema: freshnessPointTable, columns: pointColumns(judged) },
    { schema: freshnessSlotTable, columns: slotColumns(outcome) },
    { schema: freshnessArrivalTable, columns: arrivalColumns(outcome) },
    { schema: freshnessEstimateTable, columns: estimateColumns(outcome) },
    { schema: freshnessPolicyTable, columns: policyColumns(judged) },
  ];
  return {
    tables,
    measures: freshnessMeasures(outcome, judged),
    report: partOf(outcome, judged, detailed),
  };
}
