import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import {
  CommandRefused,
  ConnectionLost,
  connectTraci,
  SumoStartError,
  startSumo,
} from '../../src/traci/index.js';
import { town } from './sumo.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'traci-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const alive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('starting SUMO', () => {
  it('sets SUMO_HOME and finds SUMO where only SUMO_HOME names it', async () => {
    const { SUMO_HOME: _, ...env } = process.env;
    const sumo = await startSumo({ args: town, env });
    expect(sumo.version.api).toBeGreaterThanOrEqual(20);
    expect(await sumo.close()).toEqual({ exitCode: 0, signal: null });
  });

  it('says what to install when there is no SUMO', async () => {
    const error = await failure(startSumo({ args: [], env: { PATH: folder } }));
    expect(error).toBeInstanceOf(SumoStartError);
    expect(String(error)).toMatch(/sumo: is neither on PATH nor in \$SUMO_HOME\/bin: install SUMO/);
    const path = join(folder, 'no-sumo');
    expect(String(await failure(startSumo({ args: [], binary: path })))).toContain(path);
  });

  it('gives the last words of a SUMO whose network is broken', async () => {
    const net = join(folder, 'broken.net.xml');
    writeFileSync(net, '<net><edge');
    const error = await failure(startSumo({ args: ['-n', net] }));
    expect(error).toBeInstanceOf(SumoStartError);
    expect(error).toMatchObject({ failure: 'exited', end: { exitCode: 1 } });
    expect(String(error)).toContain('broken.net.xml');
  });

  it('names a port that is taken, and gets by when it may choose', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '0.0.0.0', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const error = await failure(startSumo({ args: town, port }));
    expect(error).toMatchObject({ name: 'SumoStartError', failure: 'port taken' });
    expect(String(error)).toContain(String(port));
    server.close();
    const sessions = await Promise.all(Array.from({ length: 4 }, () => startSumo({ args: town })));
    expect(new Set(sessions.map((sumo) => sumo.port)).size).toBe(4);
    await Promise.all(sessions.map((sumo) => sumo.close()));
  });

  it('can be aborted', async () => {
    const abort = new AbortController();
    const starting = startSumo({ args: town, signal: abort.signal });
    abort.abort();
    expect(await failure(starting)).toMatchObject({ name: 'SumoStartError', failure: 'aborted' });
    const later = new AbortController();
    const sumo = await startSumo({ args: town, signal: later.signal });
    const steps = sumo.simulationStep(50);
    later.abort();
    expect(await failure(steps)).toMatchObject({ reason: 'aborted' });
    expect(alive(sumo.pid)).toBe(false);
  });
});

describe('a SUMO that ends', () => {
  it('normally, twice closed, refuses later calls', async () => {
    const sumo = await startSumo({ args: town });
    const time = sumo.simulation.getTime();
    expect(await Promise.all([sumo.close(), sumo.close()])).toEqual([
      { exitCode: 0, signal: null },
      { exitCode: 0, signal: null },
    ]);
    expect(await time).toBe(0);
    expect(sumo.connected).toBe(false);
    expect(await failure(sumo.simulationStep())).toMatchObject({ reason: 'closed by this client' });
    expect(alive(sumo.pid)).toBe(false);
  });

  it('by kill -9 in the middle of a step', async () => {
    const sumo = await startSumo({ args: town });
    const calls = [sumo.simulationStep(1e9), sumo.simulation.getTime()];
    const settled = Promise.allSettled(calls);
    await new Promise((resolve) => setTimeout(resolve, 30));
    process.kill(sumo.pid ?? 0, 'SIGKILL');
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { end: { signal: 'SIGKILL' } } });
    }
    expect(await failure(sumo.simulation.getTime())).toBeInstanceOf(ConnectionLost);
    await failure(sumo.close());
  });

  it('by an error of its own says why', async () => {
    const routes = join(folder, 'wrong.rou.xml');
    writeFileSync(
      routes,
      '<routes><vehicle id="a" depart="0"><route edges="A1B1 B1C1"/></vehicle>' +
        '<vehicle id="m" depart="500"><route edges="A1B1 B1C1"/></vehicle>' +
        '<vehicle id="b" depart="900"><route edges="A1B1 nowhere"/></vehicle></routes>',
    );
    const sumo = await startSumo({ args: ['-n', town[1], '-r', routes] });
    const error = await failure(sumo.simulationStep(1000));
    expect(error).toBeInstanceOf(ConnectionLost);
    expect(error).toMatchObject({ end: { exitCode: 1 } });
    expect(String(error)).toMatch(/simulationStep.*\n.*\n.*nowhere/s);
  });

  it('by hanging is killed after the timeout', async () => {
    const sumo = await startSumo({ args: town, timeout: 1500 });
    process.kill(sumo.pid ?? 0, 'SIGSTOP');
    expect(await failure(sumo.simulationStep())).toMatchObject({ reason: 'timeout' });
    expect(alive(sumo.pid)).toBe(false);
  });

  it('is drained: thousands of refused commands do not stall it', async () => {
    const sumo = await startSumo({ args: town });
    const calls = Array.from({ length: 5000 }, (_, i) => failure(sumo.vehicle.getSpeed(`nobody${i}`)));
    const errors = await Promise.all(calls);
    expect(errors.every((error) => error instanceof CommandRefused)).toBe(true);
    await sumo.close();
  });
});

