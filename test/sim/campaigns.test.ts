import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { replicationSeed, runReplication } from '../../sim/execution/replication.js';
import { mechanismRow } from '../../sim/recording/mechanism-row.js';
import { settle } from '../../sim/recording/settlement.js';
import type { CampaignOutcome, Completion } from '../../sim/services/crowdsourcing/campaign-outcome.js';
import { campaignsOf } from '../../sim/services/crowdsourcing/service.js';
import { readRoutePool } from '../../sim/traffic/demand.js';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { scenarioSchema } from '../../src/scenario/index.js';
import { joinTraversals } from '../../src/traces/index.js';
import { fitLinkTravelTimes } from '../../src/traveltime/index.js';
import { files, readFcd, type Sighting, smallRuns } from './small-run.js';

const { folder } = smallRuns();
let network: RoadNetwork;
beforeAll(async () => {
  network = await readNetwork(files.network);
});

interface Driven {
  readonly scenario: Scenario;
  readonly outcomes: readonly CampaignOutcome[];
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>;
}

let runs = 0;

/** A replication on the 3 x 3 roads, with what SUMO itself saw; link times are those of free flow. */
async function drive(crowdsourcing: object, traffic: object = {}): Promise<Driven> {
  const fcd = join(folder, `fcd-${runs++}.xml`);
  const scenario = scenarioSchema.parse({
    name: 'campaigns',
    seed: 3,
    traffic: {
      network: files.network,
      demand: { routes: files.routes, rate: 40 },
      warmUp: 60,
      duration: 320,
      options: { 'fcd-output': fcd },
      ...traffic,
    },
    crowdsourcing: {
      vehicles: { share: 1, driverCost: [0.05, 0.1], taskCost: [0.01, 0.1] },
      ...crowdsourcing,
    },
  });
  const { freeFlowTimes } = network;
  const { model } = fitLinkTravelTimes(joinTraversals([]), {
    freeFlowTimes,
    slotLength: 60,
    slots: 4,
    start: 60,
  });
  const pool = await readRoutePool(scenario.traffic, network);
  const record = await runReplication(0, { scenario, network, pool, model, recorded: null });
  return { scenario, outcomes: campaignsOf(record), sightings: readFcd(fcd) };
}

/** Between which times SUMO saw a vehicle pass a place after the start; undefined if it did not. SUMO's state "at t" is ours at t + 1. */
function passage(seen: readonly Sighting[], link: string, offset: number, start: number) {
  const later = seen.filter(({ time }) => time + 1 >= start - 1e-9);
  const past = later.findIndex(
    ({ edge, position }, i) =>
      i > 0 && ((edge === link && position >= offset) || (later[i - 1].edge === link && edge !== link)),
  );
  return past < 0 ? undefined : { before: later[past - 1].time + 1, after: later[past].time + 1 };
}

const linkOf = ({ bidders }: CampaignOutcome, { bidder, routeIndex }: Completion): string =>
  network.links[bidders[bidder].state.route[routeIndex]].id;

/** Every arrival is where and when SUMO saw the vehicle. @returns how many */
function checkArrivals({ outcomes, sightings }: Driven): number {
  let arrivals = 0;
  for (const outcome of outcomes)
    for (const record of outcome.completions) {
      const { bidder, offset, arrival, completion } = record;
      const { state, processingTime } = outcome.bidders[bidder];
      if (arrival === undefined) continue;
      const link = linkOf(outcome, record);
      const seen = passage(sightings.get(state.vehicle) ?? [], link, offset, outcome.start);
      // In the last step of its trip SUMO sees a vehicle no more.
      if (seen === undefined) continue;
      arrivals++;
      const label = `${state.vehicle} at task ${record.task} on ${link}`;
      expect(outcome.start + arrival, label).toBeGreaterThanOrEqual(seen.before - 0.02);
      expect(outcome.start + arrival, label).toBeLessThanOrEqual(seen.after + 0.02);
      if (completion !== undefined) expect(completion - arrival, label).toBeCloseTo(processingTime, 9);
    }
  return arrivals;
}

