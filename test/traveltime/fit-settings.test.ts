import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RoadNetwork, readNetwork } from '../../src/network/index.js';
import { LinkTraversalBuilder, writeTraversals } from '../../src/traces/index.js';
import { chooseFit, fitLinkTravelTimes, readRounds } from '../../src/traveltime/index.js';

let folder: string;
let network: RoadNetwork;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bidlane-fit-'));
  network = await readNetwork(
    fileURLToPath(new URL('../../sumo-configs/grid3/grid3.net.xml', import.meta.url)),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const builder = new LinkTraversalBuilder();
for (let i = 0; i < 200; i++) builder.add(builder.vehicle(`v${i}`), i % 4, 100 + 5 * i, 100 + 5 * i + 25);
const traces = [builder.build()];
const settings = { slotLength: 60, family: 'normal' } as const;

describe('readRounds', () => {
  it('reads tables and vehroute files, each a round', async () => {
    const table = join(folder, 'traversals.parquet');
    await writeTraversals(table, traces[0], network);
    const xml =
      '<routes><vehicle id="v" depart="0" arrival="60"><route edges="w1-A1 A1-A2 A2-w2" exitTimes="20 40 60"/></vehicle></routes>';
    const [first, second] = await readRounds([table, written('one.xml', xml)], network);
    expect(first.entry).toEqual(traces[0].entry);
    expect(second.link[1]).toBe(network.linkIndex('A1-A2'));
  });

  it('refuses what does not fit the network, or holds nothing', async () => {
    const other =
      '<routes><vehicle id="v" depart="0" arrival="9"><route edges="a b" exitTimes="5 9"/></vehicle></routes>';
    await expect(readRounds([written('other.xml', other)], network)).rejects.toThrow(/no link a/);
    await expect(readRounds([written('empty.xml', '<routes></routes>')], network)).rejects.toThrow(
      /no vehicle left a link/,
    );
    await expect(readRounds([join(folder, 'none.parquet')], network)).rejects.toThrow(/none\.parquet/);
  });
});

describe('chooseFit', () => {
  const freeFlowTimes = new Float64Array(4).fill(20);

  it('covers the traces but their last two minutes, unless told otherwise', () => {
    // Entries from 100 to 1095 s, the last exit at 1120 s.
    expect(chooseFit(traces, freeFlowTimes, settings).options).toMatchObject({
      start: 100,
      slotLength: 60,
      slots: 15,
    });
    expect(chooseFit(traces, freeFlowTimes, { ...settings, start: 0, end: 600 }).options).toMatchObject({
      start: 0,
      slots: 10,
    });
    expect(chooseFit(traces, freeFlowTimes, { ...settings, end: 950 }).options.slots).toBe(15);
  });

  it('chooses one long slot where the time makes no difference', () => {
    const { options, slotLengths } = chooseFit(traces, freeFlowTimes, { ...settings, slotLength: 'auto' });
    expect(slotLengths?.map(({ slotLength }) => slotLength)).toEqual([30, 60, 120, 180, 300, 600, 900]);
    expect(options.slotLength).toBeGreaterThanOrEqual(600);
    expect(fitLinkTravelTimes(traces, options).model.mean[0]).toBeCloseTo(25, 9);
  });

  it('takes slots of a calendar', () => {
    const calendar = { days: 'weekend', utcOffset: 0 } as const;
    const { options } = chooseFit(traces, freeFlowTimes, { ...settings, slotLength: 900, calendar });
    expect(fitLinkTravelTimes(traces, options).model.slots).toBe(2 * 96);
    const auto = chooseFit(traces, freeFlowTimes, { ...settings, slotLength: 'auto', calendar });
    expect(auto.slotLengths?.map(({ slotLength }) => slotLength)).toEqual([300, 600, 900, 1800, 3600]);
  });

  it('refuses what contradicts itself', () => {
    const calendar = { days: 'all', utcOffset: 0 } as const;
    expect(() => chooseFit(traces, freeFlowTimes, { ...settings, slotLength: 7000, calendar })).toThrow(
      /do not fill a day evenly/,
    );
    expect(() => chooseFit(traces, freeFlowTimes, { ...settings, start: 500, end: 400 })).toThrow(
      /is 400 s, not after the start at 500 s/,
    );
  });
});
