import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { cosimulate } from '../../../sim/cosimulation.js';
import { replicationSeed } from '../../../sim/execution/replication.js';
import { campaignsOf } from '../../../sim/services/crowdsourcing/service.js';
import { prepareDemand, readRoutePool, sumoSeed } from '../../../sim/traffic/demand.js';
import { LiveSumo } from '../../../sim/traffic/live-sumo.js';
import { sumoArguments } from '../../../sim/traffic/sumo-arguments.js';
import type { TrafficSource, TrafficStep } from '../../../sim/traffic/traffic.js';
import { withWorkFolder } from '../../../sim/traffic/work-folder.js';
import { readNetwork } from '../../../src/network/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { fitLinkTravelTimes } from '../../../src/traveltime/index.js';
import { type Change, files, smallScenario } from '../small-run.js';

const network = await readNetwork(smallScenario().traffic.network);
/** Every link at its free-flow time. */
const { model } = fitLinkTravelTimes([], {
  freeFlowTimes: network.freeFlowTimes,
  slotLength: 60,
  slots: 2,
  start: 0,
});
const open: LiveSumo[] = [];
afterEach(async () => {
  for (const sumo of open.splice(0)) await sumo.close().catch(() => undefined);
});

async function live(scenario: Scenario, folder: string): Promise<{ sumo: LiveSumo; random: RandomStreams }> {
  const random = new RandomStreams(replicationSeed(scenario, 0));
  const pool = await readRoutePool(scenario.traffic, network);
  const demand = await prepareDemand(scenario.traffic, pool, random, folder);
  const args = sumoArguments(scenario.traffic, demand, sumoSeed(random));
  const { stepLength } = scenario.traffic;
  const sumo = await LiveSumo.start({ args, network, stepLength, fixedSpeedLimits: true });
  open.push(sumo);
  return { sumo, random };
}

/** Passes everything on, or nothing of what spares reports and waiting; counts the reports. */
class Watched implements TrafficSource {
  reports = 0;
  lifted = 0;
  readonly #source: TrafficSource;
  readonly #sparing: boolean;

  constructor(source: TrafficSource, sparing: boolean) {
    this.#source = source;
    this.#sparing = sparing;
  }
  get time() {
    return this.#source.time;
  }
  get stepLength() {
    return this.#source.stepLength;
  }
  get version() {
    return this.#source.version;
  }
  async step(undisturbed?: number): Promise<TrafficStep> {
    const step = await this.#source.step(this.#sparing ? undisturbed : undefined);
    this.reports += step.followed.count;
    this.lifted += step.followed.lifted.length;
    return step;
  }
  vehicles: TrafficSource['vehicles'] = () => this.#source.vehicles();
  follow: TrafficSource['follow'] = (vehicles) => this.#source.follow(vehicles);
  rest(vehicle: number, distance: number): void {
    if (this.#sparing) this.#source.rest(vehicle, distance);
  }
  release: TrafficSource['release'] = (vehicles) => this.#source.release(vehicles);
  watch: TrafficSource['watch'] = () => this.#source.watch();
  close: TrafficSource['close'] = () => this.#source.close();
}

const run = (change: Change, sparing: boolean, giveWay?: (traffic: TrafficSource) => Promise<void>) =>
  withWorkFolder(async (folder) => {
    const scenario = smallScenario(change);
    const { sumo, random } = await live(scenario, folder);
    const traffic = new Watched(sumo, sparing);
    const record = await cosimulate({
      ...{ scenario, network, model, random, traffic },
      ...(giveWay && { giveWay: () => giveWay(traffic) }),
    });
    const { traffic: recorder } = record;
    const [campaign] = campaignsOf(record);
    const seen = campaign.completions.map(({ bidder, task, arrival, completion }) => ({
      bidder,
      task,
      arrival,
      completion,
    }));
    return { seen, steps: recorder.columns(), reports: traffic.reports, lifted: traffic.lifted };
  });

describe('live SUMO', () => {
  it('shows the same when it is asked only for what may happen, and ahead of time', async () => {
    for (const [change, least] of [
      [{ seed: 1 }, 0.5],
      [{ seed: 2, traffic: { stepLength: 0.5 }, tasks: { count: 6 } }, 0.5],
    ] as const) {
      const all = await run(change, false);
      const sparing = await run(change, true);
      expect(all.seen.some(({ arrival }) => arrival !== undefined)).toBe(true);
      expect(sparing.seen).toEqual(all.seen);
      expect(sparing.steps).toEqual(all.steps);
      expect(sparing.reports).toBeLessThan(all.reports * least);
      expect(sparing.reports).toBeGreaterThan(0);
    }
  });

  it('stands still now and then to give way, without steps requested ahead, and shows the same', async () => {
    const change: Change = { seed: 3, traffic: { warmUp: 130, duration: 170 } };
    let turns = 0;
    const giving = await run(change, true, async (traffic) => {
      turns++;
      // Only a SUMO that is not ahead can be asked.
      await traffic.vehicles();
      await sleep(5);
    });
    expect(turns).toBe(5);
    const all = await run(change, false);
    expect(all.seen.some(({ arrival }) => arrival !== undefined)).toBe(true);
    expect(giving.seen).toEqual(all.seen);
    expect(giving.steps).toEqual(all.steps);
  });

  it('shows the same where teleports lift vehicles out of jams', async () => {
    const change: Change = {
      seed: 3,
      traffic: {
        demand: { routes: files.routes, rate: 400, process: 'poisson' },
        options: { 'time-to-teleport': 5 },
      },
    };
    const all = await run(change, false);
    expect(all.lifted).toBeGreaterThan(0);
    const sparing = await run(change, true);
    expect(sparing.seen).toEqual(all.seen);
    expect(sparing.steps).toEqual(all.steps);
  });

  it('is not asked for vehicles while it is ahead', () =>
    withWorkFolder(async (folder) => {
      const { sumo } = await live(smallScenario(), folder);
      await sumo.step(100);
      expect(sumo.time).toBe(1);
      await expect(sumo.vehicles()).rejects.toThrow(/ahead/);
      for (let i = 0; i < 99; i++) await sumo.step(100);
      expect(sumo.time).toBe(100);
      expect((await sumo.vehicles()).length).toBeGreaterThan(10);
    }));
});
