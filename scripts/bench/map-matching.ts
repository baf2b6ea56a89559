/**
 * Map matching against the truth: `npx tsx scripts/bench/map-matching.ts [NETWORK [VEHICLES]]`, beijing and 300 vehicles by default.
 * SUMO drives the network; each vehicle's fixes are thinned to one every 5, 15, 30 or 60 s from a random second on and moved by
 * normal errors of 5, 10 or 20 m in each direction. Printed for each pair: the share of fixes on the right link (a fix inside a
 * junction is on either link), of the driven links found, of the found links driven, the mean confidence, and fixes per CPU second.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import { runSumoTool } from '../../src/sumo/index.js';
import { FcdStream, type GpsTrace, LinkTraversalBuilder, MapMatcher } from '../../src/traces/index.js';

const [name = 'beijing', most = '300'] = process.argv.slice(2);
const folder = fileURLToPath(new URL(`../../sumo-configs/${name}`, import.meta.url));
const network = await readNetwork(join(folder, `${name}.net.xml`));

/** A drive second by second; -1 for the link inside a junction. */
interface Drive {
  readonly vehicle: string;
  readonly times: number[];
  readonly x: number[];
  readonly y: number[];
  readonly links: number[];
}

async function drivesOf(path: string): Promise<Drive[]> {
  const drives = new Map<string, Drive>();
  const stream = new FcdStream(path);
  await stream.read(({ time, count, ids, lanes, x, y }) => {
    for (let i = 0; i < count; i++) {
      const vehicle = stream.vehicles.name(ids[i]);
      const drive = drives.get(vehicle) ?? { vehicle, times: [], x: [], y: [], links: [] };
      drives.set(vehicle, drive);
      const lane = stream.lanes.name(lanes[i]);
      drive.times.push(time);
      drive.x.push(x[i]);
      drive.y.push(y[i]);
      drive.links.push(network.linkIndex(lane.slice(0, lane.lastIndexOf('_'))) ?? -1);
    }
  });
  return [...drives.values()].slice(0, Number(most));
}

const scratch = mkdtempSync(join(tmpdir(), 'bidlane-matching-'));
try {
  const fcd = join(scratch, 'fcd.xml');
  const demand = ['rou', 'demand.rou'].map((part) => join(folder, `${name}.${part}.xml`)).join(',');
  await runSumoTool('sumo', [
    ...['-n', join(folder, `${name}.net.xml`), '-r', demand, '--no-step-log', '--no-warnings'],
    ...['-e', '1500', '--fcd-output', fcd],
  ]);
  const drives = await drivesOf(fcd);
  console.log(`# ${name}: ${network.links.length} links, ${drives.length} vehicles`);
  console.log(
    '| sigma, m | every, s | fixes | right link, % | links found, % | found links right, % | confidence, % | fixes/CPU s |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const sigma of [5, 10, 20]) {
    for (const every of [5, 15, 30, 60]) {
      const random = new RandomStreams('map-matching').stream(`${sigma}/${every}`);
      const traces = drives.map((drive): { trace: GpsTrace; drive: Drive; kept: number[] } => {
        const begin = random.integer(0, every - 1);
        const kept = drive.times.map((_, i) => i).filter((i) => i >= begin && (i - begin) % every === 0);
        const noisy = (values: number[]): Float64Array =>
          Float64Array.from(kept, (i) => values[i] + random.normal(0, sigma));
        const times = Float64Array.from(kept, (i) => drive.times[i]);
        return {
          trace: { vehicle: drive.vehicle, times, x: noisy(drive.x), y: noisy(drive.y) },
          drive,
          kept,
        };
      });
      const matcher = new MapMatcher(network, { sigma });
      const before = process.cpuUsage();
      const matched = traces.map(({ trace }) => matcher.match(trace, new LinkTraversalBuilder()));
      const { user, system } = process.cpuUsage(before);
      let [fixes, placed, right, driven, found, both, confidence] = [0, 0, 0, 0, 0, 0, 0];
      for (const [k, { drive, kept }] of traces.entries()) {
        fixes += kept.length;
        const links = new Set(drive.links.slice(kept[0], (kept.at(-1) ?? 0) + 1));
        links.delete(-1);
        const path = new Set(matched[k].drives.flatMap((d) => d.path));
        if (matched[k].drives.length > 0 || kept.length > 1) driven += links.size;
        found += path.size;
        for (const link of path) if (links.has(link)) both++;
        for (const d of matched[k].drives)
          for (const [i, { fix, step }] of d.placed.entries()) {
            placed++;
            confidence += d.posteriors[i];
            const truth = drive.links[kept[fix]];
            if (truth >= 0 ? truth === d.path[step] : links.has(d.path[step])) right++;
          }
      }
      const percent = (part: number, of: number): string => ((100 * part) / of).toFixed(1);
      const cells = [
        sigma,
        every,
        fixes,
        percent(right, placed),
        percent(both, driven),
        percent(both, found),
      ];
      const speed = (fixes / ((user + system) / 1e6)).toFixed(0);
      console.log(`| ${[...cells, percent(confidence, placed), speed].join(' | ')} |`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
