import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  recordedTraffic,
  type TrafficCache,
  trafficCache,
} from '../../../../sim/traffic/recorded/traffic-cache.js';
import { trafficKey } from '../../../../sim/traffic/recorded/traffic-identity.js';
import type { Scenario } from '../../../../src/scenario/index.js';
import { smallScenario } from './cached-scenario.js';
import { smallTraffic } from './small-traffic.js';

const { folder, inputs, sumo } = await smallTraffic();
const cacheOf = (name: string, limit?: number): TrafficCache => trafficCache(join(folder, name), limit);

/** Asks a cache for the traffic of a scenario; how many steps SUMO took for it. */
async function ask(cache: TrafficCache, scenario: Scenario): Promise<{ file: string; steps: number }> {
  let steps = 0;
  const file = await recordedTraffic(scenario, 0, cache, {
    ...(await inputs(scenario)),
    onStep: () => steps++,
  });
  return { file, steps };
}

describe('the cache of recordings', () => {
  it('records once, whatever comes after the traffic, and for shorter traffic too', async () => {
    const cache = cacheOf('once');
    const first = await ask(cache, smallScenario(1));
    expect(first.steps).toBe(60);
    const scenario = smallScenario(1);
    const { crowdsourcing } = scenario;
    const tasks = { ...crowdsourcing.tasks, count: 5 };
    const other = { ...scenario, crowdsourcing: { ...crowdsourcing, tasks } };
    expect(await ask(cache, other)).toEqual({ file: first.file, steps: 0 });
    expect(await ask(cache, smallScenario(1, 30))).toEqual({ file: first.file, steps: 0 });
    const longer = await ask(cache, smallScenario(1, 50));
    expect(longer.steps).toBe(70);
    expect(await ask(cache, smallScenario(1))).toEqual({ file: first.file, steps: 0 });
    expect((await ask(cache, smallScenario(2))).steps).toBe(60);
    expect(readdirSync(cache.folder)).toHaveLength(3);
  });

  it('records once for several that ask at once, in one process or many', async () => {
    const cache = cacheOf('at-once');
    const here = await Promise.all([1, 2, 3].map(() => ask(cache, smallScenario(1))));
    expect(here.map(({ steps }) => steps).sort()).toEqual([0, 0, 60]);
    const script = fileURLToPath(new URL('record-in-cache.ts', import.meta.url));
    const args = ['--import', import.meta.resolve('tsx'), script, join(folder, 'at-once'), '2'];
    const many = await Promise.all(
      [1, 2, 3].map(async () => {
        const { stdout } = await promisify(execFile)(process.execPath, args);
        return JSON.parse(stdout) as { file: string; steps: number };
      }),
    );
    expect(many.map(({ steps }) => steps).sort()).toEqual([0, 0, 60]);
    expect(new Set(many.map(({ file }) => file)).size).toBe(1);
    expect(readdirSync(cache.folder).every((name) => /^[0-9a-f]{64}-60\.traffic$/.test(name))).toBe(true);
  });

  it('takes over from a process that died over its recording', async () => {
    const cache = cacheOf('died');
    const { file } = await ask(cache, smallScenario(1));
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length >> 1));
    // No process has such a number.
    for (const holder of [`${hostname()} 99999999`, 'elsewhere 1', '', `${hostname()} ${process.pid}`]) {
      writeFileSync(`${file}.claim`, holder);
      writeFileSync(file, bytes.subarray(0, bytes.length >> 1));
      expect(await ask(cache, smallScenario(1))).toEqual({ file, steps: 60 });
      expect(readFileSync(file).equals(bytes)).toBe(true);
      expect(existsSync(`${file}.claim`)).toBe(false);
    }
  });

  it('removes the oldest beyond its limit, but nothing that is in use', async () => {
    const first = await ask(cacheOf('limit'), smallScenario(1));
    const second = await ask(cacheOf('limit'), smallScenario(2));
    utimesSync(first.file, 1000, 2000);
    utimesSync(second.file, 1000, 1000);
    const size = statSync(first.file).size;
    const small = cacheOf('limit', 2.5 * size);
    expect(await ask(small, smallScenario(1))).toEqual({ file: first.file, steps: 0 });
    const third = await ask(small, smallScenario(3));
    expect([first, second, third].map(({ file }) => existsSync(file))).toEqual([true, false, true]);
    const fourth = await ask(small, smallScenario(4));
    expect([first, third, fourth].map(({ file }) => existsSync(file))).toEqual([true, true, true]);
    const fifth = await ask(cacheOf('limit', 0), smallScenario(5));
    expect(readdirSync(cacheOf('limit').folder)).toEqual([
      fifth.file.slice(cacheOf('limit').folder.length + 1),
    ]);
  });

  it('keeps nothing of a recording that failed, and says why', async () => {
    const cache = cacheOf('failed');
    const scenario = smallScenario(1);
    const broken = { ...scenario, traffic: { ...scenario.traffic, options: { 'no-such-option': 1 } } };
    await expect(ask(cache, broken)).rejects.toThrow(/no-such-option/);
    expect(readdirSync(cache.folder)).toEqual([]);
    writeFileSync(join(folder, 'in-the-way'), '');
    await expect(ask(trafficCache(join(folder, 'in-the-way')), scenario)).rejects.toThrow(
      /in-the-way\/traffic: cannot be written \(a part of the path is a file, not a folder\)/,
    );
    expect(await trafficKey(scenario, 0, sumo)).not.toBe(await trafficKey(broken, 0, sumo));
  });
});
