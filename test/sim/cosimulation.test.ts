import { readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setValue } from '../../src/recruitment/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import {
  type Change,
  files,
  readFcd,
  readTables,
  type Sighting,
  smallRuns,
  smallScenario,
} from './small-run.js';

const runs = smallRuns();
type Tables = Awaited<ReturnType<typeof readTables>>;
type Cell = number | string | boolean | null;

/** A table as one object per row; missing numbers are null. */
function rowsOf(columns: Readonly<Record<string, ArrayLike<Cell>>>): Record<string, Cell>[] {
  const names = Object.keys(columns);
  return Array.from({ length: columns[names[0]].length }, (_, i) =>
    Object.fromEntries(names.map((name) => [name, Number.isNaN(columns[name][i]) ? null : columns[name][i]])),
  );
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Runs a scenario whose live SUMO also writes what it saw itself. */
async function observed(change: Change = {}) {
  const [fcd, summary] = [join(runs.folder, 'fcd.xml'), join(runs.folder, 'summary.xml')];
  // The probe rounds write them first; the live run comes last.
  const options = { 'fcd-output': fcd, 'summary-output': summary };
  const scenario = smallScenario({ ...change, traffic: { ...change.traffic, options } });
  const { outcome } = await runs.run(scenario);
  const tables = await readTables(outcome.folder);
  return { scenario, outcome, tables, sightings: readFcd(fcd), summary: readFileSync(summary, 'utf8') };
}
type Observed = Awaited<ReturnType<typeof observed>>;

/** Between which two of SUMO's own times a vehicle passed a place; undefined if it never did. SUMO's state "at t" is ours at t + step. */
function passage(seen: readonly Sighting[], link: string, offset: number, from: number, step: number) {
  const later = seen.filter(({ time }) => time >= from - 1e-9);
  const entered = later.findIndex(({ edge }) => edge === link);
  if (entered < 0) return undefined;
  const past = later.findIndex(
    ({ edge, position }, i) => i >= entered && (edge !== link || position >= offset),
  );
  if (past === 0) return undefined;
  if (past > 0) return { before: later[past - 1].time, after: later[past].time };
  // Never seen behind it: it ended its trip in the step after, unless that is too far away, so that a teleport took it.
  const last = later[later.length - 1];
  if (last.edge !== link || offset - last.position > 15 * step) return undefined;
  return { before: last.time, after: last.time + step };
}

function checkArrivals({ scenario, tables, sightings }: Observed): number {
  const { stepLength: step, warmUp, duration } = scenario.traffic;
  const bidders = rowsOf(tables.bidders);
  const tasks = rowsOf(tables.tasks);
  let arrivals = 0;
  for (const { bidder, task, arrival, completion } of rowsOf(tables.completions)) {
    const { vehicle, processing_time: processing } = bidders[Number(bidder)];
    const { link, offset } = tasks[Number(task)];
    const seen = sightings.get(String(vehicle)) ?? [];
    const passed = passage(seen, String(link), Number(offset), warmUp - step, step);
    const label = `${String(vehicle)} at task ${String(task)}`;
    if (arrival === null) {
      // Not passed before the end of the traffic.
      expect(passed === undefined || passed.after + step >= warmUp + duration, label).toBe(true);
      continue;
    }
    arrivals++;
    const time = Number(arrival) + warmUp - step;
    expect(passed, label).toBeDefined();
    expect(time, label).toBeGreaterThanOrEqual((passed?.before ?? 0) - 0.02);
    expect(time, label).toBeLessThanOrEqual((passed?.after ?? 0) + 0.02);
    if (completion !== null)
      expect(Number(completion) - Number(arrival), label).toBeCloseTo(Number(processing), 9);
    else expect(Number(arrival) + Number(processing), label).toBeGreaterThanOrEqual(duration);
  }
  return arrivals;
}

function checkTraffic({ tables, summary, scenario }: Observed): void {
  const steps = [
    ...summary.matchAll(/<step time="([^"]+)".*? inserted="(\d+)" running="(\d+)".*? ended="(\d+)"/g),
  ].map((match) => match.slice(1).map(Number));
  const rows = rowsOf(tables.traffic);
  expect(rows).toHaveLength(
    Math.round((scenario.traffic.warmUp + scenario.traffic.duration) / scenario.traffic.stepLength),
  );
  expect(steps.length).toBeGreaterThanOrEqual(rows.length);
  let [inserted, ended] = [0, 0];
  for (const [i, row] of rows.entries()) {
    inserted += Number(row.departed);
    ended += Number(row.arrived);
    expect([Number(row.time) - scenario.traffic.stepLength, inserted, Number(row.running), ended]).toEqual(
      steps[i],
    );
  }
}