/** Winners of earlier auctions that have not passed all their tasks when one begins. */
function committedBefore(outcomes: readonly CampaignOutcome[], at: number): Set<string> {
  const committed = new Set<string>();
  for (const { auction, bidders, completions, start } of outcomes.slice(0, at))
    for (const { bidder, arrival } of completions)
      if (
        auction.winners.includes(bidder) &&
        start + (arrival ?? Number.POSITIVE_INFINITY) > outcomes[at].start
      )
        committed.add(bidders[bidder].state.vehicle);
  return committed;
}

const two = {
  every: 100,
  tasks: { count: 30, deadline: 100, work: 50 },
  requesters: [
    { name: 'police', budget: 6 },
    {
      name: 'maps',
      budget: 9,
      tasks: { count: 20, value: { start: 2, end: 0.5, rate: 0.03 }, directions: 'both' },
    },
  ],
};

describe('campaigns one after the other', () => {
  it('serve several requesters, each with its budget and value, and see every arrival as SUMO does', async () => {
    const driven = await drive({ ...two, auction: { mechanism: 'tbuma' } });
    const { outcomes } = driven;
    // The last deadline is over before the traffic ends.
    expect(outcomes.map(({ campaign, requester, start }) => [campaign, requester.name, start])).toEqual(
      [0, 1, 2].flatMap((n) => ['police', 'maps'].map((name) => [n, name, 60 + 100 * n])),
    );
    expect(checkArrivals(driven)).toBeGreaterThan(200);
    for (const { auction, requester, tasks, boundaries } of outcomes) {
      expect(tasks).toHaveLength(requester.name === 'police' ? 30 : 20);
      expect(boundaries).toHaveLength(requester.name === 'police' ? 5 : 10);
      expect(auction.paymentTotal).toBeLessThanOrEqual(requester.name === 'police' ? 6 : 9);
      expect(auction.winners.length).toBeGreaterThan(0);
    }
    // A task on both directions has been done from the other one.
    const fromBehind = outcomes.flatMap((outcome) =>
      outcome.completions.filter(
        (record) =>
          record.arrival !== undefined &&
          linkOf(outcome, record) !== network.links[outcome.tasks[record.task].link].id,
      ),
    );
    expect(fromBehind.length).toBeGreaterThan(5);
    // A vehicle is the same in every campaign.
    const clocks = new Map<string, number>();
    for (const { bidders } of outcomes)
      for (const { state, clock } of bidders) {
        expect(clocks.get(state.vehicle) ?? clock).toBe(clock);
        clocks.set(state.vehicle, clock);
      }
    // New tasks each time.
    expect(outcomes[0].tasks).not.toEqual(outcomes[2].tasks);
  });

  it('begin with the campaign of a scenario that has one alone', async () => {
    const tasks = { count: 30, deadline: 100, work: 50 };
    const auction = { budget: 6 };
    const [one] = (await drive({ tasks, auction })).outcomes;
    const [first, ...others] = (await drive({ tasks, auction, every: 60 })).outcomes;
    expect(others.length).toBe(3);
    expect(first.auction).toEqual(one.auction);
    expect(first.completions).toEqual(one.completions);
  });

  it('let winners with tasks ahead wait where the scenario says so', async () => {
    const vehicles = { share: 1, driverCost: [0.05, 0.1], taskCost: [0.01, 0.1], whileCommitted: 'wait' };
    const { outcomes } = await drive({ ...two, every: 40, vehicles, auction: { mechanism: 'tbuma' } });
    let excluded = 0;
    for (const [i, { bidders }] of outcomes.entries()) {
      const committed = committedBefore(outcomes, i);
      excluded += committed.size;
      expect(bidders.filter(({ state }) => committed.has(state.vehicle))).toEqual([]);
    }
    expect(excluded).toBeGreaterThan(5);
  });
});

