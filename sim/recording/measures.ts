import { type Measure, meanInterval } from '../../src/results/index.js';
import { finite } from './finite.js';
import type { MeasuredValue } from './replication-result.js';
import type { TrafficRecorder } from './traffic-recorder.js';

/** The measures of the traffic of one replication. */
export function trafficMeasures(traffic: TrafficRecorder): MeasuredValue[] {
  const { departed } = traffic.columns();
  return [{ name: 'vehicles', unit: '', documentation: 'Vehicles that departed.', value: total(departed) }];
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
