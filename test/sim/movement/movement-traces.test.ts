import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedNetwork, sharedRoutePool } from '../../../sim/execution/shared-inputs.js';
import { movementTraces } from '../../../sim/movement/index.js';
import { liveOptions } from '../../../sim/traffic/live-options.js';
import { RandomStreams } from '../../../src/random/index.js';
import { runSumoTool } from '../../../src/sumo/index.js';
import { smallScenario } from '../small-run.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-movement-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The positions of each vehicle by time, as SUMO itself writes them. */
function positionsOf(fcd: string): Map<string, Map<number, [number, number]>> {
  const found = new Map<string, Map<number, [number, number]>>();
  let time = 0;
  for (const line of fcd.split('\n')) {
    time = Number(/<timestep time="([^"]+)"/.exec(line)?.[1] ?? time);
    const [, id, x, y] = /<vehicle id="([^"]+)" x="([^"]+)" y="([^"]+)"/.exec(line) ?? [];
    if (id === undefined) continue;
    const vehicle = found.get(id) ?? new Map<number, [number, number]>();
    vehicle.set(time, [Number(x), Number(y)]);
    found.set(id, vehicle);
  }
  return found;
}

describe('tracks of all vehicles', () => {
  it.each([1, 0.5])("are where SUMO's own output has them, at steps of %d s", async (stepLength) => {
    const scenario = smallScenario({ traffic: { stepLength, warmUp: 30, duration: 120 } });
    const network = await sharedNetwork(scenario.traffic.network);
    const pool = await sharedRoutePool(scenario.traffic);
    const seed = 'tracks';
    const tracks = await movementTraces('small', { scenario, network, pool, seed });
    const again = await movementTraces('small', { scenario, network, pool, seed });
    expect(again).toEqual(tracks);

    const random = new RandomStreams(seed);
    const { args } = await liveOptions({ scenario, network, pool, random, folder });
    const file = join(folder, `fcd-${stepLength}.xml`);
    await runSumoTool('sumo', [...args, '--end', '151', '--fcd-output', file]);
    const sumo = positionsOf(readFileSync(file, 'utf8'));
    expect(tracks.length).toBeGreaterThan(20);
    let compared = 0;
    for (const { vehicle, start, points, along } of tracks) {
      const own = sumo.get(vehicle.slice('small/'.length));
      expect(start).toBeGreaterThan(30);
      for (let i = 0; i < points.length / 2; i++) {
        // SUMO names the time at which a step begins, TraCI that at which it ends.
        const [x, y] = own?.get(start + i - stepLength) ?? [Number.NaN, Number.NaN];
        expect(Math.hypot(points[2 * i] - x, points[2 * i + 1] - y)).toBeLessThan(0.02);
        // Its place on the route leads to about where it is: the middle of the link and its lanes lie apart.
        const index = along?.routeIndex[i] ?? -1;
        const position = along?.position[i] ?? Number.NaN;
        const link = along?.route[index] ?? -1;
        if (position <= network.lengths[link]) {
          const middle = network.pointOnLink(link, position);
          expect(Math.hypot(middle.x - x, middle.y - y)).toBeLessThan(8);
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('ask for steps that make up a second', async () => {
    const scenario = smallScenario({ traffic: { stepLength: 0.3 } });
    const network = await sharedNetwork(scenario.traffic.network);
    const pool = await sharedRoutePool(scenario.traffic);
    await expect(movementTraces('small', { scenario, network, pool, seed: 'x' })).rejects.toThrow(
      /stepLength: is 0.3: 1 or a whole part/,
    );
  });
});