describe('mechanisms on the same traffic', () => {
  it('come out the same whichever of them acts', async () => {
    const [one, other] = await Promise.all([
      drive({ ...two, auction: { mechanism: 'tbuma', compare: ['bvm', 'wbs'], wbs: { trajectories: 1 } } }),
      drive({ ...two, auction: { mechanism: 'wbs', compare: ['tbuma', 'bvm'], wbs: { trajectories: 1 } } }),
    ]);
    let differing = 0;
    for (const [i, outcome] of one.outcomes.entries()) {
      for (const held of outcome.mechanisms) {
        const there = other.outcomes[i].mechanisms.find(({ mechanism }) => mechanism === held.mechanism);
        expect(there).toBeDefined();
        if (there === undefined) continue;
        const row = mechanismRow(outcome, held);
        // wbs follows only the promised tasks of its winners, so what others than it promised besides is not told.
        if (held.mechanism === 'wbs') expect(mechanismRow(other.outcomes[i], there)).toEqual(row);
        else expect(there.auction.winners).toEqual(held.auction.winners);
      }
      const [tbuma, , wbs] = outcome.mechanisms.map((held) => mechanismRow(outcome, held).realised_value);
      if (tbuma !== wbs) differing++;
    }
    expect(differing).toBeGreaterThan(0);
  });
});

describe('WBS with several ways', () => {
  const wbs = { trajectories: 3, tolerance: 15, maxDetour: 2 };

  it('sends winners the way for which they won, and pays those that kept their promises', async () => {
    const driven = await drive({ ...two, auction: { mechanism: 'wbs', compare: ['tbuma'], wbs } });
    const { outcomes, sightings } = driven;
    expect(checkArrivals(driven)).toBeGreaterThan(200);
    const rerouted = outcomes.flatMap((outcome) => outcome.rerouted.map((bidder) => ({ outcome, bidder })));
    expect(rerouted.length).toBeGreaterThan(3);
    for (const { outcome, bidder } of rerouted) {
      const { state } = outcome.bidders[bidder];
      // Free of its promises it may have been sent another way once more.
      const later = rerouted.find(
        (next) =>
          next.outcome.start > outcome.start &&
          next.outcome.bidders[next.bidder].state.vehicle === state.vehicle,
      );
      const again = later?.outcome.start ?? Number.POSITIVE_INFINITY;
      const way = Array.from(state.route.subarray(state.routeIndex), (link) => network.links[link].id);
      const seen = (sightings.get(state.vehicle) ?? [])
        .filter(({ time, edge }) => time + 1 >= outcome.start && time < again && !edge.startsWith(':'))
        .map(({ edge }) => edge);
      const taken = seen.filter((edge, i) => edge !== seen[i - 1]);
      // As far as it came before the end of the traffic.
      expect(taken.length).toBeGreaterThan(0);
      expect(way.join(' ')).toContain(taken.join(' '));
    }
    for (const [i, outcome] of outcomes.entries()) {
      // Who has promised tasks keeps to its way.
      const committed = committedBefore(outcomes, i);
      for (const bidder of outcome.rerouted)
        expect(committed.has(outcome.bidders[bidder].state.vehicle)).toBe(false);
      const { payments, promises, paymentTotal } = settle(outcome);
      let paid = 0;
      for (const winner of outcome.auction.winners) {
        const own = outcome.completions.filter(({ bidder }) => bidder === winner);
        expect(promises.filter(({ record }) => record.bidder === winner)).toHaveLength(own.length);
        const isKept = own.every(
          ({ completion, forecast }) =>
            completion !== undefined && Math.abs(completion - forecast.mean) <= 15,
        );
        expect(payments.get(winner)).toBe(isKept ? outcome.auction.payments[winner] : 0);
        paid += payments.get(winner) ?? 0;
      }
      expect(paymentTotal).toBeCloseTo(paid, 9);
      // Nobody knows what the winners of the other would have done on their own ways.
      expect(mechanismRow(outcome, outcome.mechanisms[1]).realised_value).toBeNull();
    }
    const all = outcomes.flatMap((outcome) => settle(outcome).promises);
    expect(all.some(({ isKept }) => isKept)).toBe(true);
    expect(all.some(({ isKept }) => !isKept)).toBe(true);
  });

  it('is the same every time', async () => {
    const scenario = { ...two, auction: { mechanism: 'wbs', wbs } };
    const [one, other] = await Promise.all([drive(scenario), drive(scenario)]);
    expect(one.outcomes.map(({ completions }) => completions)).toEqual(
      other.outcomes.map(({ completions }) => completions),
    );
    expect(replicationSeed(one.scenario, 0)).toBe(replicationSeed(other.scenario, 0));
  });
});
