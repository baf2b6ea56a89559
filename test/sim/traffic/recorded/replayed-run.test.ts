import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cosimulate } from '../../../../sim/cosimulation.js';
import { runReplication } from '../../../../sim/execution/replication.js';
import { replicationContent } from '../../../../sim/recording/record-replication.js';
import { readRoutePool } from '../../../../sim/traffic/demand.js';
import { RecordingTraffic } from '../../../../sim/traffic/recorded/recording-traffic.js';
import { trafficIdentity } from '../../../../sim/traffic/recorded/traffic-identity.js';
import { replicationSeed } from '../../../../sim/traffic/replication-seed.js';
import { RandomStreams } from '../../../../src/random/index.js';
import { digest } from '../../../../src/results/index.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../../src/traveltime/index.js';
import { type Change, files, readTables, smallRuns, smallScenario } from '../../small-run.js';
import { smallTraffic } from './small-traffic.js';

const runs = smallRuns();
const { folder, network, sumo, live } = await smallTraffic();
const jam = {
  demand: { routes: files.routes, rate: 280 },
  options: { 'time-to-teleport': 8, 'ignore-junction-blocker': -1 },
};

/** Every link takes its free-flow time, give or take a fifth. */
function freeFlow(): LinkTravelTimeModel {
  const mean = network.freeFlowTimes;
  return {
    start: 60,
    slotLength: 600,
    slots: 1,
    links: mean.length,
    mean,
    sd: mean.map((time) => time / 5),
    samples: new Int32Array(mean.length),
    fallback: new Uint8Array(mean.length),
  };
}

describe('a run on recorded traffic', () => {
  it.each([
    ['two replications', { replications: 2 }],
    ['steps of half a second', { seed: 7, traffic: { stepLength: 0.5 } }],
    ['a jam with teleports', { seed: 2, traffic: jam, tasks: { count: 150 } }],
    ['no warm-up', { seed: 3, traffic: { warmUp: 0, duration: 200 } }],
  ] as [string, Change][])('has the digest of the live run: %s', async (name, change) => {
    const scenario = smallScenario(change);
    const record = join(folder, name.replaceAll(' ', '-'));
    const plain = await runs.run(scenario, { cache: name });
    const recording = await runs.run(scenario, { cache: name, record, jobs: 2 });
    const replay = await runs.run(scenario, { traffic: record, jobs: 2 });
    expect(recording.outcome.summary.digest).toBe(plain.outcome.summary.digest);
    expect(replay.outcome.summary.digest).toBe(plain.outcome.summary.digest);
    expect(replay.outcome.summary.measures).toEqual(plain.outcome.summary.measures);
    // The link travel times came along.
    expect(replay.events.some(({ kind }) => kind === 'probe-rounds')).toBe(false);
    if (name === 'a jam with teleports') {
      const { traffic, completions } = await readTables(replay.outcome.folder);
      expect(traffic.teleported.some((count) => Number(count) > 0)).toBe(true);
      expect(completions.bidder.length).toBeGreaterThan(30);
    }
  });

  it('may have other tasks, participants and budgets, and is that of live SUMO too', async () => {
    const record = join(folder, 'varied.traffic');
    await runs.run(smallScenario(), { cache: 'varied', record });
    for (const change of [
      { auction: { budget: 3, valuation: 'paper' } },
      { tasks: { count: 90, deadline: 70, values: [1, 0.5] } },
    ]) {
      const scenario = smallScenario(change);
      const replay = await runs.run(scenario, { traffic: record });
      const plain = await runs.run(scenario, { cache: 'varied' });
      expect(replay.outcome.summary.digest).toBe(plain.outcome.summary.digest);
      expect(replay.events.some(({ kind }) => kind === 'probe-rounds')).toBe(false);
    }
  });

  it('learns link travel times anew when those that came along are for other probe rounds', async () => {
    const record = join(folder, 'other-rounds.traffic');
    await runs.run(smallScenario(), { record });
    const scenario = { ...smallScenario(), probes: { rounds: 3 } };
    const replay = await runs.run(scenario, { traffic: record });
    const plain = await runs.run(scenario);
    expect(replay.events.some(({ kind }) => kind === 'probe-rounds')).toBe(true);
    expect(replay.outcome.summary.digest).toBe(plain.outcome.summary.digest);
  });

  it.each([1, 5])('goes on as it would while it is recorded: seed %i', async (seed) => {
    const scenario: Scenario = smallScenario({ seed });
    const model = freeFlow();
    const file = join(folder, `recorded-${seed}.traffic`);
    const random = new RandomStreams(replicationSeed(scenario, 0));
    const traffic = await RecordingTraffic.start(await live(scenario), {
      file,
      traffic: await trafficIdentity(scenario, 0, sumo),
      until: 220,
    });
    const recorded = await cosimulate({ scenario, network, model, random, traffic });
    await traffic.close();
    const pool = await readRoutePool(scenario.traffic, network);
    const inputs = { scenario, network, pool, model };
    const plain = await runReplication(0, { ...inputs, recorded: null });
    const replay = await runReplication(0, { ...inputs, recorded: file });
    const of = (record: typeof plain): string => digest({ tables: replicationContent(record) });
    expect(of(recorded)).toBe(of(plain));
    expect(of(replay)).toBe(of(plain));
  });
});
