import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSumoTool } from '../../src/sumo/index.js';
import {
  type StreamOptions,
  startSumo,
  type TraciSession,
  type VehicleStep,
  type VehicleStream,
} from '../../src/traci/index.js';
import { fixtures, town } from './sumo.js';

const variables = ['position', 'speed', 'roadID', 'laneID', 'lanePosition', 'angle', 'laneIndex'] as const;
type Variable = (typeof variables)[number];

function rowsOf(stream: VehicleStream<Variable>, step: VehicleStep<Variable>): string[] {
  const { count, ids, columns } = step;
  const { vehicles, texts } = stream;
  const rows = Array.from({ length: count }, (_, i) =>
    [
      vehicles.name(ids[i]),
      ...columns.position.subarray(2 * i, 2 * i + 2),
      columns.speed[i],
      texts.name(columns.roadID[i]),
      texts.name(columns.laneID[i]),
      columns.lanePosition[i],
      columns.angle[i],
      columns.laneIndex[i],
    ].join(' '),
  );
  return rows.sort();
}

/** The same, asked one by one. */
async function asked({ vehicle }: TraciSession): Promise<string[]> {
  const rows = (await vehicle.getIDList()).map(async (id) => {
    const [[x, y], ...others] = await Promise.all([
      vehicle.getPosition(id),
      vehicle.getSpeed(id),
      vehicle.getRoadID(id),
      vehicle.getLaneID(id),
      vehicle.getLanePosition(id),
      vehicle.getAngle(id),
      vehicle.getLaneIndex(id),
    ]);
    return [id, x, y, ...others].join(' ');
  });
  return (await Promise.all(rows)).sort();
}

/** All steps of a stream; `between` runs after each of them. */
async function streamed(
  args: readonly string[],
  options: StreamOptions,
  between?: (sumo: TraciSession, step: number) => Promise<unknown>,
): Promise<{ steps: string[][]; output: string }> {
  let output = '';
  const sumo = await startSumo({
    args: [...args, '--no-step-log', 'true'],
    onOutput: (text) => {
      output += text;
    },
  });
  try {
    const steps: string[][] = [];
    const stream = sumo.vehicles.stream(variables, options);
    for await (const step of stream) {
      steps.push([String(step.time), ...rowsOf(stream, step)]);
      await between?.(sumo, steps.length);
    }
    return { steps, output };
  } finally {
    await sumo.close();
  }
}

/** What a stream that asks for everything says, and one that derives it. */
async function compare(
  args: readonly string[],
  count: number,
  mode: 'exact' | 'ahead',
  between?: (sumo: TraciSession, step: number) => Promise<unknown>,
): Promise<void> {
  const [wanted, got] = await Promise.all([
    streamed(args, { count, mode }, between),
    streamed(args, { count, mode, source: 'derived' }, between),
  ]);
  expect(wanted.steps.flat().length).toBeGreaterThan(10 * count);
  expect(got.steps).toEqual(wanted.steps);
}

