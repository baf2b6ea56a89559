import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { magic } from '../../../../sim/traffic/recorded/format.js';
import { RecordedTraffic } from '../../../../sim/traffic/recorded/recorded-traffic.js';
import { RecordingFile } from '../../../../sim/traffic/recorded/recording-file.js';
import { RecordingWriter } from '../../../../sim/traffic/recorded/recording-writer.js';
import { InputError } from '../../../../src/input/index.js';
import { readNetwork } from '../../../../src/network/index.js';
import { RandomStream } from '../../../../src/random/index.js';
import { files } from '../../small-run.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const network = await readNetwork(files.network);

const names = Array.from({ length: 40 }, (_, v) => (v === 7 ? 'a "b" <ü>' : `v${v}`));
const facts = {
  traffic: {
    sumo: '1.15.0',
    network: '0'.repeat(64),
    demand: '1'.repeat(64),
    arrivals: null,
    stepLength: 1,
    options: { 'time-to-teleport': 120 },
    seed: '1/replication/0',
  },
  source: 'SUMO 1.15.0',
  until: 300,
  travelTimes: { key: '2'.repeat(64), model: Buffer.from('a model'), examples: Buffer.from('[]') },
};

interface Row {
  readonly vehicle: number;
  readonly route: number;
  readonly place: number;
  readonly position: number;
  readonly driven: number;
}

/** 300 steps with vehicles that come, go and come back on another route; the rows by step, in the order of vehicles. */
function sample(): { writer: RecordingWriter; steps: Row[][] } {
  const writer = new RecordingWriter();
  const random = new RandomStream('recording');
  const routes = [writer.route(['w1-A1', 'A1-B1', 'B1-C1']), writer.route(['A1-B1', 'B1-C1'])];
  const steps: Row[][] = [];
  for (let step = 0; step < 300; step++) {
    const rows: Row[] = [];
    for (let vehicle = 0; vehicle < names.length; vehicle++) {
      if (random.next() < 0.1) continue;
      const row = {
        vehicle,
        route: routes[Math.floor(step / 90) % 2],
        place: random.integer(0, 3),
        position: random.uniform(0, 100),
        driven: random.uniform(0, 1e4),
      };
      rows.push(row);
    }
    for (const row of [...rows].reverse())
      writer.row(row.vehicle, row.route, row.place, row.position, row.driven);
    writer.endStep([step % names.length], step % 3 === 0 ? [1, 2] : [], step === 200 ? [5] : []);
    steps.push(rows);
  }
  return { writer, steps };
}

const { writer, steps } = sample();
const path = join(folder, 'whole.traffic');
await writer.write(path, facts, names);
const whole = readFileSync(path);

async function fault(bytes: Uint8Array): Promise<InputError> {
  const file = join(folder, 'other.traffic');
  writeFileSync(file, bytes);
  try {
    const traffic = await RecordedTraffic.open(file, network);
    try {
      for (let i = 0; i < 300; i++) await traffic.step();
    } finally {
      await traffic.close();
    }
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('it was taken');
}

/** The recording with another header, and the hash that belongs to it. */
function withHeader(
  change: (header: { [name: string]: unknown; blocks: { rows: number }[] }) => void,
): Buffer {
  const start = magic.length + 65;
  const end = whole.indexOf(10, start);
  const header = JSON.parse(whole.toString('utf8', start, end)) as Parameters<typeof change>[0];
  change(header);
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), whole.subarray(end + 1)]);
  return Buffer.concat([Buffer.from(`${magic}${createHash('sha256').update(rest).digest('hex')}\n`), rest]);
}

