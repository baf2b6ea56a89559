import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runReplication } from '../../../../sim/execution/replication.js';
import { replicationContent } from '../../../../sim/recording/record-replication.js';
import type { TaskNumber } from '../../../../sim/services/twin/twin-ledger.js';
import { TwinService } from '../../../../sim/services/twin/twin-service.js';
import { failureCauses } from '../../../../sim/services/twin/twin-task.js';
import { LiveSumo } from '../../../../sim/traffic/live-sumo.js';
import { recordTraffic } from '../../../../sim/traffic/recorded/record-traffic.js';
import { digest } from '../../../../src/results/index.js';
import { type Scenario, scenarioSchema } from '../../../../src/scenario/index.js';
import { joinTraversals } from '../../../../src/traces/index.js';
import { fitLinkTravelTimes } from '../../../../src/traveltime/index.js';
import { smallScenario } from '../../small-run.js';
import { smallTraffic } from '../../traffic/recorded/small-traffic.js';

const { folder, network, inputs, live } = await smallTraffic();
const range = 110;

/** The 3 x 3 roads with two units that do not cover all of it. */
function twinScenario(twin: object = {}): Scenario {
  return scenarioSchema.parse({
    ...smallScenario({ traffic: { warmUp: 30, duration: 60 } }),
    crowdsourcing: { enabled: false },
    twin: {
      units: [{ junction: 'B1' }, { junction: 'A1' }],
      unit: { range, cpu: 12, uplinkBandwidth: 20 },
      vehicles: { share: 0.8 },
      ...twin,
    },
  });
}

async function offloaded(scenario: Scenario, recorded: string | null = null) {
  const { pool } = await inputs(scenario);
  const { freeFlowTimes } = network;
  const { model } = fitLinkTravelTimes(joinTraversals([]), {
    freeFlowTimes,
    slotLength: 60,
    slots: 2,
    start: 0,
  });
  const record = await runReplication(0, { scenario, network, pool, model, recorded });
  const service = record.services[0];
  if (!(service instanceof TwinService)) throw new Error('there are no twins');
  const outcome = service.outcome();
  const rows = Array.from(outcome.ledger.columns.task.values, (_, row) => {
    const of = (name: TaskNumber): number => outcome.ledger.columns[name].values[row];
    return { of, cause: Number.isNaN(of('cause')) ? undefined : failureCauses[of('cause')] };
  });
  return { record, outcome, rows };
}

const scenario = twinScenario();
const run = await offloaded(scenario);