/** SUMO's options for three flows of cars through the town; `more` are attributes of all of them. */
function cars(folder: string, more = ''): string[] {
  const routes = join(folder, 'cars.rou.xml');
  const flow = (id: string, from: string, to: string, period: number): string =>
    `<flow id="${id}" begin="0" end="400" period="${period}" from="${from}" to="${to}" departLane="random" ${more}/>`;
  writeFileSync(
    routes,
    `<routes>${flow('a', 'A0A1', 'C1C2', 2)}${flow('b', 'C2C1', 'A1A0', 3)}${flow('c', 'B2B1', 'B1B0', 2)}</routes>`,
  );
  return ['-n', `${fixtures}town.net.xml`, '-r', routes, '--no-warnings', 'true'];
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'derived-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('streams that derive lanes and lane positions', () => {
  for (const mode of ['exact', 'ahead'] as const) {
    it(`say what getters say to the last bit, ${mode}: parking, taxis, stops, calibrators, new routes`, async () => {
      await compare(town, 200, mode);
    });

    it(`say it in jams with teleports and changes of lanes, ${mode}`, async () => {
      await compare([...town, '--scale', '5', '--time-to-teleport', '5'], 150, mode);
    });

    it(`say it where SUMO moves vehicles otherwise, ${mode}`, async () => {
      // Action steps of a second make SUMO take the mean of two speeds.
      await compare([...town, '--step-length', '0.5'], 150, mode);
      await compare([...town, '--step-method.ballistic', 'true'], 60, mode);
      await compare([...town, '--lateral-resolution', '0.8'], 60, mode);
      await compare([...town, '--lanechange.duration', '3'], 60, mode);
    });

    it(`say it where this client moves vehicles itself, ${mode}`, async () => {
      await compare([...town, '--scale', '3'], 60, mode, async ({ vehicle }, step) => {
        if (step % 5 !== 0) return;
        const [first, second, third] = (await vehicle.getIDList()).filter((id) => /west|north/.test(id));
        if (third === undefined) return;
        await vehicle.moveToXY(first, '', -1, 20 + step, 145, undefined, 2);
        await vehicle.setSpeed(second, 30);
        await vehicle.changeLane(third, 1, 10);
      });
    });

    it(`ask SUMO for vehicles that are there only, ${mode}`, async () => {
      await inFolder(async (folder) => {
        const { steps, output } = await streamed(cars(folder), { count: 400, mode, source: 'derived' });
        expect(steps[399].length).toBeGreaterThan(20);
        expect(output).not.toMatch(/not known/);
      });
    });
  }

  it('say it on hills, where shapes do not tell where vehicles are', async () => {
    await inFolder(async (folder) => {
      const nodes = [
        ['a', 0, 0, 0],
        ['b', 200, 0, 20],
        ['c', 400, 50, 5],
      ].map(([id, x, y, z]) => `<node id="${id}" x="${x}" y="${y}" z="${z}"/>`);
      const net = join(folder, 'hill.net.xml');
      writeFileSync(join(folder, 'n.xml'), `<nodes>${nodes.join('')}</nodes>`);
      writeFileSync(
        join(folder, 'e.xml'),
        '<edges><edge id="ab" from="a" to="b" numLanes="2"/><edge id="bc" from="b" to="c"/></edges>',
      );
      await runSumoTool('netconvert', ['-n', join(folder, 'n.xml'), '-e', join(folder, 'e.xml'), '-o', net]);
      const routes = join(folder, 'r.xml');
      writeFileSync(
        routes,
        '<routes><flow id="f" begin="0" end="90" period="2" from="ab" to="bc"/></routes>',
      );
      for (const mode of ['exact', 'ahead'] as const) await compare(['-n', net, '-r', routes], 90, mode);
    });
  });

  it('give up asking early once a vehicle ends its way in the middle of a lane', async () => {
    await inFolder(async (folder) => {
      const args = cars(folder, 'arrivalPos="40"');
      await compare(args, 300, 'ahead');
      const { output } = await streamed(args, { count: 300, mode: 'ahead', source: 'derived' });
      // Speed and position of the one vehicle that nobody expected to arrive.
      expect(output.match(/not known/g)?.length).toBeLessThanOrEqual(2);
    });
  });

  it('say what SUMO says after a state has been loaded, and after steps of others', async () => {
    await inFolder(async (folder) => {
      const state = join(folder, 'state.xml');
      const sumo = await startSumo({ args: cars(folder) });
      try {
        const stream = sumo.vehicles.stream(variables, { count: 120, source: 'derived' });
        let steps = 0;
        for await (const step of stream) {
          expect(rowsOf(stream, step)).toEqual(await asked(sumo));
          steps++;
          if (steps === 50) await sumo.simulation.saveState(state);
          if (steps === 100) await sumo.simulation.loadState(state);
          if (steps % 20 === 0) await sumo.simulationStep();
        }
        expect(steps).toBe(120);
      } finally {
        await sumo.close();
      }
    });
  });

  it('ask again where a lane changes its length, and refuse to guess where SUMO has gone on', async () => {
    await inFolder(async (folder) => {
      const shorten = async ({ lane }: TraciSession, step: number): Promise<void> => {
        if (step === 60) for (const id of await lane.getIDList()) await lane.setLength(id, 100);
      };
      await compare(cars(folder), 90, 'exact', shorten);
      const guessing = streamed(cars(folder), { count: 90, mode: 'ahead', source: 'derived' }, shorten);
      await expect(guessing).rejects.toThrow(
        /SUMO moved the vehicle ".*" in a way that does not follow from its speed.*mode 'exact'/,
      );
    });
  });

  it('take only the vehicles that are wanted', async () => {
    const only = (id: string): boolean => id.startsWith('west');
    const [wanted, got] = await Promise.all([
      streamed(town, { count: 80, only }),
      streamed(town, { count: 80, only, source: 'derived' }),
    ]);
    expect(got.steps).toEqual(wanted.steps);
  });

  it('say that they only ask where there is nothing to derive', async () => {
    const sumo = await startSumo({ args: town });
    try {
      expect(sumo.vehicles.stream(['speed', 'roadID'], { source: 'derived' })).toMatchObject({
        source: 'derived',
        complete: true,
      });
      expect(sumo.vehicles.stream(['speed', 'position'], { source: 'derived' }).source).toBe('getters');
    } finally {
      await sumo.close();
    }
  });

  it('end early without leaving anything behind, and fail with the end of SUMO', async () => {
    const sumo = await startSumo({ args: town });
    for (const mode of ['exact', 'ahead'] as const) {
      for await (const step of sumo.vehicles.stream(variables, { mode, source: 'derived' }))
        if (step.count > 20) break;
      await sumo.simulationStep();
      expect(sumo.vehicle.getSubscriptionResults('')).toBeUndefined();
      expect(sumo.simulation.getSubscriptionResults()).toBeUndefined();
      expect((await sumo.vehicle.getIDList()).length).toBeGreaterThan(20);
    }
    const reading = (async () => {
      let steps = 0;
      for await (const _ of sumo.vehicles.stream(variables, { mode: 'ahead', source: 'derived' })) {
        if (++steps === 10) process.kill(sumo.pid ?? 0, 'SIGKILL');
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'ConnectionLost', end: { signal: 'SIGKILL' } });
  });
});
