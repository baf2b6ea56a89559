import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runReplication } from '../../../../sim/execution/replication.js';
import { freshnessTables } from '../../../../sim/recording/freshness-tables.js';
import { replicationContent } from '../../../../sim/recording/record-replication.js';
import { comparePolicies } from '../../../../sim/services/freshness/compared-policies.js';
import { FreshnessService } from '../../../../sim/services/freshness/freshness-service.js';
import { playRule } from '../../../../sim/services/freshness/replay.js';
import { LiveSumo } from '../../../../sim/traffic/live-sumo.js';
import { recordTraffic } from '../../../../sim/traffic/recorded/record-traffic.js';
import { digest } from '../../../../src/results/index.js';
import { type Scenario, scenarioSchema } from '../../../../src/scenario/index.js';
import { readModel } from '../../../../src/traveltime/index.js';
import { type Change, smallRuns, smallScenario } from '../../small-run.js';
import { smallTraffic } from '../../traffic/recorded/small-traffic.js';

const runs = smallRuns();
const { folder, network, inputs, live } = await smallTraffic();

const points = [{ junction: 'B1' }, { junction: 'A1' }, { junction: 'B2' }];

/** The 3 x 3 roads with maps kept fresh at three junctions, and no campaign. */
function freshScenario(freshness: object = {}, change: Change = {}): Scenario {
  return scenarioSchema.parse({
    ...smallScenario({ ...change, traffic: { duration: 240, ...change.traffic } }),
    crowdsourcing: { enabled: false },
    freshness: { points, radius: 35, connected: 0.6, beta: 0.01, interval: 30, observe: 40, ...freshness },
  });
}

/** One replication on live SUMO, with its service. */
async function kept(scenario: Scenario, model: string, recorded: string | null = null) {
  const { pool } = await inputs(scenario);
  const record = await runReplication(0, {
    scenario,
    network,
    pool,
    model: await readModel(model),
    recorded,
  });
  const service = record.services[0];
  if (!(service instanceof FreshnessService)) throw new Error('no map is kept fresh');
  return { record, outcome: service.outcome() };
}

const scenario = freshScenario();
const { outcome: run } = await runs.run(scenario);
const model = join(run.folder, 'travel-times.model');

