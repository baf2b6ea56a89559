import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cosimulate } from '../../../../sim/cosimulation.js';
import { runReplication } from '../../../../sim/execution/replication.js';
import { replicationContent } from '../../../../sim/recording/record-replication.js';
import type { StayNumber } from '../../../../sim/services/twin/stay-log.js';
import type { TaskNumber } from '../../../../sim/services/twin/twin-ledger.js';
import { TwinService } from '../../../../sim/services/twin/twin-service.js';
import { failureCauses } from '../../../../sim/services/twin/twin-task.js';
import { LiveSumo } from '../../../../sim/traffic/live-sumo.js';
import { recordTraffic } from '../../../../sim/traffic/recorded/record-traffic.js';
import type { TrafficSource, TrafficStep } from '../../../../sim/traffic/traffic.js';
import { RandomStreams } from '../../../../src/random/index.js';
import { digest, type Table } from '../../../../src/results/index.js';
import { type Scenario, scenarioSchema } from '../../../../src/scenario/index.js';
import { joinTraversals } from '../../../../src/traces/index.js';
import { fitLinkTravelTimes } from '../../../../src/traveltime/index.js';
import { smallScenario } from '../../small-run.js';
import { smallTraffic } from '../../traffic/recorded/small-traffic.js';
import { fleetOn, watchedAt } from './synthetic-traffic.js';

const { folder, network, inputs, live } = await smallTraffic();
const { model } = fitLinkTravelTimes(joinTraversals([]), {
  freeFlowTimes: network.freeFlowTimes,
  slotLength: 60,
  slots: 2,
  start: 0,
});

function scenarioWith(twin: object): Scenario {
  return scenarioSchema.parse({
    ...smallScenario({ traffic: { warmUp: 30, duration: 60 } }),
    crowdsourcing: { enabled: false },
    twin,
  });
}

/** What a service leaves, its tasks and predicted stays row by row. */
function look(service: unknown) {
  if (!(service instanceof TwinService)) throw new Error('there are no twins');
  const outcome = service.outcome();
  const { ledger, prediction } = outcome;
  const tasks = Array.from(ledger.columns.task.values, (_, row) => {
    const of = (name: TaskNumber): number => ledger.columns[name].values[row];
    return { of, cause: Number.isNaN(of('cause')) ? undefined : failureCauses[of('cause')] };
  });
  const columns = prediction?.admission?.log.columns;
  const stays = Array.from(columns?.task ?? [], (_, row) => (name: StayNumber): number => {
    return columns?.[name][row] ?? Number.NaN;
  });
  return { outcome, tasks, stays };
}

/** Traffic of one vehicle that drives along the first axis at 20 m/s: at -300 m at 30 s, gone at 80 s. */
function straightTraffic(): TrafficSource {
  let time = 0;
  const followed: TrafficStep['followed'] = {
    count: 0,
    vehicle: new Int32Array(0),
    routeIndex: new Int32Array(0),
    position: new Float64Array(0),
    driven: new Float64Array(0),
    lifted: [],
    arrived: [],
  };
  return {
    get time() {
      return time;
    },
    stepLength: 1,
    version: 'straight on',
    step: () => {
      time++;
      const sights = time < 80 ? [{ vehicle: 0, x: 20 * (time - 30) - 300, y: 0 }] : [];
      const watched = watchedAt(sights, time === 80 ? [0] : []);
      return Promise.resolve({ time, departed: 0, arrived: 0, running: 1, teleported: 0, followed, watched });
    },
    vehicles: () => Promise.resolve([]),
    follow: () => Promise.resolve(),
    rest: () => undefined,
    release: () => Promise.resolve(),
    watch: () => Promise.resolve(fleetOn([0])),
    close: () => Promise.resolve(),
  };
}

// .4 s up at most of the way (7.4 bit/s/Hz), 1 s of computing, .1 s or so for a simulation.
const alone = {
  units: [{ x: 0, y: 0, name: 'u' }],
  unit: { range: 200, uplinkBandwidth: 2.7, downlinkBandwidth: 40, cpu: 5 },
  radio: { model: 'log-distance', exponent: 2 },
  vehicles: { share: 1 },
  tasks: { one: { period: 0.7, size: [1, 1], work: [5, 5], deadline: [4, 4] } },
  market: { slots: 5, period: 0.1 },
};

