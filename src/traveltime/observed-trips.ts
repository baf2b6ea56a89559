import type { LinkTraversals } from '../traces/index.js';
import { isWhole } from './internal/cell-selection.js';

/** A drive over whole links, as a trace shows it. */
export interface ObservedTrip {
  /** Links in order, each driven from end to end. */
  readonly links: readonly number[];
  /** When the first of them was entered, s. */
  readonly departure: number;
  /** From there until the last of them was left, s. */
  readonly time: number;
}

/** The rows `from` to `to` (excluded) of one vehicle without a partial link between them, one after the other. */
function* wholeStretches({
  count,
  vehicle,
  flags,
  entry,
  exit,
}: LinkTraversals): Generator<[from: number, to: number]> {
  let from = 0;
  for (let row = 0; row <= count; row++) {
    const goesOn =
      row > from &&
      row < count &&
      vehicle[row] === vehicle[from] &&
      isWhole(flags[row]) &&
      entry[row] === exit[row - 1];
    if (goesOn) continue;
    if (row > from) yield [from, row];
    // A partial link is part of no stretch.
    from = row < count && isWhole(flags[row]) ? row : row + 1;
  }
}

/**
 * The trips in a trace: of each drive the links between its first and its last one, which were driven in part.
 * @param least links of the shortest trip that counts; default 3
 */
export function observedTrips(traversals: LinkTraversals, least = 3): ObservedTrip[] {
  const { link, entry, exit } = traversals;
  return Array.from(wholeStretches(traversals))
    .filter(([from, to]) => to - from >= least)
    .map(([from, to]) => ({
      links: Array.from(link.subarray(from, to)),
      departure: entry[from],
      time: exit[to - 1] - entry[from],
    }));
}

/** Drives over one and the same path. */
export interface PathDrives {
  readonly links: readonly number[];
  readonly drives: readonly ObservedTrip[];
  /** The round of each drive. */
  readonly rounds: readonly number[];
}

/**
 * The paths of a number of links that were driven most, each beginning on another link.
 * @param rounds traversals by round
 * @param length links of a path
 * @param most number of paths
 * @param least drives of a path that counts
 */
export function busiestPaths(
  rounds: readonly LinkTraversals[],
  { length = 6, most = 20, least = 30 }: { length?: number; most?: number; least?: number } = {},
): PathDrives[] {
  const all = new Map<string, { drives: ObservedTrip[]; rounds: number[] }>();
  for (const [round, traversals] of rounds.entries()) {
    const { link, entry, exit } = traversals;
    for (const [from, to] of wholeStretches(traversals)) {
      for (let row = from; row + length <= to; row++) {
        const links = Array.from(link.subarray(row, row + length));
        const key = links.join(' ');
        const path = all.get(key) ?? { drives: [], rounds: [] };
        all.set(key, path);
        path.drives.push({ links, departure: entry[row], time: exit[row + length - 1] - entry[row] });
        path.rounds.push(round);
      }
    }
  }
  const byCount = [...all].sort(([a, p], [b, q]) => q.drives.length - p.drives.length || (a < b ? -1 : 1));
  const firsts = new Set<number>();
  return byCount.flatMap(([, path]) => {
    const { links } = path.drives[0];
    if (path.drives.length < least || firsts.size === most || firsts.has(links[0])) return [];
    firsts.add(links[0]);
    return [{ links, ...path }];
  });
}

/**
 * Looks up what the drives over a path took.
 * @returns gives the times, s, of all drives over exactly these links, also where they are part of a longer drive
 */
export function drivesOver(rounds: readonly LinkTraversals[]): (links: readonly number[]) => number[] {
  const byFirst = new Map<number, [round: number, row: number, to: number][]>();
  for (const [r, traversals] of rounds.entries()) {
    for (const [from, to] of wholeStretches(traversals)) {
      for (let row = from; row < to; row++) {
        const places = byFirst.get(traversals.link[row]);
        if (places === undefined) byFirst.set(traversals.link[row], [[r, row, to]]);
        else places.push([r, row, to]);
      }
    }
  }
  return (links) =>
    (byFirst.get(links[0]) ?? []).flatMap(([r, row, to]) => {
      const { link, entry, exit } = rounds[r];
      if (row + links.length > to || !links.every((l, n) => link[row + n] === l)) return [];
      return [exit[row + links.length - 1] - entry[row]];
    });
}
