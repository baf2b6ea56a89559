import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type StreamOptions, startSumo, type TraciSession } from '../../src/traci/index.js';
import { fixtures, town } from './sumo.js';

const STEPS = 90;

/** All vehicles after every step, asked one by one. */
async function oneByOne(sumo: TraciSession): Promise<string[]> {
  const steps: string[] = [];
  for (let i = 0; i < STEPS; i++) {
    await sumo.simulationStep();
    const { vehicle } = sumo;
    const rows = (await vehicle.getIDList()).map(async (id) => {
      const [[x, y], speed, road, lane, [, , z]] = await Promise.all([
        vehicle.getPosition(id),
        vehicle.getSpeed(id),
        vehicle.getRoadID(id),
        vehicle.getLaneIndex(id),
        vehicle.getPosition3D(id),
      ]);
      return [id, x, y, speed, road, lane, z].join(' ');
    });
    steps.push(`${await sumo.simulation.getTime()}: ${(await Promise.all(rows)).sort().join(', ')}`);
  }
  return steps;
}

async function streamed(sumo: TraciSession, options: StreamOptions): Promise<string[]> {
  const steps: string[] = [];
  const stream = sumo.vehicles.stream(['position', 'speed', 'roadID', 'laneIndex', 'position3D'], {
    count: STEPS,
    ...options,
  });
  const { vehicles, texts } = stream;
  for await (const { time, count, ids, columns } of stream) {
    const rows: string[] = [];
    for (let i = 0; i < count; i++) {
      const [x, y] = columns.position.subarray(2 * i);
      const road = texts.name(columns.roadID[i]);
      const z = columns.position3D[3 * i + 2];
      rows.push([vehicles.name(ids[i]), x, y, columns.speed[i], road, columns.laneIndex[i], z].join(' '));
    }
    steps.push(`${time}: ${rows.sort().join(', ')}`);
  }
  return steps;
}

async function inSumo<T>(use: (sumo: TraciSession) => T | Promise<T>): Promise<T> {
  const sumo = await startSumo({ args: town });
  try {
    return await use(sumo);
  } finally {
    await sumo.close();
  }
}

