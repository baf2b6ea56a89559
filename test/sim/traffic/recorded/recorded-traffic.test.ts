import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LiveSumo } from '../../../../sim/traffic/live-sumo.js';
import { openFitting } from '../../../../sim/traffic/recorded/fitting-recording.js';
import { recordTraffic } from '../../../../sim/traffic/recorded/record-traffic.js';
import { RecordedTraffic } from '../../../../sim/traffic/recorded/recorded-traffic.js';
import { RecordingTraffic } from '../../../../sim/traffic/recorded/recording-traffic.js';
import { trafficIdentity } from '../../../../sim/traffic/recorded/traffic-identity.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { type Change, files, smallScenario } from '../../small-run.js';
import { driveAndAsk, type Log, smallTraffic } from './small-traffic.js';

const { folder, network, sumo, inputs, live } = await smallTraffic();

/** A network full of vehicles that block each other, so that SUMO lifts them. */
const jam: Change = {
  traffic: {
    demand: { routes: files.routes, rate: 280 },
    duration: 200,
    options: { 'time-to-teleport': 8, 'ignore-junction-blocker': -1 },
  },
};

/** Ready vehicles: some park beside the road, some stand on it, one takes the name of another after it. */
async function readyDemand(): Promise<string> {
  const route = '<route edges="w1-A1 A1-B1 B1-C1 C1-Cs"/>';
  const vehicle = (id: string, depart: number, stop = ''): string =>
    `<vehicle id="${id}" depart="${depart}">${route}${stop}</vehicle>`;
  const vehicles = [
    '<vehicle id="again" depart="0"><route edges="w1-A1 A1-B1"/></vehicle>',
    vehicle('parks', 0, '<stop lane="A1-B1_0" endPos="30" duration="25" parking="true"/>'),
    vehicle('möwe', 2),
    vehicle('stands', 4, '<stop lane="B1-C1_0" endPos="20" duration="15"/>'),
    ...Array.from({ length: 40 }, (_, i) => vehicle(`car-${i}`, 5 + 3 * i)),
    '<trip id="rerouted" depart="130" from="w1-A1" to="C1-Cs"/>',
    '<vehicle id="again" depart="150"><route edges="A1-B1 B1-C1 C1-Cs"/></vehicle>',
  ];
  const file = join(folder, 'ready.rou.xml');
  await writeFile(file, `<routes>${vehicles.join('\n')}</routes>`);
  return file;
}

async function threeWays(
  scenario: Scenario,
  name: string,
): Promise<[plain: Log, recording: Log, replay: Log]> {
  const { warmUp, duration, stepLength } = scenario.traffic;
  const until = warmUp + duration;
  const steps = Math.round(until / stepLength);
  const every = Math.max(8, Math.round(17 / stepLength));
  const file = join(folder, `${name}.traffic`);
  const traffic = await trafficIdentity(scenario, 0, sumo);
  const plain = await driveAndAsk(await LiveSumo.start(await live(scenario)), steps, every);
  const recording = await RecordingTraffic.start(await live(scenario), { file, traffic, until });
  const recorded = await driveAndAsk(recording, steps, every);
  const replay = await driveAndAsk(await openFitting(file, scenario, 0, network), steps, every);
  return [plain, recorded, replay];
}

const sum = (log: Log, of: (step: Log['steps'][number]) => number): number =>
  log.steps.reduce((total, step) => total + of(step), 0);

describe('a recording says what the live SUMO says, to the last bit', () => {
  it.each([
    ['steps of 1 s', {}],
    ['steps of half a second', { traffic: { stepLength: 0.5 } }],
    ['steps of a tenth', { seed: 3, traffic: { stepLength: 0.1, warmUp: 30, duration: 90 } }],
    ['steps of 2 s, another seed', { seed: 9, traffic: { stepLength: 2 } }],
    ['the sublane model', { seed: 4, traffic: { options: { 'lateral-resolution': 0.8 } } }],
  ] as const)('%s', async (name, change) => {
    const [plain, recording, replay] = await threeWays(smallScenario(change), name.replaceAll(' ', '-'));
    expect(recording).toEqual(plain);
    expect(replay).toEqual(plain);
    expect(sum(plain, ({ followed }) => followed.count)).toBeGreaterThan(300);
    expect(sum(plain, ({ followed }) => followed.arrived.length)).toBeGreaterThan(5);
  });

  it('in a jam with teleports', async () => {
    const [plain, recording, replay] = await threeWays(smallScenario(jam), 'jam');
    expect(recording).toEqual(plain);
    expect(replay).toEqual(plain);
    expect(sum(plain, ({ teleported }) => teleported)).toBeGreaterThan(10);
    expect(sum(plain, ({ followed }) => followed.lifted.length)).toBeGreaterThan(5);
  });

  it('with vehicles that park, stand still, and find new routes on the way', async () => {
    const options = {
      'route-steps': 10,
      'device.rerouting.probability': 1,
      'device.rerouting.period': 20,
      'device.rerouting.adaptation-steps': 5,
    };
    const change = { traffic: { demand: { file: await readyDemand() }, options } };
    const [plain, recording, replay] = await threeWays(smallScenario(change), 'ready');
    expect(recording).toEqual(plain);
    expect(replay).toEqual(plain);
    const ids = new Set(plain.vehicles.flat().map(({ vehicle }) => vehicle));
    expect(ids).toContain('parks');
    expect(ids).toContain('möwe');
    // The name of a vehicle that has arrived, for another one on another route.
    const again = plain.vehicles.flat().filter(({ vehicle }) => vehicle === 'again');
    expect(new Set(again.map(({ route }) => route.length)).size).toBe(2);
  });

  it('with nobody on the road', async () => {
    const demand = { routes: files.routes, rate: 0 };
    const [plain, recording, replay] = await threeWays(smallScenario({ traffic: { demand } }), 'nobody');
    expect(recording).toEqual(plain);
    expect(replay).toEqual(plain);
  });
});

