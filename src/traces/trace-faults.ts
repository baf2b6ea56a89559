/** What can be wrong with a row of GPS data, and what is done about it. */
export const gpsFaults = {
  columns: 'a row with too few columns, or with a quote that does not end: left out',
  id: 'a row without an id: left out',
  time: 'a row whose time is none: left out',
  position: 'a row whose longitude or latitude is no number: left out',
  zero: 'a row at longitude 0, latitude 0, as receivers write without a signal: left out',
  range: 'a row beyond 180 degrees of longitude or 90 of latitude: left out',
  metres: 'a row in metres where the others are in degrees, or the other way round: left out',
  swapped: 'a row in the network only if longitude and latitude change places: left out',
  outside: 'a fix outside the network: left out, and the drive ends there',
  duplicate: 'a second fix of a vehicle at the same time: left out',
  late: 'a fix older than the one before it in the file: put in its place',
  backwards: 'a fix older than the drive that the rows before it make: left out',
  empty: 'a file without a row',
} as const;

export type GpsFault = keyof typeof gpsFaults;

/** How often a fault was met, and where first. */
export interface FaultCount {
  readonly count: number;
  /** `file:line` of the first one. */
  readonly where: string;
  /** The first row, or what it has. */
  readonly example: string;
}

/** Faults by kind, so that nothing is left out silently. */
export class FaultCounts<K extends string> {
  readonly #counts = new Map<K, { count: number; where: string; example: string }>();

  /** Counts a fault, or several; of the first of each kind the place is kept. */
  add(kind: K, path: string, line: number, example: string, count = 1): void {
    const known = this.#counts.get(kind);
    if (known !== undefined) known.count += count;
    else
      this.#counts.set(kind, {
        count,
        where: line > 0 ? `${path}:${line}` : path,
        example: example.slice(0, 80),
      });
  }

  count(kind: K): number {
    return this.#counts.get(kind)?.count ?? 0;
  }

  get(kind: K): FaultCount | undefined {
    return this.#counts.get(kind);
  }

  /** The kinds that were met, the most frequent first. */
  all(): (FaultCount & { readonly kind: K })[] {
    return [...this.#counts]
      .map(([kind, counted]) => ({ kind, ...counted }))
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, { count }) => sum + count, 0);
  }
}