describe('streams of vehicles', () => {
  it('say what asking one by one says, with every vehicle in every step', async () => {
    const wanted = await inSumo(oneByOne);
    expect(wanted.filter((step) => step.includes(','))).not.toHaveLength(0);
    expect(await inSumo((sumo) => streamed(sumo, {}))).toEqual(wanted);
  });

  it('agree on moving vehicles when they come from a context subscription, also ahead', async () => {
    const moving = (steps: string[]): string[] =>
      steps.map((step) => step.replace(/(delivery|cab) [^,]*(, )?/g, ''));
    const wanted = moving(await inSumo(oneByOne));
    expect(moving(await inSumo((sumo) => streamed(sumo, { source: 'context' })))).toEqual(wanted);
    const ahead = await inSumo((sumo) => streamed(sumo, { source: 'context', mode: 'ahead' }));
    expect(moving(ahead)).toEqual(wanted);
  });

  it('miss nobody when they go ahead', async () => {
    expect(await inSumo((sumo) => streamed(sumo, { mode: 'ahead' }))).toEqual(await inSumo(oneByOne));
  });

  it('tell who came and who left, and give numbers of those long gone to others', async () => {
    for (const options of [{}, { mode: 'ahead' }, { source: 'context', mode: 'ahead' }] as const) {
      await inSumo(async (sumo) => {
        const stream = sumo.vehicles.stream(['speed'], { ...options, count: STEPS });
        const ever = new Set<string>();
        let before = new Set<string>();
        let most = 0;
        for await (const { count, ids, entered, left } of stream) {
          const name = (id: number): string => stream.vehicles.name(id);
          const now = new Set(Array.from(ids.subarray(0, count), name));
          expect(new Set(Array.from(entered, name))).toEqual(new Set([...now].filter((v) => !before.has(v))));
          expect(new Set(Array.from(left, name))).toEqual(new Set([...before].filter((v) => !now.has(v))));
          for (const vehicle of now) ever.add(vehicle);
          most = Math.max(most, ...ids.subarray(0, count));
          before = now;
        }
        expect(most + 1).toBeLessThan(ever.size);
      });
    }
  });

  it('miss nobody in traffic that teleports, is added and removed, is stepped by others', async () => {
    const args = [...town, '--scale', '4', '--time-to-teleport', '1'];
    const sumo = await startSumo({ args });
    try {
      const mine = await sumo.simulation.subscribe(['startingTeleportNumber']);
      const stream = sumo.vehicles.stream(['speed'], { count: 120 });
      let teleports = 0;
      let steps = 0;
      for await (const { count, ids } of stream) {
        const seen = Array.from(ids.subarray(0, count), (id) => stream.vehicles.name(id)).sort();
        const there = (await sumo.vehicle.getIDList()).toSorted();
        expect(seen).toEqual(there);
        teleports += mine.latest?.startingTeleportNumber ?? 0;
        steps++;
        if (steps % 10 === 0) await sumo.vehicle.remove(there[0]);
        if (steps % 10 === 1) await sumo.vehicle.add(`late_${steps}`, (await sumo.route.getIDList())[0]);
        if (steps % 25 === 0) await sumo.simulationStep();
      }
      expect(teleports).toBeGreaterThan(0);
      expect(steps).toBe(120);
    } finally {
      await sumo.close();
    }
  });

  it('go on after a state has been loaded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stream-'));
    const routes = join(folder, 'flow.rou.xml');
    writeFileSync(
      routes,
      '<routes><flow id="f" begin="0" end="90" period="3" from="A1B1" to="B1C1"/></routes>',
    );
    const sumo = await startSumo({ args: ['-n', `${fixtures}town.net.xml`, '-r', routes] });
    try {
      const stream = sumo.vehicles.stream(['speed'], { count: 60 });
      let steps = 0;
      for await (const { count, ids } of stream) {
        const seen = Array.from(ids.subarray(0, count), (id) => stream.vehicles.name(id)).sort();
        expect(seen).toEqual((await sumo.vehicle.getIDList()).toSorted());
        steps++;
        if (steps === 20) await sumo.simulation.saveState(join(folder, 'state.xml'));
        if (steps === 45) await sumo.simulation.loadState(join(folder, 'state.xml'));
      }
      expect(steps).toBe(60);
    } finally {
      await sumo.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('leave subscriptions of the caller as they were', async () => {
    await inSumo(async (sumo) => {
      const mine = await sumo.simulation.subscribe(['departedNumber']);
      for await (const _ of sumo.vehicles.stream(['speed'], { count: 3 }));
      await sumo.simulationStep();
      expect(mine.latest?.departedNumber).toBeDefined();
      await sumo.simulation.unsubscribe('');
      for await (const _ of sumo.vehicles.stream(['speed'], { count: 3 }));
      await sumo.simulationStep();
      expect(sumo.simulation.getSubscriptionResults()).toBeUndefined();
    });
  });

  it('say which way they go', async () => {
    await inSumo((sumo) => {
      const exact = sumo.vehicles.stream(['speed']);
      expect(exact).toMatchObject({ mode: 'exact', ahead: 0, complete: true, kinds: { speed: 'double' } });
      const ahead = sumo.vehicles.stream(['speed', 'roadID'], { mode: 'ahead' });
      expect(ahead).toMatchObject({ mode: 'ahead', ahead: 1, complete: true, kinds: { roadID: 'text' } });
      // @ts-expect-error a list does not fit into a column
      expect(() => sumo.vehicles.stream(['route'])).toThrow(/does not|not a variable that fits/);
    });
  });

  it('end early without leaving anything behind, and take effects of setters', async () => {
    await inSumo(async (sumo) => {
      for (const options of [{}, { mode: 'ahead' }, { source: 'context', mode: 'ahead' }] as const) {
        const before = await sumo.simulation.getTime();
        let steps = 0;
        for await (const step of sumo.vehicles.stream(['speed'], options)) {
          expect(step.time).toBe(before + ++steps);
          if (steps === 5) break;
        }
        const after = await sumo.simulation.getTime();
        expect(after).toBeGreaterThanOrEqual(before + 5);
        const { time } = { time: await sumo.simulationStep().then(() => sumo.simulation.getTime()) };
        expect(time).toBe(after + 1);
        expect(sumo.vehicle.getSubscriptionResults('')).toBeUndefined();
      }
      const stream = sumo.vehicles.stream(['speed'], { count: 3, only: (id) => id === 'bus_1' });
      await sumo.vehicle.setSpeedMode('bus_1', 0);
      const speeds: number[] = [];
      for await (const step of stream) {
        expect(step.count).toBe(1);
        speeds.push(step.columns.speed[0]);
        await sumo.vehicle.setSpeed('bus_1', speeds.length);
      }
      expect(speeds.slice(1)).toEqual([1, 2]);
    });
  });

  it('fail with the end of SUMO', async () => {
    const sumo = await startSumo({ args: town });
    const reading = (async () => {
      for await (const step of sumo.vehicles.stream(['speed'], { mode: 'ahead' })) {
        if (step.time === 5) process.kill(sumo.pid ?? 0, 'SIGKILL');
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'ConnectionLost', end: { signal: 'SIGKILL' } });
  });
});

describe('readers of vehicles', () => {
  it('say what getters say about the chosen ones, in order with the steps around them', async () => {
    await inSumo(async (sumo) => {
      await sumo.simulationStep(20);
      const reader = sumo.vehicles.reader(['speed', 'roadID', 'position']);
      const known = await sumo.vehicle.getIDList();
      const numbers = known.map((id) => reader.add(id));
      const nobody = reader.add('nobody');
      const chosen = [numbers[2], nobody, numbers[0]];
      const before = reader.read(chosen);
      const wanted = [known[2], known[0]].map(async (id) => {
        const { vehicle } = sumo;
        const values = [vehicle.getSpeed(id), vehicle.getRoadID(id), vehicle.getPosition(id)] as const;
        return [id, ...(await Promise.all(values))];
      });
      const stepped = sumo.simulationStep();
      const after = reader.read(chosen);
      const list = async (reading: typeof before): Promise<unknown[]> => {
        const rows = await reading;
        return Array.from({ length: rows.count }, (_, i) => [
          known[rows.numbers[i]],
          rows.columns.speed[i],
          reader.texts.name(rows.columns.roadID[i]),
          [...rows.columns.position.subarray(2 * i, 2 * i + 2)],
        ]);
      };
      expect(await list(before)).toEqual(await Promise.all(wanted));
      await stepped;
      expect(await list(after)).not.toEqual(await list(before));
      expect((await reader.read([])).count).toBe(0);
      await expect(reader.read([nobody + 1])).rejects.toThrow(RangeError);
      expect(() => reader.add('x'.repeat(300))).toThrow(/at most 180/);
      // @ts-expect-error a list does not fit into a column
      expect(() => sumo.vehicles.reader(['route'])).toThrow(/vehicles.reader: .*not a variable/);
    });
  });
});

describe('steps', () => {
  it('bring the results of subscriptions, also ahead', async () => {
    const follow = (ahead: number): Promise<unknown[]> =>
      inSumo(async (sumo) => {
        const times = await sumo.simulation.subscribe(['time', 'departedIDList']);
        const seen: unknown[] = [];
        for await (const step of sumo.steps({ ahead, until: 12 })) seen.push(step.of(times));
        const around = await sumo.junction.subscribeContext('B1', sumo.vehicle, 60, ['speed', 'roadID']);
        const bus = await sumo.vehicle.subscribe('bus_1', ['roadID', 'parameterWithKey', 'leader'], {
          arguments: { parameterWithKey: ['colour of seats'], leader: [100] },
        });
        await sumo.vehicle.subscribeContext('bus_1', sumo.vehicle, 200, ['speed']);
        await sumo.vehicle.addSubscriptionFilter({ kind: 'lanes', lanes: [-1, 0, 1] });
        await sumo.vehicle.addSubscriptionFilter({ kind: 'downstreamDistance', distance: 100 });
        const step = await sumo.simulationStep();
        seen.push([...step.of(around)], step.of(bus), bus.latest);
        expect(step.of(bus)?.parameterWithKey).toEqual(['colour of seats', 'red and grün']);
        expect(step.of(bus)?.roadID).toBe(await sumo.vehicle.getRoadID('bus_1'));
        for (const [id, { speed }] of around.latest) expect(speed).toBe(await sumo.vehicle.getSpeed(id));
        await sumo.vehicle.unsubscribe('bus_1');
        await sumo.junction.unsubscribeContext('B1', sumo.vehicle, 60);
        const last = await sumo.simulationStep();
        expect(last.of(bus)).toBeUndefined();
        expect(last.of(around).size).toBe(0);
        return seen;
      });
    const exact = await follow(0);
    expect(exact[0]).toMatchObject({ time: 1 });
    expect(await follow(3)).toEqual(exact);
  });

  it('in batches', async () => {
    await inSumo(async (sumo) => {
      await sumo.simulationStep(10);
      const [time, route] = await sumo.batch(() => [
        sumo.simulation.getTime(),
        sumo.vehicle.getRoute('bus_1'),
      ]);
      expect(time + route.length).toBe(15);
    });
  });
});