describe('a map kept fresh', () => {
  it('writes tables, measures and a section of the report, and needs no campaign', () => {
    const part = JSON.parse(readFileSync(join(run.folder, 'replications/0/replication.json'), 'utf8')) as {
      cosimulation: { tables: string[]; services: object };
    };
    expect(part.cosimulation.tables).toEqual([...freshnessTables.map(({ name }) => name), 'traffic']);
    expect(Object.keys(part.cosimulation.services)).toEqual(['freshness']);
    const of = new Map(run.summary.measures.map(({ name, mean }) => [name, mean]));
    expect(of.get('bidders')).toBeUndefined();
    expect(of.get('freshness_payoff')).toBeLessThan(0);
    expect(of.get('freshness_payoff')).toBe(of.get('freshness_payoff_enter'));
    expect(of.get('freshness_arrivals')).toBeGreaterThan(0.05);
    const html = readFileSync(run.report, 'utf8');
    expect(html).toContain('<section id="freshness">');
    expect(html).not.toMatch(/<section id="(campaigns|auction|map|predictions)">/);
    expect(html).not.toMatch(/\bNaN\b|\bundefined\b/);
  });

  it('sees every connected vehicle that drives into a geofence, when it does', async () => {
    const all = freshScenario({ connected: 1, radius: 35 });
    const { outcome } = await kept(all, model);
    const source = await LiveSumo.start(await live(all));
    const inside = new Map<string, boolean>();
    const expected: string[] = [];
    const arrived: string[] = [];
    try {
      const fleet = await source.watch();
      while (source.time < 300) {
        const { watched, time } = await source.step();
        if (watched === undefined) throw new Error('not watched');
        for (let row = 0; row < watched.count; row++) {
          const id = fleet.id(watched.vehicle[row]);
          // Only on links: the straight way over a junction cuts corners that links do not.
          const onLink = watched.position[row] <= network.lengths[watched.link[row]];
          for (const { geofence } of outcome.points) {
            const key = `${geofence.name} ${id}`;
            const now = Math.hypot(watched.x[row] - geofence.x, watched.y[row] - geofence.y) < 35;
            const before = inside.get(key);
            if (now && before === false && onLink && time > 60) expected.push(`${key} ${time - 1}`);
            inside.set(key, now);
          }
        }
      }
    } finally {
      await source.close();
    }
    for (const { geofence, course } of outcome.points)
      for (const { time, vehicle } of course.arrivals.flat())
        arrived.push(`${geofence.name} ${outcome.vehicleId(vehicle)} ${Math.floor(time)}`);
    expect(arrived.length).toBeGreaterThan(60);
    const seen = new Set(arrived);
    expect(expected.filter((key) => !seen.has(key))).toEqual([]);
    // Those that jumped over the rim and onto the junction within one step are arrivals, too.
    expect(arrived.length - expected.length).toBeLessThan(0.15 * arrived.length);
  });

  it('pays, renews and grows older as its tables say, and a replay of the deciding policy gives the same', async () => {
    for (const policy of ['enter', 'phase-aware', 'enter-forecast', 'zero-wait'] as const) {
      const { outcome } = await kept(freshScenario({ policy }), model);
      expect(outcome.points).toHaveLength(3);
      for (const { course, rule, slots } of outcome.points) {
        expect(slots).toHaveLength(48);
        expect(course.estimates).toHaveLength(8);
        expect(playRule(course, rule, outcome.terms)).toEqual(slots);
        for (const [i, { age, updated }] of slots.entries())
          if (i + 1 < slots.length) expect(slots[i + 1].age).toBe(updated ? 1 : age + 1);
      }
      for (const [i, arrivals] of outcome.points[0].course.arrivals.entries())
        for (const { time } of arrivals) expect(Math.floor((time - outcome.start) / 5)).toBe(i);
    }
  });

  it('has the same arrivals whoever decides', async () => {
    const arrivals = async (policy: string) => {
      const { outcome } = await kept(freshScenario({ policy }), model);
      const [point] = outcome.points;
      const payoffs = comparePolicies(point, outcome).map(({ policy: name, realised }) => [
        name,
        realised.payoff,
      ]);
      return { arrivals: point.course.arrivals, payoffs };
    };
    expect(await arrivals('enter')).toEqual(await arrivals('zero-wait'));
  });

  it('gives the same on recorded traffic, beside a campaign or alone', async () => {
    const both = scenarioSchema.parse({ ...scenario, crowdsourcing: smallScenario().crowdsourcing });
    const file = join(folder, 'fresh.traffic');
    await recordTraffic(file, both, 0, await inputs(both));
    const of = ({ record }: Awaited<ReturnType<typeof kept>>): string =>
      digest({
        tables: replicationContent(record).filter(({ schema }) => schema.name.startsWith('freshness')),
      });
    const alone = await kept(scenario, model);
    expect(of(await kept(scenario, model, file))).toBe(of(alone));
    const { pool } = await inputs(both);
    const beside = { scenario: both, network, pool, model: await readModel(model) };
    const [liveRun, replay] = [
      await runReplication(0, { ...beside, recorded: null }),
      await runReplication(0, { ...beside, recorded: file }),
    ];
    expect(liveRun.services.map(({ name }) => name)).toEqual(['crowdsourcing', 'freshness']);
    const all = (record: typeof replay): string => digest({ tables: replicationContent(record) });
    expect(all(replay)).toBe(all(liveRun));
    const fresh = { record: liveRun, outcome: alone.outcome };
    expect(of(fresh)).toBe(of(alone));
  });

  it('forecasts better than probe traces who comes', () => {
    const of = new Map(run.summary.measures.map(({ name, mean }) => [name, mean ?? Number.NaN]));
    expect(of.get('freshness_forecast_error')).toBeLessThan(of.get('freshness_probe_error') ?? 0);
  });
});

describe('a scenario without services', () => {
  it('drives the traffic, and no probe rounds', async () => {
    const bare = scenarioSchema.parse({ ...smallScenario(), crowdsourcing: { enabled: false } });
    const { outcome, events } = await runs.run(bare);
    expect(events.some(({ kind }) => kind === 'probe-rounds')).toBe(false);
    expect(outcome.summary.measures.map(({ name }) => name)).toEqual(['vehicles']);
    expect(outcome.summary.notes.join()).toContain('no probe round was driven');
    expect(readFileSync(outcome.report, 'utf8')).toMatch(/<section id="traffic">/);
  });
});