describe('a recording', () => {
  it('gives back what was written', async () => {
    const file = await RecordingFile.open(path);
    const { vehicles, edges, routes } = await file.dictionary();
    expect(vehicles).toEqual(names);
    expect(routes.map((route) => Array.from(route, (edge) => edges[edge]))).toEqual([
      ['w1-A1', 'A1-B1', 'B1-C1'],
      ['A1-B1', 'B1-C1'],
    ]);
    expect(file.header).toMatchObject({
      steps: 300,
      until: 300,
      source: 'SUMO 1.15.0',
      traffic: facts.traffic,
    });
    const times = await file.travelTimes();
    expect(times?.key).toBe(facts.travelTimes.key);
    expect(Buffer.from(times?.model ?? []).toString()).toBe('a model');
    const lengths = Int32Array.from(routes, (route) => route.length);
    const found: Row[][] = steps.map(() => []);
    let first = 0;
    for (const [index, entry] of file.header.blocks.entries()) {
      const block = await file.block(index, lengths);
      let row = 0;
      for (const [run, vehicle] of block.vehicle.entries()) {
        for (let i = 0; i < block.length[run]; i++, row++) {
          const [place, position, driven] = [block.place[row], block.position[row], block.driven[row]];
          found[first + block.first[run] + i].push({
            vehicle,
            route: block.route[run],
            place,
            position,
            driven,
          });
        }
      }
      first += entry.steps;
    }
    await file.close();
    for (const rows of found) rows.sort((a, b) => a.vehicle - b.vehicle);
    expect(found).toEqual(steps);
  });

  it('has the same bytes whenever the same is recorded', () => {
    expect(Buffer.compare(sample().writer.bytes(facts, names), whole)).toBe(0);
  });

  it('cut short anywhere is refused', async () => {
    const ends = [0, 3, magic.length, magic.length + 20, magic.length + 65, magic.length + 300];
    for (const end of [...ends, whole.length >> 1, whole.length - 1])
      expect((await fault(whole.subarray(0, end))).message, String(end)).toMatch(
        /other\.traffic: is (empty|cut short)/,
      );
    expect((await fault(Buffer.concat([whole, Buffer.of(0)]))).what).toBe('has 1 bytes too many');
  });

  it('with any changed byte is refused', async () => {
    for (let at = 0; at < whole.length; at += at < 2000 ? 41 : 4999) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1 << (at % 8);
      await fault(bytes);
    }
  });

  it.each([
    [
      'something else',
      Buffer.from('<routes/>\n'.repeat(100)),
      /is not recorded traffic: a recording written/,
    ],
    [
      'another version',
      Buffer.concat([Buffer.from('bidlane recorded traffic 1\n'), whole.subarray(magic.length)]),
      /is of version 1: a recording of version 2/,
    ],
    ['rows that do not fit', withHeader(({ blocks }) => blocks[0].rows++), /is damaged \(.+\): a recording/],
    [
      'sizes that cannot be',
      withHeader(({ blocks }) => {
        blocks[0].rows = 2 ** 40;
      }),
      /has a header whose sizes cannot be right/,
    ],
    [
      'more steps than blocks',
      withHeader((header) => {
        header.steps = 301;
      }),
      /has a header whose sizes cannot be right/,
    ],
    [
      'fewer vehicles than it names',
      withHeader((header) => {
        header.vehicles = 3;
      }),
      /is damaged \(the names are not those that the header counts\)/,
    ],
    [
      'an unknown field',
      withHeader((header) => {
        header.colour = 'red';
      }),
      /header\.colour/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    expect((await fault(bytes)).message).toMatch(message);
  });

  it('says that there is no file, or a folder', async () => {
    await expect(RecordingFile.open(join(folder, 'none'))).rejects.toThrow(/there is no such file/);
    mkdirSync(join(folder, 'folder'), { recursive: true });
    await expect(RecordingFile.open(join(folder, 'folder'))).rejects.toThrow(/is not a file/);
  });

  it('ends where it ends, with words', async () => {
    const traffic = await RecordedTraffic.open(path, network);
    for (let i = 0; i < 300; i++) await traffic.step();
    await expect(traffic.step()).rejects.toThrow(/ends after 300 steps of 1 s: a recording that is as long/);
    await traffic.close();
    await traffic.close();
  });
});
