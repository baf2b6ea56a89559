import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LiveSumo } from '../../../sim/traffic/live-sumo.js';
import { openFitting } from '../../../sim/traffic/recorded/fitting-recording.js';
import { RecordingTraffic } from '../../../sim/traffic/recorded/recording-traffic.js';
import { trafficIdentity } from '../../../sim/traffic/recorded/traffic-identity.js';
import type { Fleet, TrafficSource, WatchedVehicles } from '../../../sim/traffic/traffic.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { type Change, files, smallScenario } from '../small-run.js';
import { smallTraffic } from './recorded/small-traffic.js';

const { folder, network, sumo, live } = await smallTraffic();

interface Seen {
  readonly time: number;
  readonly watched: WatchedVehicles;
  readonly facts: readonly (readonly [id: string, type: string, vehicleClass: string, route: string])[];
}

/** Takes steps, watches from a time on, and follows some vehicles besides, as a campaign does. */
async function drive(source: TrafficSource, from: number, until: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  let fleet: Fleet | undefined;
  try {
    while (source.time < until) {
      if (fleet === undefined && source.time >= from) fleet = await source.watch();
      if (source.time === 80) await source.follow((await source.vehicles()).slice(0, 9));
      const { time, watched } = await source.step(fleet === undefined ? from : source.time);
      expect(watched === undefined).toBe(fleet === undefined);
      if (watched === undefined || fleet === undefined) continue;
      const known = fleet;
      const facts = Array.from(
        watched.vehicle,
        (n) => [known.id(n), known.type(n), known.vehicleClass(n), known.route(n).join()] as const,
      );
      seen.push({ time, watched, facts });
    }
  } finally {
    await source.close();
  }
  return seen;
}

/** What SUMO's own output says of every vehicle: by id and time (SUMO's "t" is ours at t + step). */
function readFcd(path: string): Map<string, { x: number; y: number; speed: number; edge: string }> {
  const said = new Map<string, { x: number; y: number; speed: number; edge: string }>();
  let time = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    time = /<timestep time="([^"]+)"/.exec(line)?.[1] ?? time;
    const [, id, x, y, speed, edge] =
      /<vehicle id="([^"]+)" x="([^"]+)" y="([^"]+)".* speed="([^"]+)".* lane="(.+)_\d+"/.exec(line) ?? [];
    if (edge === undefined) continue;
    said.set(`${id} ${Number(time)}`, { x: Number(x), y: Number(y), speed: Number(speed), edge });
  }
  return said;
}

/** Every bit of what was seen; comparing millions of numbers one by one takes long. */
function bits(seen: readonly Seen[]): string {
  const hash = createHash('sha256');
  for (const { time, watched, facts } of seen) {
    const { count, entered, left, ...columns } = watched;
    hash.update(JSON.stringify([time, count, entered, left, facts]));
    for (const column of Object.values(columns)) hash.update(column);
  }
  return hash.digest('hex');
}

/** Vehicles of several types and classes. */
const severalTypes = join(folder, 'types.rou.xml');
writeFileSync(
  severalTypes,
  `<routes><vType id="car"/><vType id="coach" vClass="bus" length="12"/><vType id="fire" vClass="emergency"/>
  ${Array.from({ length: 40 }, (_, i) => `<vehicle id="v${i}" type="${['car', 'coach', 'fire'][i % 3]}" depart="${4 * i + 1}"><route edges="w1-A1 A1-B1 B1-C1 C1-Cs"/></vehicle>`).join('\n')}</routes>`,
);

const changes: readonly (readonly [string, Change])[] = [
  ['steps of 1 s', {}],
  ['steps of half a second', { seed: 2, traffic: { stepLength: 0.5 } }],
  [
    'a jam with teleports',
    {
      traffic: {
        demand: { routes: files.routes, rate: 280 },
        options: { 'time-to-teleport': 8, 'ignore-junction-blocker': -1 },
      },
    },
  ],
  ['several types', { traffic: { demand: { file: severalTypes } } }],
];

describe('watching all vehicles', () => {
  it.each(changes)('gives the same live, while recording and replayed: %s', async (name, change) => {
    const scenario: Scenario = smallScenario(change);
    const until = scenario.traffic.warmUp + scenario.traffic.duration;
    const file = join(folder, `${name.replaceAll(' ', '-')}.traffic`);
    const traffic = await trafficIdentity(scenario, 0, sumo);
    const plain = await drive(await LiveSumo.start(await live(scenario)), 60, until);
    const recording = await RecordingTraffic.start(await live(scenario), { file, traffic, until });
    expect(bits(await drive(recording, 60, until))).toBe(bits(plain));
    const replay = await drive(await openFitting(file, scenario, 0, network), 60, until);
    expect(replay[0]).toEqual(plain[0]);
    expect(bits(replay)).toBe(bits(plain));
    const vehicles = new Set(plain.flatMap(({ facts }) => facts.map(([id]) => id)));
    expect(vehicles.size).toBeGreaterThan(20);
    const types = new Set(plain.flatMap(({ facts }) => facts.map((one) => `${one[1]} ${one[2]}`)));
    const several = ['car passenger', 'coach bus', 'fire emergency'];
    expect([...types].sort()).toEqual(name === 'several types' ? several : [[...types][0]]);
  });

  it('says what SUMO says: who is there, where, how fast', async () => {
    const fcd = join(folder, 'fcd.xml');
    const scenario = smallScenario({ seed: 4, traffic: { options: { 'fcd-output': fcd } } });
    const seen = await drive(await LiveSumo.start(await live(scenario)), 60, 220);
    const said = readFcd(fcd);
    let places = 0;
    let present = new Set<string>();
    for (const { time, watched, facts } of seen) {
      const ids = facts.map(([id]) => id);
      const theirs = [...said.keys()].filter((key) => key.endsWith(` ${time - 1}`));
      expect([...ids].sort()).toEqual(theirs.map((key) => key.split(' ')[0]).sort());
      const entered = watched.entered.map((n) => facts[watched.vehicle.indexOf(n)][0]);
      expect(new Set(entered)).toEqual(new Set(ids.filter((id) => !present.has(id))));
      expect(watched.left).toHaveLength([...present].filter((id) => !ids.includes(id)).length);
      for (const [row, id] of ids.entries()) {
        const own = said.get(`${id} ${time - 1}`);
        if (own === undefined) throw new Error(`${id} at ${time}`);
        // SUMO tells the middle of the lane (here up to two lanes), the columns the middle of the lanes; turns are arcs.
        expect(Math.hypot(watched.x[row] - own.x, watched.y[row] - own.y)).toBeLessThan(6);
        if (present.has(id)) expect(watched.speed[row]).toBeCloseTo(own.speed, 1);
        if (!own.edge.startsWith(':')) {
          expect(network.links[watched.link[row]].id).toBe(own.edge);
          places++;
        }
      }
      present = new Set(ids);
    }
    expect(places).toBeGreaterThan(1000);
  });

  it('costs nothing where nobody watches, and has one fleet however often it is asked for', async () => {
    const scenario = smallScenario();
    const source = await LiveSumo.start(await live(scenario));
    try {
      expect((await source.step()).watched).toBeUndefined();
      const fleet = await source.watch();
      expect(await source.watch()).toBe(fleet);
    } finally {
      await source.close();
    }
  });
});