async function drive(twin: object = {}) {
  const scenario = scenarioWith({ ...alone, ...twin });
  const random = new RandomStreams('straight');
  const record = await cosimulate({ scenario, network, model, random, traffic: straightTraffic() });
  return look(record.services[0]);
}

describe('admission by dwell time in the service', () => {
  it('is exact where a vehicle drives straight through, and keeps out what would be lost', async () => {
    const free = await drive();
    const lost = free.tasks.filter(({ of, cause }) => cause === 'coverage' && !Number.isNaN(of('granted')));
    expect(lost.length).toBeGreaterThan(0);
    expect(free.stays).toEqual([]);
    for (const dwell of ['constant-velocity', 'kalman'] as const) {
      const { tasks, stays, outcome } = await drive({ admission: { dwell } });
      // In range from 35 to 55 s.
      expect(stays.length).toBeGreaterThan(20);
      for (const of of stays) {
        // That it has left is seen at 56 s.
        const stay = Math.max(0, 55 - of('time'));
        expect(of('realised')).toBeCloseTo(stay, 9);
        if (of('time') > 37) expect(of('predicted')).toBeCloseTo(stay, 2);
      }
      const granted = tasks.filter(({ of }) => !Number.isNaN(of('granted')));
      expect(granted.filter(({ cause }) => cause === 'coverage')).toEqual([]);
      const withheld = tasks.filter(({ cause }) => cause === 'dwell');
      expect(withheld.length).toBeGreaterThan(0);
      for (const { of } of withheld) expect(of('created')).toBeGreaterThan(50);
      expect(outcome.ledger.failures.dwell).toBe(withheld.length);
      // The same vehicle emits the same tasks.
      expect(outcome.ledger.tasks).toBe(free.outcome.ledger.tasks);
      const names = (all: typeof tasks, cause: string): number[] =>
        all
          .filter((task) => task.cause === cause && Number.isNaN(task.of('granted')))
          .map(({ of }) => of('task'));
      // Without a unit at all a task fails as before.
      expect(names(free.tasks, 'coverage')).toEqual(expect.arrayContaining(names(tasks, 'coverage')));
    }
  });
});

const twin = {
  units: [{ junction: 'B1' }, { junction: 'A1' }],
  unit: { range: 110, cpu: 12, uplinkBandwidth: 20 },
  vehicles: { share: 0.8 },
};
const heavy = {
  ...twin,
  tasks: { map: { period: 3, size: [2, 8], work: [1, 2], deadline: [8, 15] } },
};

async function offloaded(scenario: Scenario, recorded: string | null = null) {
  const { pool } = await inputs(scenario);
  const record = await runReplication(0, { scenario, network, pool, model, recorded });
  return { ...look(record.services[0]), tables: replicationContent(record) };
}

const file = join(folder, 'prediction.traffic');
const plain = scenarioWith(heavy);
await recordTraffic(file, plain, 0, await inputs(plain));
const free = await offloaded(plain, file);
const named = (tables: readonly Table[], name: string): Table | undefined =>
  tables.find(({ schema }) => schema.name === name);

