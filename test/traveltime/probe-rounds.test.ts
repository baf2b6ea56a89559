import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  joinTraversals,
  type LinkTraversals,
  readVehroutes,
  traversalFlag,
  vehrouteOptions,
} from '../../src/traces/index.js';
import {
  coverage,
  fitLinkTravelTimes,
  normalCrps,
  type PredictedTime,
  pathThrough,
  tripPredictor,
} from '../../src/traveltime/index.js';
import { type GridTraffic, gridTraffic } from '../traces/grid-traffic.js';

const slotLength = 60;
const slots = 6;

/** Trips over links driven from end to end, with when they began and how long they took. */
function wholeTrips(t: LinkTraversals): { links: number[]; entry: number; time: number }[] {
  const trips: { links: number[]; entry: number; time: number }[] = [];
  for (let i = 0; i < t.count; ) {
    let j = i;
    while (j < t.count && t.vehicle[j] === t.vehicle[i]) j++;
    const rows = Array.from({ length: j - i }, (_, k) => i + k).filter((r) => t.flags[r] === 0);
    const arrived = (t.flags[j - 1] & traversalFlag.partialLast) !== 0;
    if (arrived && rows.length >= 2) {
      const entry = t.entry[rows[0]];
      trips.push({ links: rows.map((r) => t.link[r]), entry, time: t.exit[rows[rows.length - 1]] - entry });
    }
    i = j;
  }
  return trips;
}

describe('probe rounds of SUMO', () => {
  let grid: GridTraffic;
  const index = new Map<string, number>();
  const indexOf = (edge: string): number => {
    if (!index.has(edge)) index.set(edge, index.size);
    return index.get(edge) ?? 0;
  };
  const round = async (seed: number): Promise<LinkTraversals> => {
    const file = grid.file(`round${seed}.xml`);
    grid.sumo([...vehrouteOptions(file), '--seed', String(seed), '--end', '500', '--time-to-teleport', '-1']);
    return (await readVehroutes(file, indexOf)).traversals;
  };
  beforeAll(() => {
    grid = gridTraffic(300);
  });
  afterAll(() => grid.remove());

  it('predict the trips of other rounds: better than free flow, and as sure as they say', async () => {
    const probes = joinTraversals(await Promise.all([11, 12, 13, 14, 15, 16, 17, 18].map(round)));
    const truth = joinTraversals(await Promise.all([21, 22, 23].map(round)));
    const freeFlowTimes = new Float64Array(index.size).fill(150 / 13.89);
    const fit = fitLinkTravelTimes(probes, { freeFlowTimes, slotLength, slots });
    expect(fit.used).toBeGreaterThan(2000);
    expect(fit.clipped).toBeLessThan(0.02 * fit.used);
    expect(fit.impossible).toBe(0);

    const trips = wholeTrips(truth).filter((t) => t.entry < slots * slotLength);
    expect(trips.length).toBeGreaterThan(200);
    const predictions = trips.map(({ links, entry, time }): PredictedTime => {
      const predictor = tripPredictor(pathThrough(fit.model, links, 1, entry));
      const { mean, sd } = predictor.task(links.length - 1, 1, 0, [300]);
      return { mean, sd, observed: time };
    });
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const crps = mean(predictions.map((p) => normalCrps(p.observed, p.mean, p.sd)));
    const freeFlow = mean(trips.map((t) => Math.abs(t.time - (t.links.length * 150) / 13.89)));
    expect(crps).toBeLessThan(0.5 * freeFlow);
    const bias = mean(predictions.map((p) => p.observed - p.mean));
    expect(Math.abs(bias)).toBeLessThan(0.15 * mean(trips.map((t) => t.time)));
    expect(coverage(predictions, 0.8)).toBeGreaterThan(0.65);
    expect(coverage(predictions, 0.8)).toBeLessThan(0.95);
  });
});
