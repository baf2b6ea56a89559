import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { LinkTraversalBuilder, type LinkTraversals, traversalFlag } from '../../src/traces/index.js';
import { busiestPaths, drivesOver, heldOut, observedTrips } from '../../src/traveltime/index.js';

type Drive = readonly (readonly [link: number, time: number, flags?: number])[];

function trace(drives: readonly Drive[]): LinkTraversals {
  const builder = new LinkTraversalBuilder();
  for (const [i, drive] of drives.entries()) {
    let now = 10 * i;
    for (const [link, time, flags] of drive) {
      builder.add(builder.vehicle(`v${i}`), link, now, now + time, flags);
      now += time;
    }
  }
  return builder.build();
}

const { partialFirst, partialLast, plannedStop } = traversalFlag;

describe('observedTrips', () => {
  it('are the whole links between the partial ones', () => {
    const drives: Drive[] = [
      [
        [7, 3, partialFirst],
        [1, 10],
        [2, 20],
        [3, 30],
        [9, 4, partialLast],
      ],
      // A stop by plan cuts a drive in two, the second too short.
      [
        [1, 10],
        [2, 20],
        [3, 30],
        [4, 99, plannedStop],
        [5, 10],
      ],
    ];
    expect(observedTrips(trace(drives))).toEqual([
      { links: [1, 2, 3], departure: 3, time: 60 },
      { links: [1, 2, 3], departure: 10, time: 60 },
    ]);
    expect(observedTrips(trace(drives), 1)).toHaveLength(3);
    expect(observedTrips(trace([]))).toEqual([]);
  });

  it('end where a vehicle is away for a while', () => {
    const builder = new LinkTraversalBuilder();
    const v = builder.vehicle('v');
    builder.add(v, 1, 0, 10);
    builder.add(v, 2, 10, 20);
    builder.add(v, 3, 500, 510);
    builder.add(v, 4, 510, 520);
    expect(observedTrips(builder.build(), 2).map(({ links }) => links)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('busiestPaths and drivesOver', () => {
  const uniform = seedrandom.alea('walks');
  const rounds = [0, 1].map(() =>
    trace(
      Array.from(
        { length: 60 },
        (): Drive =>
          Array.from(
            { length: 8 },
            () => [Math.floor(uniform() * 3), 5 + Math.floor(uniform() * 20)] as const,
          ),
      ),
    ),
  );
  /** Every window of some links, read row by row. */
  const windows = (length: number): { key: string; time: number }[] =>
    rounds.flatMap((t) =>
      Array.from({ length: t.count - length + 1 }, (_, row) => row)
        .filter((row) => t.vehicle[row] === t.vehicle[row + length - 1])
        .map((row) => ({
          key: t.link.subarray(row, row + length).join(' '),
          time: t.exit[row + length - 1] - t.entry[row],
        })),
    );

  it('find all drives over a path', () => {
    const all = windows(3);
    const look = drivesOver(rounds);
    for (const key of new Set(all.map((w) => w.key))) {
      const times = all.filter((w) => w.key === key).map((w) => w.time);
      expect(look(key.split(' ').map(Number))).toEqual(times);
    }
    expect(look([9])).toEqual([]);
  });

  it('choose the most driven path of each first link', () => {
    const counts = new Map<string, number>();
    for (const { key } of windows(2)) counts.set(key, (counts.get(key) ?? 0) + 1);
    const paths = busiestPaths(rounds, { length: 2, least: 5 });
    expect(paths.map(({ links }) => links[0]).sort()).toEqual([0, 1, 2]);
    for (const { links, drives, rounds: of } of paths) {
      expect(drives).toHaveLength(counts.get(links.join(' ')) ?? 0);
      expect(new Set(of)).toEqual(new Set([0, 1]));
      for (const [key, count] of counts)
        if (key.startsWith(`${links[0]} `)) expect(count).toBeLessThanOrEqual(drives.length);
    }
    expect(busiestPaths(rounds, { length: 2, least: 1e6 })).toEqual([]);
  });

  it('held-out parts are whole rounds, or vehicles where rounds are few, each once', () => {
    const five = Array.from({ length: 7 }, () => rounds[0]);
    expect(heldOut(five, 1).held).toHaveLength(2);
    expect(heldOut(five, 1).fitted).toHaveLength(5);
    const seen = [0, 1, 2, 3, 4].flatMap((part) => {
      const { fitted, held } = heldOut(rounds, part);
      const ours = new Set(held[0].vehicles);
      expect(fitted[0].vehicles.some((v) => ours.has(v))).toBe(false);
      expect(fitted[0].count + held[0].count).toBe(rounds[0].count);
      return [...ours];
    });
    expect(seen.sort()).toEqual([...rounds[0].vehicles].sort());
  });
});
