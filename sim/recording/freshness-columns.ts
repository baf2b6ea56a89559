import { autocorrelation } from '../../src/freshness/index.js';
import type { TableColumns } from '../../src/results/index.js';
import type { FreshnessOutcome, PointOutcome } from '../services/freshness/freshness-outcome.js';
import type {
  freshnessArrivalTable,
  freshnessEstimateTable,
  freshnessPointTable,
  freshnessPolicyTable,
  freshnessSlotTable,
} from './freshness-tables.js';
import type { JudgedPoint } from './judged-points.js';

/** The points of interest, predicted beside realised. */
export function pointColumns(judged: readonly JudgedPoint[]): TableColumns<typeof freshnessPointTable> {
  const realised = judged.map(({ decided }) => decided.realised);
  const predicted = judged.map(({ decided }) => decided.predicted);
  return {
    point: judged.map(({ point }) => point.geofence.name),
    x: judged.map(({ point }) => point.geofence.x),
    y: judged.map(({ point }) => point.geofence.y),
    cycle: judged.map(({ point }) => point.cycle ?? null),
    arrivals: judged.map(({ counts }) => counts.reduce((a, b) => a + b, 0)),
    dispersion: judged.map(({ dispersion }) => dispersion),
    autocorrelation: judged.map(({ counts }) => autocorrelation(counts, 1)),
    predicted_payoff: predicted.map((value) => value?.payoff ?? null),
    payoff: realised.map(({ payoff }) => payoff),
    predicted_age: predicted.map((value) => value?.averageAge ?? null),
    age: realised.map(({ averageAge }) => averageAge ?? null),
    predicted_cost: predicted.map((value) => value?.averageCost ?? null),
    cost: realised.map(({ averageCost }) => averageCost ?? null),
    wasted_cost: realised.map(({ wastedCost }) => wastedCost ?? null),
    updates: realised.map(({ updates }) => updates ?? null),
    paid: realised.map(({ paid }) => paid ?? null),
  };
}

/** One row per point and slot. */
export function slotColumns(outcome: FreshnessOutcome): TableColumns<typeof freshnessSlotTable> {
  const rows = outcome.points.flatMap(({ geofence, slots, course }) =>
    slots.map((row, slot) => ({
      ...row,
      point: geofence.name,
      slot,
      arrivals: course.arrivals[slot].length,
    })),
  );
  return {
    point: rows.map(({ point }) => point),
    slot: rows.map(({ slot }) => slot),
    time: rows.map(({ slot }) => outcome.start + slot * outcome.slotLength),
    age: rows.map(({ age }) => age),
    recruited_types: rows.map(({ recruit }) => recruit.join(',')),
    arrivals: rows.map(({ arrivals }) => arrivals),
    paid: rows.map(({ paid }) => paid),
    payment: rows.map(({ payment }) => payment),
    wasted: rows.map(({ wasted }) => wasted),
    updated: rows.map(({ updated }) => updated),
  };
}

/** One row per arrival. */
export function arrivalColumns(outcome: FreshnessOutcome): TableColumns<typeof freshnessArrivalTable> {
  const rows = outcome.points.flatMap(({ geofence, slots, course }) =>
    course.arrivals.flatMap((arrivals, slot) =>
      arrivals.map((arrival) => ({
        ...arrival,
        point: geofence.name,
        slot,
        recruited: slots[slot].recruit.includes(arrival.type),
      })),
    ),
  );
  return {
    point: rows.map(({ point }) => point),
    slot: rows.map(({ slot }) => slot),
    time: rows.map(({ time }) => time),
    vehicle: rows.map(({ vehicle }) => outcome.vehicleId(vehicle)),
    type: rows.map(({ type }) => outcome.terms.types[type].name),
    recruited: rows.map(({ recruited }) => recruited),
    qualifies: rows.map(({ qualifies }) => qualifies),
  };
}

/** Expected and seen arrivals of an interval, by type. */
interface EstimateRow {
  readonly point: string;
  readonly interval: number;
  readonly type: number;
  readonly fromProbes: number;
  readonly predicted: number;
  readonly arrivals: number;
}

/** What was believed of the arrivals of each interval that has ended, beside those that came. */
export function estimateRows({ geofence, course }: PointOutcome): EstimateRow[] {
  const { estimates, every, arrivals } = course;
  return estimates.flatMap(({ probes, predicted }, interval) => {
    if ((interval + 1) * every > arrivals.length) return [];
    const seen = arrivals.slice(interval * every, (interval + 1) * every).flat();
    return Array.from(probes, (rate, type) => ({
      point: geofence.name,
      interval,
      type,
      fromProbes: rate * every,
      predicted: predicted[type] * every,
      arrivals: seen.filter((arrival) => arrival.type === type).length,
    }));
  });
}

/** One row per point, interval and type. */
export function estimateColumns(outcome: FreshnessOutcome): TableColumns<typeof freshnessEstimateTable> {
  const { start, slotLength, points, terms } = outcome;
  const rows = points.flatMap(estimateRows);
  const length = (points[0]?.course.every ?? 1) * slotLength;
  return {
    point: rows.map(({ point }) => point),
    time: rows.map(({ interval }) => start + interval * length),
    type: rows.map(({ type }) => terms.types[type].name),
    from_probes: rows.map(({ fromProbes }) => fromProbes),
    predicted: rows.map(({ predicted }) => predicted),
    arrivals: rows.map(({ arrivals }) => arrivals),
  };
}

/** One row per point and policy. */
export function policyColumns(judged: readonly JudgedPoint[]): TableColumns<typeof freshnessPolicyTable> {
  const rows = judged.flatMap(({ point, policies }) =>
    policies.map((compared) => ({ point: point.geofence.name, ...compared })),
  );
  return {
    point: rows.map(({ point }) => point),
    policy: rows.map(({ policy }) => policy),
    predicted_payoff: rows.map(({ predicted }) => predicted?.payoff ?? null),
    payoff: rows.map(({ realised }) => realised.payoff),
    age: rows.map(({ realised }) => realised.averageAge ?? null),
    cost: rows.map(({ realised }) => realised.averageCost ?? null),
    wasted_cost: rows.map(({ realised }) => realised.wastedCost ?? null),
    updates: rows.map(({ realised }) => realised.updates ?? null),
  };
}
