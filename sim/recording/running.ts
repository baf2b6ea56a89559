import type { CosimulationResult } from './replication-result.js';
import type { TrafficRecorder } from './traffic-recorder.js';

const moments = 200;

/** Vehicles on the road at some moments, evenly spread and the same in all replications of a scenario. */
export function runningOf(traffic: TrafficRecorder): CosimulationResult['running'] {
  const { time, running } = traffic.columns();
  const every = Math.max(1, Math.floor(time.length / moments));
  const rows: number[] = [];
  for (let i = every - 1; i < time.length; i += every) rows.push(i);
  return { time: rows.map((i) => time[i] ?? 0), vehicles: rows.map((i) => running[i] ?? 0) };
}