/** Everything that can be computed again from the tables alone. */
function checkTables(tables: Tables, scenario: Scenario): void {
  const { values, deadline } = scenario.crowdsourcing.tasks;
  const { valuation, budget } = scenario.crowdsourcing.auction;
  const [auction] = rowsOf(tables.auction);
  const bidders = rowsOf(tables.bidders);
  const completions = rowsOf(tables.completions);
  const probabilities = rowsOf(tables.probabilities);
  const winners = bidders
    .filter(({ order_of_selection: order }) => order !== null)
    .map(({ bidder }) => bidder);
  const boundary = (k: number): number => (deadline * k) / values.length;

  expect(auction.bidders).toBe(bidders.length);
  expect(auction.winners).toBe(winners.length);
  for (const { bid, cost, payment, order_of_selection: order, bidder, tasks } of bidders) {
    expect(bid).toBe(cost);
    if (order === null) expect(payment).toBe(0);
    else expect(Number(payment)).toBeGreaterThanOrEqual(Number(bid) - 1e-9);
    expect(completions.filter((row) => row.bidder === bidder)).toHaveLength(Number(tasks));
    expect(Number(tasks)).toBeGreaterThan(0);
  }
  expect(auction.payment_total).toBeCloseTo(sum(bidders.map(({ payment }) => Number(payment))), 9);
  expect(auction.within_budget).toBe(Number(auction.payment_total) <= budget + 1e-9);

  const market = {
    budget,
    tasks: rowsOf(tables.tasks).map(() => ({ values })),
    vehicles: bidders.map(({ bid, bidder }) => ({
      bid: Number(bid),
      completion: Object.fromEntries(
        completions
          .filter((row) => row.bidder === bidder)
          .map(({ task }) => [
            Number(task),
            probabilities
              .filter((row) => row.bidder === bidder && row.task === task)
              .sort((a, b) => Number(a.subinterval) - Number(b.subinterval))
              .map(({ probability }) => Number(probability)),
          ]),
      ),
    })),
  };
  expect(auction.expected_value).toBeCloseTo(setValue(market, winners.map(Number), valuation).value, 9);
  expect(auction.value_of_all).toBeCloseTo(setValue(market, undefined, valuation).value, 9);

  let realised = 0;
  for (const task of rowsOf(tables.tasks)) {
    const ofTask = completions.filter((row) => row.task === task.task);
    expect(task.bidders).toBe(ofTask.length);
    const ofWinners = ofTask.filter(({ winner }) => winner === true);
    expect(task.winners).toBe(ofWinners.length);
    expect(ofWinners.every(({ bidder }) => winners.includes(bidder))).toBe(true);
    const done = ofWinners
      .filter(({ completion }) => completion !== null)
      .map((row) => Number(row.completion));
    const first = done.length === 0 ? null : Math.min(...done);
    expect(task.completion).toBe(first);
    const worth = first === null ? 0 : (values.find((_, k) => first <= boundary(k + 1)) ?? 0);
    expect(task.realised_value).toBe(worth);
    realised += worth;
  }
  expect(auction.realised_value).toBeCloseTo(realised, 9);
  expect(sum(rowsOf(tables.tasks).map((row) => Number(row.expected_value)))).toBeCloseTo(
    Number(auction.expected_value),
    9,
  );
  expect(Number(auction.realised_utility)).toBeCloseTo(realised - Number(auction.payment_total), 9);

  for (const { bidder, task, in_time: inTime, completion } of completions) {
    const rows = probabilities.filter((row) => row.bidder === bidder && row.task === task);
    expect(rows).toHaveLength(values.length);
    expect(sum(rows.map(({ probability }) => Number(probability)))).toBeCloseTo(Number(inTime), 9);
    expect(Number(inTime)).toBeLessThanOrEqual(1 + 1e-9);
    for (const { subinterval, happened } of rows) {
      const k = Number(subinterval);
      const within =
        completion !== null && Number(completion) > boundary(k - 1) && Number(completion) <= boundary(k);
      expect(happened).toBe(within);
    }
  }
}

describe('a co-simulation against what SUMO says itself', () => {
  it.each([
    ['steps of 1 s', {}],
    ['steps of half a second', { traffic: { stepLength: 0.5 } }],
    [
      'many tasks, Poisson arrivals',
      {
        seed: 5,
        tasks: { count: 300 },
        traffic: { demand: { routes: files.routes, rate: 60, process: 'poisson' } },
      },
    ],
    [
      'the valuation of the paper and its alpha',
      { seed: 3, auction: { valuation: 'paper', alpha: 'paper' } },
    ],
    ['longer steps than a junction takes', { traffic: { stepLength: 2 } }],
  ] as const)('%s: arrivals, traffic, tables', async (_, change) => {
    const run = await observed(change);
    expect(checkArrivals(run)).toBeGreaterThan(30);
    checkTraffic(run);
    checkTables(run.tables, run.scenario);
    expect(Number(run.tables.auction.winners[0])).toBeGreaterThan(1);
  });

  it('meets vehicles on a junction, tasks on the link where a bidder is, and ends of routes', async () => {
    const { scenario, tables, sightings } = await observed({ seed: 5, tasks: { count: 300 } });
    const start = scenario.traffic.warmUp - 1;
    const tasks = rowsOf(tables.tasks);
    const rows = rowsOf(tables.completions);
    const bidders = rowsOf(tables.bidders).map(({ vehicle }) => {
      const seen = sightings.get(String(vehicle)) ?? [];
      return { at: seen.find(({ time }) => time === start), last: seen[seen.length - 1] };
    });
    expect(bidders.some(({ at }) => at?.edge.startsWith(':'))).toBe(true);
    const own = rows.filter(
      ({ bidder, task }) => bidders[Number(bidder)].at?.edge === tasks[Number(task)].link,
    );
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ arrival }) => arrival !== null)).toBe(true);
    // Passed after SUMO's last sight of the vehicle: in the step in which it ended its trip.
    const atEnd = rows.filter(({ bidder, task, arrival }) => {
      const { last } = bidders[Number(bidder)];
      const { link, offset } = tasks[Number(task)];
      return arrival !== null && last.edge === link && last.position < Number(offset);
    });
    expect(atEnd.length).toBeGreaterThan(0);
  });
});