describe('what would kill SUMO', () => {
  it('is refused before it is sent', async () => {
    const sumo = await startSumo({ args: town });
    await sumo.simulationStep(10);
    const refused = [
      sumo.vehicle.getSpeed('x'.repeat(300)),
      sumo.vehicle.setSpeed('bus_1', Number.NaN),
      sumo.simulation.saveState(join(folder, 'nowhere', 'state.xml')),
      sumo.trafficlight.setRedYellowGreenState('A1', 'r'),
      sumo.trafficlight.setRedYellowGreenState('A1', 'x'.repeat(40)),
      sumo.vehicle.subscribe('bus_1', ['nextTLS'], { arguments: { nextTLS: [1] } }),
      sumo.vehicle.changeLane('bus_1', 1000, 1),
    ];
    for (const error of await Promise.all(refused.map(failure))) expect(error).toBeInstanceOf(InputError);
    const around = sumo.junction.subscribeContext('nowhere', sumo.vehicle, 100, ['speed']);
    expect(await failure(around)).toMatchObject({
      name: 'CommandRefused',
      statusText: "Junction 'nowhere' is not known",
    });
    expect(await failure(sumo.vehicle.addSubscriptionFilter({ kind: 'noOpposite' }))).toBeInstanceOf(
      CommandRefused,
    );
    expect(await failure(sumo.vehicle.subscribe('nobody', ['speed']))).toBeInstanceOf(CommandRefused);
    expect(await sumo.simulation.getTime()).toBe(10);
    await sumo.close();
  });

  it('is refused among the intervals of calibrators, as far as they are known', async () => {
    const sumo = await startSumo({ args: town });
    await sumo.simulationStep(10);
    const flow = (begin: number, end: number): Promise<void> =>
      sumo.calibrator.setFlow('tap', begin, end, 900, 8, 'car', 'west');
    // The file gives it one from 0 to 200 s.
    expect(await failure(flow(50, 150))).toMatchObject({
      name: 'InputError',
      right: expect.stringMatching(/at least 200 s/) as string,
    });
    expect(await failure(flow(300, 300))).toBeInstanceOf(InputError);
    await flow(200, 300);
    await flow(200, 300);
    await flow(400, 500);
    for (const overlap of [flow(250, 350), flow(310, 390), flow(450, 460)]) {
      expect(await failure(overlap)).toBeInstanceOf(InputError);
    }
    expect(await failure(sumo.calibrator.setFlow('no', 0, 1, 1, 1, 'car', 'west'))).toBeInstanceOf(
      CommandRefused,
    );
    expect(await sumo.simulation.getTime()).toBe(10);
    await sumo.simulationStep();
    await sumo.close();
  });

  it('is named with the nearest variable', async () => {
    const sumo = await startSumo({ args: town });
    // @ts-expect-error a misspelt variable is an error of types, too
    expect(String(await failure(sumo.vehicle.subscribe('bus_1', ['spede'])))).toMatch(/did you mean speed\?/);
    await sumo.close();
  });
});

describe('several clients', () => {
  it('take turns', async () => {
    let second: Promise<unknown> | undefined;
    const first = await startSumo({
      args: town,
      numClients: 2,
      order: 1,
      onListening: ({ port }) => {
        second = connectTraci({ port, numClients: 2, order: 2 }).then(async (other) => {
          await other.simulationStep();
          const time = await other.simulation.getTime();
          await other.simulationStep();
          await other.close();
          return time;
        });
      },
    });
    await first.simulationStep();
    expect(await first.simulation.getTime()).toBe(1);
    await first.simulationStep();
    await failure(first.close());
    expect(await second).toBe(1);
  });
});

describe('states', () => {
  it('are saved and loaded', async () => {
    const state = join(folder, 'state.xml');
    // SUMO 1.15 itself aborts when it loads a state with taxis.
    const routes = join(folder, 'simple.rou.xml');
    writeFileSync(
      routes,
      '<routes><flow id="a" from="A1B1" to="B1C1" begin="0" end="90" period="3"/></routes>',
    );
    const simple = ['-n', town[1], '-r', routes];
    const sumo = await startSumo({ args: simple });
    await sumo.simulationStep(20);
    await sumo.simulation.saveState(state);
    const before = await sumo.vehicle.getIDList();
    await sumo.simulationStep(40);
    await sumo.simulation.loadState(state);
    expect(await sumo.simulation.getTime()).toBe(20);
    expect(await sumo.vehicle.getIDList()).toEqual(before);
    await sumo.load(simple);
    expect(await sumo.simulation.getTime()).toBe(0);
    await sumo.close();
  });
});
