import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { InProcess } from '../../../sim/execution/in-process.js';
import type { Place } from '../../../sim/execution/places.js';
import { registerStudyPoints } from '../../../sim/execution/study-points.js';
import { RunError } from '../../../src/input/index.js';
import { studyUnits } from './study-units.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-in-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const units = (count: number) => studyUnits('stub', count, folder);

/** A piece of work; long beside the look at the disk with which every unit begins. */
const turn = (): Promise<void> => sleep(5);

/** What happened, in order. */
let log: string[] = [];
afterEach(() => {
  log = [];
});

/** Has units do `work`; tells which of them began and ended. */
function register(work: (unit: number, place: Place) => Promise<void>): void {
  registerStudyPoints(async ({ replication }, { place }) => {
    if (place === undefined) throw new Error('a unit without a place');
    log.push(`begin ${replication}`);
    await work(replication, place);
    log.push(`end ${replication}`);
    return { replication, digest: '', measures: [], cosimulation: null };
  });
}

/** Units of so many pieces, between which each may give way. */
function inPieces(pieces: number): { readonly most: () => number } {
  let atWork = 0;
  let most = 0;
  register(async (unit, place) => {
    for (let piece = 0; piece < pieces; piece++) {
      const other = place.giveWay();
      if (other !== undefined) log.push(`${unit} gives way`);
      await other;
      atWork++;
      most = Math.max(most, atWork);
      await turn();
      atWork--;
    }
  });
  return { most: () => most };
}

const at = (entry: string): number => log.indexOf(entry);

describe('units in this process', () => {
  it('begin when a place is free, but the last takes turns with those under way, never more at work than places', async () => {
    const { most } = inPieces(12);
    const results = await new InProcess(2).perform(units(5));
    expect(results.map(({ replication }) => replication)).toEqual([0, 1, 2, 3, 4]);
    expect(most()).toBe(2);
    // Those in the middle wait for an end.
    expect(at('begin 2')).toBeGreaterThan(Math.min(at('end 0'), at('end 1')));
    expect(at('begin 3')).toBeGreaterThan(Math.max(at('end 0'), at('end 1')));
    // The last begins among them, and nobody gives way to the others.
    expect(at('begin 4')).toBeLessThan(Math.min(at('end 2'), at('end 3')));
    expect(log.findIndex((entry) => entry.endsWith('gives way'))).toBeGreaterThan(
      Math.min(at('end 0'), at('end 1')),
    );
    expect(log.filter((entry) => entry === '4 gives way').length).toBeGreaterThan(0);
  });

  it('share so that the places are full until the end', async () => {
    const pieces = 30;
    const ends: number[] = [];
    let done = 0;
    register(async (_, place) => {
      for (let piece = 0; piece < pieces; piece++) {
        await place.giveWay();
        await turn();
        done++;
      }
      ends.push(done);
    });
    await new InProcess(2).perform(units(3));
    // When the first ends, all have done about as much; without sharing the last one would do all of its work after that.
    expect(ends[0]).toBeGreaterThan(2.5 * pieces);
  });

  it('go one by one with one job', async () => {
    inPieces(3);
    await new InProcess(1).perform(units(3));
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('leave their places before they end, where they need them no more', async () => {
    register(async (unit, place) => {
      await turn();
      if (unit !== 0) return;
      place.leave();
      place.leave();
      while (!log.includes('end 2')) await turn();
    });
    await new InProcess(2).perform(units(3));
    expect(log.at(-1)).toBe('end 0');
  });

  it('that wait for a place do not begin when another has failed; its error is told', async () => {
    register(async (unit) => {
      await turn();
      if (unit === 1) throw new RunError('unit 1 failed');
      if (unit === 0) for (let i = 0; i < 5; i++) await turn();
    });
    await expect(new InProcess(2).perform(units(4))).rejects.toThrow('unit 1 failed');
    expect([...log].sort()).toEqual(['begin 0', 'begin 1', 'end 0']);
  });
});
