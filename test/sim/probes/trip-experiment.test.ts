import { describe, expect, it } from 'vitest';
import {
  resampledExperiment,
  runTripExperiment,
  type TripExperiment,
  tripDivergences,
} from '../../../sim/probes/trip-experiment.js';
import { readRoutePool } from '../../../sim/traffic/demand.js';
import { readNetwork } from '../../../src/network/index.js';
import { RandomStream } from '../../../src/random/index.js';
import { normalForecast, tripDivergence } from '../../../src/traveltime/index.js';
import { smallScenario } from '../small-run.js';

describe('tripDivergences', () => {
  const random = new RandomStream('experiment');
  /** Two links that get slower at 300 s, many traversals, and trips that begin at 360 s. */
  const experiment: TripExperiment = {
    departure: 360,
    freeFlowTimes: [20, 20],
    rounds: Array.from({ length: 10 }, () => {
      const link = Array.from({ length: 400 }, (_, i) => i % 2);
      const entry = link.map(() => random.uniform(0, 600));
      return { link, entry, exit: entry.map((t) => t + random.normal(t < 300 ? 30 : 60, 3)) };
    }),
    trips: Array.from({ length: 100 }, () => random.normal(120, Math.sqrt(18))),
  };
  const at = (slots: number) =>
    tripDivergences(experiment, ['paper', 'mixture', 'coupled', 'grid'], { slots, horizon: 600, width: 10 });

  it('is the divergence of the normal forecast of the links', () => {
    const direct = tripDivergence(experiment.trips, normalForecast(120, Math.sqrt(18)).cdf);
    for (const divergence of Object.values(at(2))) expect(divergence).toBeCloseTo(direct, 1);
  });

  it('is clearly worst with one slot for all estimators', () => {
    const [one, two] = [at(1), at(2)];
    for (const name of ['paper', 'mixture', 'coupled', 'grid'] as const)
      expect(one[name]).toBeGreaterThan(two[name] + 0.3);
  });

  it('resamples rounds and trips, and leaves the rest', () => {
    const { rounds, trips, departure } = resampledExperiment(experiment, new RandomStream('again'));
    expect(departure).toBe(360);
    expect([rounds.length, trips.length]).toEqual([10, 100]);
    expect(rounds.every((round) => experiment.rounds.includes(round))).toBe(true);
    expect(new Set(trips).size).toBeLessThan(80);
    expect(trips.every((trip) => experiment.trips.includes(trip))).toBe(true);
  });
});

describe('runTripExperiment', () => {
  it('drives rounds and trips in SUMO, the same whatever the jobs are', async () => {
    const scenario = smallScenario();
    const { traffic } = scenario;
    const network = await readNetwork(traffic.network);
    const pool = await readRoutePool(traffic, network);
    const links = ['w1-A1', 'A1-A2', 'A2-w2'].map((id) => network.linkIndex(id) ?? -1);
    const told: string[] = [];
    const run = (jobs: number) =>
      runTripExperiment({
        ...{ scenario, network, pool, jobs, samples: 2, trip: { links, departure: 60 } },
        onRun: (done, total) => told.push(`${done}/${total}`),
      });
    const experiment = await run(1);
    expect(told[0]).toBe('0/4');
    expect(told.at(-1)).toBe('4/4');
    expect(experiment.rounds).toHaveLength(2);
    for (const { link, entry, exit } of experiment.rounds) {
      expect(new Set(link)).toEqual(new Set([0, 1, 2]));
      for (let i = 0; i < link.length; i++) expect(exit[i]).toBeGreaterThan(entry[i]);
    }
    const freeFlow = experiment.freeFlowTimes.reduce((a, b) => a + b, 0);
    for (const time of experiment.trips) {
      expect(time).toBeGreaterThan(0.8 * freeFlow);
      expect(time).toBeLessThan(5 * freeFlow);
    }
    expect(await run(2)).toEqual(experiment);
    const short = { ...scenario, traffic: { ...traffic, duration: 10 } };
    await expect(
      runTripExperiment({
        scenario: short,
        network,
        pool,
        jobs: 1,
        samples: 1,
        trip: { links, departure: 60 },
      }),
    ).rejects.toThrow(/trip 1 of 1: did not end by 70 s/);
  });
});
