import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import {
  FcdStream,
  type GpsTrace,
  LinkTraversalBuilder,
  MapMatcher,
  readFcd,
  traversalFlag,
} from '../../src/traces/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-matching-'));
const beijing = 'sumo-configs/beijing/beijing';
const env = { ...process.env, SUMO_HOME: process.env.SUMO_HOME ?? '/usr/share/sumo' };
let network: RoadNetwork;

/** A drive second by second, as SUMO made it; -1 for the link inside a junction. */
interface Drive {
  readonly times: number[];
  readonly x: number[];
  readonly y: number[];
  readonly links: number[];
}
const drives = new Map<string, Drive>();

beforeAll(async () => {
  network = await readNetwork(`${beijing}.net.xml`);
  const args = [
    '-n',
    `${beijing}.net.xml`,
    '-r',
    `${beijing}.rou.xml,${beijing}.demand.rou.xml`,
    '-e',
    '400',
  ];
  execFileSync('sumo', [...args, '--fcd-output', join(folder, 'fcd.xml'), '--no-step-log', '--no-warnings'], {
    env,
    stdio: 'ignore',
  });
  const stream = new FcdStream(join(folder, 'fcd.xml'));
  await stream.read(({ time, count, ids, lanes, x, y }) => {
    for (let i = 0; i < count; i++) {
      const vehicle = stream.vehicles.name(ids[i]);
      const drive = drives.get(vehicle) ?? { times: [], x: [], y: [], links: [] };
      if (drives.size < 40) drives.set(vehicle, drive);
      const lane = stream.lanes.name(lanes[i]);
      drive.times.push(time);
      drive.x.push(x[i]);
      drive.y.push(y[i]);
      drive.links.push(network.linkIndex(lane.slice(0, lane.lastIndexOf('_'))) ?? -1);
    }
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The fixes of a drive every so many seconds, with normal errors. */
function thinned(
  vehicle: string,
  drive: Drive,
  every: number,
  sigma: number,
): { trace: GpsTrace; kept: number[] } {
  const random = new RandomStreams('matching').stream(`${vehicle}/${every}/${sigma}`);
  const kept = drive.times.map((_, i) => i).filter((i) => i % every === 0);
  const noisy = (values: number[]): Float64Array =>
    Float64Array.from(kept, (i) => values[i] + random.normal(0, sigma));
  const times = Float64Array.from(kept, (i) => drive.times[i]);
  return { trace: { vehicle, times, x: noisy(drive.x), y: noisy(drive.y) }, kept };
}

/** Share of fixes on the link that was driven, and mean confidence. */
function accuracy(every: number, sigma: number): { right: number; confidence: number } {
  const matcher = new MapMatcher(network, { sigma });
  let [fixes, right, confidence] = [0, 0, 0];
  for (const [vehicle, drive] of drives) {
    const { trace, kept } = thinned(vehicle, drive, every, sigma);
    for (const { path, placed, posteriors } of matcher.match(trace, new LinkTraversalBuilder()).drives)
      for (const [k, { fix, step }] of placed.entries()) {
        const truth = drive.links[kept[fix]];
        if (truth < 0) continue;
        fixes++;
        confidence += posteriors[k];
        if (truth === path[step]) right++;
      }
  }
  return { right: right / fixes, confidence: confidence / fixes };
}

describe('MapMatcher', () => {
  it.each([
    [1, 3, 0.98],
    [5, 5, 0.97],
    [15, 5, 0.95],
    [15, 10, 0.87],
    [30, 10, 0.82],
    [60, 20, 0.6],
  ])(
    'finds the links of fixes every %d s with errors of %d m, and knows how sure it is',
    (every, sigma, least) => {
      const { right, confidence } = accuracy(every, sigma);
      expect(right).toBeGreaterThan(least);
      expect(Math.abs(confidence - right)).toBeLessThan(0.1);
    },
  );

  it('tells times of entry that are near those that SUMO saw', async () => {
    const { traversals: truth } = await readFcd(join(folder, 'fcd.xml'), network);
    const entries = new Map<string, number>();
    for (let i = 0; i < truth.count; i++)
      entries.set(`${truth.vehicles[truth.vehicle[i]]} ${truth.link[i]}`, truth.entry[i]);
    const builder = new LinkTraversalBuilder();
    const matcher = new MapMatcher(network, { sigma: 5 });
    for (const [vehicle, drive] of drives) matcher.match(thinned(vehicle, drive, 5, 5).trace, builder);
    const matched = builder.build();
    let [sum, compared] = [0, 0];
    for (let i = 0; i < matched.count; i++) {
      if ((matched.flags[i] & traversalFlag.partialFirst) !== 0) continue;
      const entry = entries.get(`${matched.vehicles[matched.vehicle[i]]} ${matched.link[i]}`);
      if (entry === undefined) continue;
      sum += Math.abs(entry - matched.entry[i]);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
    expect(sum / compared).toBeLessThan(2);
  });

  it('uses headings where a road and its opposite are equally near', () => {
    const pair = network.links.find((a) =>
      network.links.some(
        (b) => b.from === a.to && b.to === a.from && a.passenger && b.passenger && a.length > 60,
      ),
    );
    const back = network.links.find((b) => b.from === pair?.to && b.to === pair?.from);
    if (pair === undefined || back === undefined) throw new Error('no street of two directions');
    for (const link of [pair, back]) {
      const [here, there] = [network.pointOnLink(link.index, 20), network.pointOnLink(link.index, 24)];
      const heading = ((Math.atan2(there.x - here.x, there.y - here.y) * 180) / Math.PI + 360) % 360;
      const other = network.pointOnLink(link === pair ? back.index : pair.index, link.length - 22);
      const x = Float64Array.of((here.x + other.x) / 2, (there.x + other.x) / 2);
      const y = Float64Array.of((here.y + other.y) / 2, (there.y + other.y) / 2);
      const trace = {
        vehicle: 'v',
        times: Float64Array.of(0, 100),
        x,
        y,
        headings: Float64Array.of(heading, heading),
      };
      const { drives: found } = new MapMatcher(network, { sigma: 20 }).match(
        trace,
        new LinkTraversalBuilder(),
      );
      expect(found[0].path).toEqual([link.index]);
    }
  });

  const along = (link: number, offsets: readonly number[], times: readonly number[]): GpsTrace => {
    const points = offsets.map((offset) => network.pointOnLink(link, offset));
    return {
      vehicle: 'v',
      times: Float64Array.from(times),
      x: Float64Array.from(points, (p) => p.x),
      y: Float64Array.from(points, (p) => p.y),
    };
  };
  const long = (): number =>
    network.links.filter((l) => l.passenger).reduce((a, b) => (b.length > a.length ? b : a)).index;

  it('breaks a trace at a gap, and leaves out fixes off the road or out of reach', () => {
    const matcher = new MapMatcher(network, { sigma: 5 });
    const builder = new LinkTraversalBuilder();
    const gap = along(long(), [10, 40, 70, 100], [0, 5, 400, 405]);
    expect(matcher.match(gap, builder).quality).toMatchObject({ fixes: 4, matched: 4, pieces: 2 });
    const { flags, entry, exit } = builder.build();
    expect([...flags]).toEqual([11, 11]);
    expect([[...entry], [...exit]]).toEqual([
      [0, 400],
      [5, 405],
    ]);

    const odd = along(long(), [10, 40, 70, 100, 130], [0, 5, 10, 15, 20]);
    odd.x[2] += 600;
    odd.y[2] += 600;
    const { quality } = matcher.match(odd, new LinkTraversalBuilder());
    expect(quality).toMatchObject({ matched: 4, pieces: 1 });
    expect(quality.unreachable + quality.offRoad).toBe(1);
    odd.x[2] = -5000;
    expect(matcher.match(odd, new LinkTraversalBuilder()).quality).toMatchObject({ offRoad: 1, matched: 4 });
    const single = along(long(), [10], [0]);
    expect(matcher.match(single, new LinkTraversalBuilder()).quality).toMatchObject({
      alone: 1,
      pieces: 0,
      meanDistance: Number.NaN,
    });
  });

  it('loses no fix, and its drives follow the roads and the time, whatever the fixes', () => {
    const { minX, minY, maxX, maxY } = network.boundingBox;
    const fix = fc.tuple(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: minX - 50, max: maxX + 50, noNaN: true }),
      fc.double({ min: minY - 50, max: maxY + 50, noNaN: true }),
      fc.nat(60),
      fc.nat(60),
    );
    const matcher = new MapMatcher(network, { sigma: 10 });
    fc.assert(
      fc.property(fc.array(fix, { minLength: 1, maxLength: 12 }), fc.boolean(), (fixes, near) => {
        let now = 0;
        const times = fixes.map(([gap]) => (now += near ? (gap % 30) + 1 : gap));
        // Either anywhere, or wandering in small steps.
        let [x, y] = [fixes[0][1], fixes[0][2]];
        const points = fixes.map(([, px, py, dx, dy]) => {
          x += dx - 30;
          y += dy - 30;
          return near ? [x, y] : [px, py];
        });
        const trace = {
          vehicle: 'v',
          times: Float64Array.from(times),
          x: Float64Array.from(points, (p) => p[0]),
          y: Float64Array.from(points, (p) => p[1]),
        };
        const builder = new LinkTraversalBuilder();
        const { quality, drives: found } = matcher.match(trace, builder);
        expect(quality.matched + quality.offRoad + quality.unreachable + quality.alone).toBe(fixes.length);
        const t = builder.build();
        expect(t.count).toBe(found.reduce((sum, { path }) => sum + path.length, 0));
        for (let i = 1; i < t.count; i++) {
          if ((t.flags[i] & traversalFlag.partialFirst) !== 0) {
            expect(t.entry[i]).toBeGreaterThanOrEqual(t.exit[i - 1]);
            expect(t.flags[i - 1] & traversalFlag.partialLast).not.toBe(0);
          } else {
            expect(t.entry[i]).toBe(t.exit[i - 1]);
            expect(network.connection(t.link[i - 1], t.link[i])).toBeDefined();
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