describe('a co-simulation at its edges', () => {
  it('without any vehicle still reports', async () => {
    const { outcome } = await runs.run(
      smallScenario({ traffic: { demand: { routes: files.routes, rate: 0 } } }),
    );
    const of = new Map(outcome.summary.measures.map((measure) => [measure.name, measure.mean]));
    expect(of.get('vehicles')).toBe(0);
    expect(of.get('bidders')).toBe(0);
    expect(of.get('expected_value')).toBe(0);
    for (const name of ['completed_share', 'completion_error', 'brier', 'brier_skill'])
      expect(of.get(name), name).toBeNull();
    const html = readFileSync(outcome.report, 'utf8');
    expect(html).toMatch(/<\/html>\s*$/);
    expect(html.replaceAll(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(
      /\bNaN\b|\bundefined\b|\bInfinity\b/,
    );
    const tables = await readTables(outcome.folder);
    expect(tables.bidders.bidder).toHaveLength(0);
    expect(tables.traffic.time).toHaveLength(220);
  });

  it('with a budget of 0 has no winner', async () => {
    const run = await observed({ auction: { budget: 0 } });
    checkTables(run.tables, run.scenario);
    expect(run.tables.auction.winners[0]).toBe(0);
    expect(run.tables.auction.payment_total[0]).toBe(0);
    expect(Number(run.tables.auction.bidders[0])).toBeGreaterThan(5);
    expect(readFileSync(run.outcome.report, 'utf8')).toMatch(/<\/html>\s*$/);
  });

  it('drives a ready demand as it is', async () => {
    const vehicles = Array.from(
      { length: 30 },
      (_, i) => `<vehicle id="car-${i}" depart="${i * 3}"><route edges="w1-A1 A1-B1 B1-C1 C1-Cs"/></vehicle>`,
    );
    const file = join(runs.folder, 'ready.rou.xml');
    await writeFile(file, `<routes>${vehicles.join('\n')}</routes>`);
    const run = await observed({ traffic: { demand: { file }, warmUp: 40 } });
    expect(checkArrivals(run)).toBeGreaterThan(5);
    checkTraffic(run);
    checkTables(run.tables, run.scenario);
    expect(sum(Array.from(run.tables.traffic.departed, Number))).toBe(30);
    expect(String(run.tables.bidders.vehicle[0])).toMatch(/^car-\d+$/);
  });
});

describe('the digest of a run', () => {
  it('follows from scenario and seed alone', async () => {
    const scenario = smallScenario({ replications: 2 });
    const first = await runs.run(scenario, { cache: 'shared' });
    const cached = await runs.run(scenario, { jobs: 2, cache: 'shared' });
    const fresh = await runs.run(scenario, { jobs: 2 });
    const other = await runs.run(smallScenario({ replications: 2, seed: 2 }), { cache: 'shared' });
    expect(first.events.some(({ kind }) => kind === 'model-reused')).toBe(false);
    expect(cached.events.some(({ kind }) => kind === 'model-reused')).toBe(true);
    expect(fresh.events.some(({ kind }) => kind === 'model-reused')).toBe(false);
    expect(other.events.some(({ kind }) => kind === 'model-reused')).toBe(false);
    expect(cached.outcome.summary.digest).toBe(first.outcome.summary.digest);
    expect(fresh.outcome.summary.digest).toBe(first.outcome.summary.digest);
    expect(other.outcome.summary.digest).not.toBe(first.outcome.summary.digest);
    expect(cached.outcome.summary.measures).toEqual(first.outcome.summary.measures);
    const [one, two] = await Promise.all([0, 1].map((n) => readTables(first.outcome.folder, n)));
    expect(Array.from(one.tasks.offset)).not.toEqual(Array.from(two.tasks.offset));
  });

  it('does not change when a fitted model in the cache is damaged', async () => {
    const scenario = smallScenario();
    const first = await runs.run(scenario, { cache: 'damaged' });
    const folder = join(runs.folder, 'damaged/travel-times');
    const model = (await readdir(folder)).find((name) => name.endsWith('.model')) ?? '';
    const bytes = readFileSync(join(folder, model));
    await writeFile(join(folder, model), bytes.subarray(0, bytes.length >> 1));
    const again = await runs.run(scenario, { cache: 'damaged' });
    expect(again.events.some(({ kind }) => kind === 'model-reused')).toBe(false);
    expect(again.outcome.summary.digest).toBe(first.outcome.summary.digest);
  });
});