describe('a recording', () => {
  it('is the same whether somebody used the traffic or not', async () => {
    const scenario = smallScenario();
    const file = join(folder, 'nobody-asks.traffic');
    await recordTraffic(file, scenario, 0, await inputs(scenario));
    const ours = await driveAndAsk(await RecordedTraffic.open(file, network), 220, 17);
    const theirs = await driveAndAsk(
      await RecordedTraffic.open(join(folder, 'steps-of-1-s.traffic'), network),
      220,
      17,
    );
    expect(ours).toEqual(theirs);
  });

  it('that is longer begins with the shorter one', async () => {
    const short = smallScenario({ seed: 6 });
    const long = smallScenario({ seed: 6, traffic: { warmUp: 90, duration: 200 } });
    const file = join(folder, 'long.traffic');
    await recordTraffic(file, long, 0, await inputs(long));
    const replay = await driveAndAsk(await openFitting(file, short, 0, network), 220, 20);
    const plain = await driveAndAsk(await LiveSumo.start(await live(short)), 220, 20);
    expect(replay).toEqual(plain);
  });

  it('of other traffic is refused with what differs', async () => {
    const scenario = smallScenario();
    const file = join(folder, 'refused.traffic');
    await recordTraffic(file, scenario, 0, await inputs(scenario));
    const refused = async (change: Change, replication = 0): Promise<string> =>
      openFitting(file, smallScenario(change), replication, network).then(
        async (taken) => {
          await taken.close();
          return 'it was taken';
        },
        (error: Error) => error.message,
      );
    const of = (what: string): string =>
      `${file}: ${what}: a recording of this very traffic, as \`bidlane run SCENARIO --record FILE\` makes it`;
    expect(await refused({ traffic: { stepLength: 0.5 } })).toBe(
      of('was recorded with steps of 1 s, not 0.5 s'),
    );
    expect(await refused({ traffic: { duration: 161 } })).toBe(
      of('is too short: 220 s, and the scenario goes on to 221 s'),
    );
    expect(await refused({ seed: 2 })).toBe(
      of('was recorded for seed 1, replication 1, not seed 2, replication 1'),
    );
    expect(await refused({}, 1)).toBe(
      of('was recorded for seed 1, replication 1, not seed 1, replication 2'),
    );
    expect(await refused({ traffic: { demand: { routes: files.routes, rate: 41 } } })).toBe(
      of('was recorded with another law of departures'),
    );
    expect(await refused({ traffic: { demand: { file: files.demand } } })).toBe(
      of('was recorded with another demand file'),
    );
    expect(await refused({ traffic: { options: { 'time-to-teleport': 5 } } })).toBe(
      of('was recorded with other options of SUMO'),
    );
    expect(await refused({ traffic: { network: files.routes } })).toBe(of('was recorded on another network'));
    // What comes after the traffic may change.
    expect(await refused({ auction: { budget: 3 }, tasks: { count: 7, deadline: 60 } })).toBe('it was taken');
    expect(await refused({ traffic: { warmUp: 30, duration: 100 } })).toBe('it was taken');
  });

  it('that was not driven to its end is not written', async () => {
    const scenario = smallScenario();
    const file = join(folder, 'unfinished.traffic');
    const traffic = await trafficIdentity(scenario, 0, sumo);
    const recording = await RecordingTraffic.start(await live(scenario), { file, traffic, until: 220 });
    for (let i = 0; i < 219; i++) await recording.step();
    await recording.close();
    await expect(RecordedTraffic.open(file, network)).rejects.toThrow('there is no such file');
  });
});