describe('digital twins on traffic', () => {
  it('loses no task: all are done, failed for one cause, or not over yet', () => {
    const { outcome, rows } = run;
    const { ledger, vehicles } = outcome;
    const open = vehicles.flatMap(({ tasks }) => [...tasks]);
    // Their simulations go on.
    const synchronised = open.filter((task) => task.synchronised !== undefined).length;
    const failed = failureCauses.reduce((sum, cause) => sum + ledger.failures[cause], 0);
    expect(rows.length).toBeGreaterThan(1000);
    expect(ledger.tasks).toBe(ledger.completed + failed + open.length);
    expect(ledger.tasks).toBe(vehicles.reduce((sum, { created }) => sum + created, 0));
    expect(ledger.completed + synchronised).toBe(vehicles.reduce((sum, { completed }) => sum + completed, 0));
    expect(new Set(rows.map(({ of }) => of('task'))).size).toBe(rows.length);
    for (const cause of ['rejected', 'coverage'] as const)
      expect(ledger.failures[cause], cause).toBeGreaterThan(0);
    expect(ledger.completed).toBeGreaterThan(100);
  });

  it('has times in order, and does nothing after a deadline', () => {
    for (const { of, cause } of run.rows) {
      const times = (['created', 'granted', 'uploaded', 'computed', 'synchronised', 'finished'] as const)
        .map(of)
        .filter((time) => !Number.isNaN(time));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(of('finished')).toBeLessThanOrEqual(of('deadline'));
      expect(Number.isNaN(of('synchronised'))).toBe(cause !== undefined);
      if (cause === 'rejected') expect(of('granted')).toBeNaN();
      if (cause === 'deadline') expect(of('finished')).toBe(of('deadline'));
      if (of('delivered') > 0) expect(cause).toBeUndefined();
    }
  });

  it('grants no more than its slots, and reckons what it earns by task', () => {
    const { ledger, units, settings } = run.outcome;
    const { rows } = run;
    for (const { granted, rounds } of units) expect(granted).toBeLessThanOrEqual(2 * rounds);
    const paid = rows.reduce((sum, { of }) => sum + of('payment'), 0);
    expect(ledger.realised.online).toBeCloseTo(paid, 9);
    for (const part of ['twin', 'traffic', 'driving', 'online', 'offline'] as const)
      expect(ledger.realised[part]).toBeLessThanOrEqual(ledger.promised[part] + 1e-9);
    const { twin, traffic, driving } = ledger.promised;
    expect(twin + traffic + driving).toBeLessThanOrEqual((ledger.optimum ?? 0) + 1e-9);
    for (const { cpu, gpu, uplink, downlink } of units)
      for (const { statistics } of [cpu, gpu, uplink, downlink]) {
        expect(statistics.utilisation).toBeGreaterThan(0);
        expect(statistics.utilisation).toBeLessThanOrEqual(1);
      }
    expect(settings.market.mechanism).toBe('slots');
  });

  it('serves nobody who is out of range', async () => {
    const source = await LiveSumo.start(await live(scenario));
    const places = new Map<string, { x: number; y: number }>();
    try {
      const fleet = await source.watch();
      while (source.time < 90) {
        const { watched, time } = await source.step();
        if (watched === undefined) throw new Error('not watched');
        for (let row = 0; row < watched.count; row++)
          places.set(`${fleet.id(watched.vehicle[row])} ${time}`, { x: watched.x[row], y: watched.y[row] });
      }
    } finally {
      await source.close();
    }
    const { vehicles, units } = run.outcome;
    const ids = new Map(vehicles.map(({ number, id }) => [number, id]));
    let looked = 0;
    for (const { of } of run.rows) {
      const end = Number.isNaN(of('uploaded')) ? of('finished') : of('uploaded');
      if (Number.isNaN(of('granted'))) continue;
      const unit = units[of('unit')];
      for (let second = Math.floor(of('granted')); second < end; second++) {
        const place = places.get(`${ids.get(of('vehicle'))} ${second}`);
        if (place === undefined) throw new Error(`no vehicle at ${second}`);
        expect(Math.hypot(place.x - unit.x, place.y - unit.y)).toBeLessThanOrEqual(range);
        looked++;
      }
    }
    expect(looked).toBeGreaterThan(100);
  });

  it('is the same on recorded traffic', async () => {
    const file = join(folder, 'twin.traffic');
    await recordTraffic(file, scenario, 0, await inputs(scenario));
    const of = ({ record }: typeof run): string => digest({ tables: replicationContent(record) });
    expect(of(await offloaded(scenario, file))).toBe(of(run));
    for (const queue of ['fifo', 'sharing'] as const) {
      const other = await offloaded(twinScenario({ unit: { range, cpu: 12, queue } }), file);
      expect(other.outcome.ledger.failures.capacity).toBe(0);
      expect(other.outcome.ledger.tasks).toBe(run.outcome.ledger.tasks);
    }
  });

  it('draws the same tasks whoever is granted', async () => {
    const created = ({ outcome: { vehicles } }: typeof run) =>
      vehicles.map(({ id, created, value, observed }) => [id, created, value, observed]);
    const file = join(folder, 'twin.traffic');
    for (const mechanism of ['mtepvisa', 'first-come']) {
      const other = await offloaded(twinScenario({ market: { mechanism } }), file);
      expect(created(other)).toEqual(created(run));
    }
  });
});