describe('predictions on traffic', () => {
  it('change nothing and leave nothing where they are off; who stands for ever is always admitted', async () => {
    expect(free.outcome.prediction).toBeUndefined();
    expect(free.tables.map(({ schema }) => schema.name)).not.toContain('twin_dwell');
    const still = await offloaded(scenarioWith({ ...heavy, admission: { dwell: 'standing-still' } }), file);
    expect(still.stays.length).toBeGreaterThan(50);
    const others = still.tables.filter(({ schema }) => schema.name !== 'twin_dwell');
    expect(digest({ tables: others })).toBe(digest({ tables: free.tables }));
  });

  it('are beside stays that are real: those of the positions in SUMO', async () => {
    const scenario = scenarioWith({ ...heavy, admission: { dwell: 'kalman' } });
    const run = await offloaded(scenario, file);
    const source = await LiveSumo.start(await live(scenario));
    const places: Map<number, { x: number; y: number }>[] = [];
    try {
      await source.watch();
      for (let time = 1; time <= 90; time++) {
        const { watched } = await source.step();
        const rows = Array.from({ length: watched?.count ?? 0 }, (_, row) => row);
        const at = new Map(
          rows.map((row) => [
            watched?.vehicle[row] ?? -1,
            { x: watched?.x[row] ?? 0, y: watched?.y[row] ?? 0 },
          ]),
        );
        places[time] = at;
      }
    } finally {
      await source.close();
    }
    const { units, vehicles } = run.outcome;
    const fleet = new Map(vehicles.map(({ number, id }) => [number, id]));
    expect(fleet.size).toBe(vehicles.length);
    let compared = 0;
    for (const of of run.stays) {
      const { x, y } = units[of('unit')];
      const inside = (time: number): boolean => {
        const place = places[time]?.get(of('vehicle'));
        return place !== undefined && Math.hypot(place.x - x, place.y - y) <= 110;
      };
      let last = Math.floor(of('time'));
      while (last < 90 && inside(last + 1)) last++;
      if (Number.isNaN(of('realised'))) {
        expect(last).toBe(90);
        continue;
      }
      compared++;
      // It left within the step after the last one in which it was inside.
      expect(of('time') + of('realised')).toBeGreaterThanOrEqual(Math.min(last, of('time') + 60) - 1e-6);
      expect(of('time') + of('realised')).toBeLessThanOrEqual(Math.max(last + 1, of('time')) + 1e-6);
    }
    expect(compared).toBeGreaterThan(30);
  });

  it('are the same live and recorded, for every predictor', async () => {
    for (const dwell of ['route-aware', 'lstm'] as const) {
      const measured = { measured: dwell === 'lstm' ? 'kalman' : 'route-own-speed' };
      const scenario = scenarioWith({
        ...heavy,
        market: { accuracy: measured },
        admission: { dwell, coverage: dwell === 'lstm' ? 'signal' : 'range' },
      });
      const run = await offloaded(scenario, file);
      const { ledger, vehicles } = run.outcome;
      expect(ledger.failures.dwell).toBeGreaterThan(0);
      const open = vehicles.reduce((sum, { tasks }) => sum + tasks.length, 0);
      const failed = failureCauses.reduce((sum, cause) => sum + ledger.failures[cause], 0);
      expect(ledger.tasks).toBe(ledger.completed + failed + open);
      expect(named(run.tables, 'twin_dwell')?.columns.task).toHaveLength(run.stays.length);
      if (dwell === 'lstm') continue;
      expect(digest({ tables: (await offloaded(scenario)).tables })).toBe(digest({ tables: run.tables }));
    }
  });

  it('measure the accuracy with which the market reckons, and nobody earns more than was reckoned', async () => {
    const accuracies = await Promise.all(
      (['standing-still', 'kalman'] as const).map(async (measured) => {
        const market = { accuracy: { measured, by: 'hits', every: 2, before: 0.5 } };
        const { outcome, tables } = await offloaded(scenarioWith({ ...heavy, market }), file);
        const { ledger, prediction } = outcome;
        const { twin: realised } = ledger.realised;
        expect(realised).toBeGreaterThan(0);
        expect(realised).toBeLessThanOrEqual(ledger.promised.twin + 1e-9);
        const declared = free.outcome.ledger.promised;
        // The accuracy enters the surplus and no score: the same are granted, for another surplus.
        expect(ledger.completed).toBe(free.outcome.ledger.completed);
        expect(ledger.promised.traffic).toBe(declared.traffic);
        expect(ledger.promised.twin / declared.twin).toBeLessThan(1);
        const columns = named(tables, 'twin_accuracy')?.columns as Record<string, ArrayLike<number>>;
        expect(columns.time[0]).toBe(40);
        expect(columns.entered[columns.entered.length - 1]).toBeCloseTo(
          columns.hits[columns.hits.length - 1],
          12,
        );
        return prediction?.measured?.value ?? Number.NaN;
      }),
    );
    expect(accuracies[0]).toBeGreaterThan(0);
    expect(accuracies[1]).toBeGreaterThan(accuracies[0]);
  });
});

describe('the scenario', () => {
  it('asks for positions every second where something is predicted from them', () => {
    const traffic = { network: 'n', demand: { file: 'd' }, stepLength: 2 };
    const fault = (twin: object): string[] => {
      const { error } = scenarioSchema.safeParse({ name: 'x', traffic, twin });
      return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
    };
    expect(fault({})).toEqual([]);
    const says =
      'a traffic.stepLength of 1 s or a whole part of it, not 2 s: positions are taken every second';
    expect(fault({ admission: { dwell: 'kalman' } })).toEqual([`twin.admission.dwell: ${says}`]);
    expect(fault({ market: { accuracy: { measured: 'lstm' } } })).toEqual([`twin.market.accuracy: ${says}`]);
  });
});
