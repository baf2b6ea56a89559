/**
 * Reading SUMO's traces: `npx tsx scripts/bench/traces.ts [MB]`, 130 MB of FCD by default. SUMO drives the Manhattan network for an
 * hour; the file is repeated with later times and other vehicles until it is as long as asked. Each reading runs in a process of
 * its own: CPU seconds, megabytes of XML per CPU second, largest memory. saxes, which only parses, stands beside. For vehroutes the
 * same file is repeated too.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';
import { readFcd, readVehroutes, writeTraversals } from '../../src/traces/index.js';

const manhattan = fileURLToPath(new URL('../../sumo-configs/manhattan', import.meta.url));
const net = join(manhattan, 'manhattan.net.xml');
const HOUR = 3600;

const readings: Readonly<Record<string, (path: string, network: RoadNetwork) => Promise<string>>> = {
  async fcd(path, network) {
    const { traversals, fixes, jumps } = await readFcd(path, network);
    return `${fixes} fixes, ${traversals.count} traversals, ${jumps} jumps`;
  },
  async 'to-parquet'(path, network) {
    const { traversals } = await readFcd(path, network);
    await writeTraversals(`${path}.parquet`, traversals, network);
    return `${traversals.count} traversals written`;
  },
  async vehroutes(path, network) {
    const { traversals, arrived } = await readVehroutes(path, (edge) => network.linkIndex(edge), network);
    return `${arrived} vehicles, ${traversals.count} traversals`;
  },
  async saxes(path) {
    const parser = new SaxesParser();
    let tags = 0;
    parser.on('opentag', () => tags++);
    for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 }))
      parser.write(String(text));
    parser.close();
    return `${tags} tags`;
  },
};

/** The lines of a file of SUMO once more for each copy, with other vehicles at later times. */
async function repeat(source: string, target: string, size: number): Promise<void> {
  const copies = Math.max(1, Math.ceil(size / statSync(source).size));
  const root = /<(\/?)(fcd-export|routes)\b/;
  async function* lines(): AsyncGenerator<string> {
    for (let copy = 0; copy < copies; copy++) {
      const later = (text: string): string =>
        text === '-1' ? text : (Number(text) + copy * HOUR).toFixed(2);
      let inside = false;
      let piece = '';
      for await (const line of createInterface({ input: createReadStream(source) })) {
        const [, end] = root.exec(line) ?? [];
        if (end !== undefined) inside = end === '';
        if (end === '' ? copy > 0 : end === '/' ? copy < copies - 1 : !inside && copy > 0) continue;
        if (copy === 0) piece += `${line}\n`;
        else {
          const timed = line
            .replace(/ id="/, ` id="${copy}/`)
            .replace(
              / (time|depart|arrival)="([^"]*)"/g,
              (_, name: string, t: string) => ` ${name}="${later(t)}"`,
            )
            .replace(
              /exitTimes="([^"]*)"/,
              (_, t: string) => `exitTimes="${t.split(' ').map(later).join(' ')}"`,
            );
          piece += `${timed}\n`;
        }
        if (piece.length > 1 << 20) {
          yield piece;
          piece = '';
        }
      }
      yield piece;
    }
  }
  await pipeline(lines, createWriteStream(target));
}

/** Measures one reading; its CPU seconds. */
function measured(reading: string, path: string, size: number): number {
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), '--read', reading, path];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [cpu, rss, what] = JSON.parse(stdout) as [number, number, string];
  console.log(
    `${reading.padEnd(10)} ${path.split('/').pop()}: ${cpu.toFixed(2)} s CPU, ${(size / 1e6 / cpu).toFixed(0)} MB/s, ${(rss / 1e6).toFixed(0)} MB memory (${what})`,
  );
  return cpu;
}

if (process.argv[2] === '--read') {
  const network = await readNetwork(net);
  const before = process.cpuUsage();
  const what = await readings[process.argv[3]](process.argv[4], network);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify([(user + system) / 1e6, process.resourceUsage().maxRSS * 1024, what]));
} else {
  const size = Number(process.argv[2] ?? 130) * 1e6;
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-traces-'));
  try {
    const [fcd, routes] = [join(folder, 'hour.fcd.xml'), join(folder, 'hour.routes.xml')];
    const demand = ['rou', 'demand.rou'].map((name) => join(manhattan, `manhattan.${name}.xml`)).join(',');
    await runSumoTool('sumo', [
      ...['-n', net, '-r', demand, '-e', String(HOUR), '--no-step-log', '--no-warnings'],
      ...['--fcd-output', fcd, '--vehroute-output', routes, '--vehroute-output.exit-times'],
      ...['--vehroute-output.internal', '--vehroute-output.write-unfinished'],
    ]);
    const [long, longRoutes] = [join(folder, 'fcd.xml'), join(folder, 'routes.xml')];
    await repeat(fcd, long, size);
    const bytes = statSync(long).size;
    console.log(`# ${(bytes / 1e6).toFixed(0)} MB of FCD, Node ${process.version}`);
    const fcdCpu = measured('fcd', long, bytes);
    measured('to-parquet', long, bytes);
    if (size < 1e9) {
      const saxes = measured('saxes', long, bytes);
      console.log(`saxes, only parsing, over FCD to traversals: ${(saxes / fcdCpu).toFixed(2)} x`);
      const packed = `${long}.gz`;
      await pipeline(createReadStream(long), createGzip({ level: 6 }), createWriteStream(packed));
      measured('fcd', packed, bytes);
      await repeat(routes, longRoutes, size / 4);
      measured('vehroutes', longRoutes, statSync(longRoutes).size);
      measured('saxes', longRoutes, statSync(longRoutes).size);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
