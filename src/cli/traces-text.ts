import type { LinkTraversals, TraceCheck, TraceQuality } from '../traces/index.js';

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** What a file of traversals holds, for people and as JSON. */
export interface TraversalSummary {
  readonly traversals: number;
  readonly vehicles: number;
  /** Rows with an interpolated time; first and last links of drives. */
  readonly interpolated: number;
  readonly partial: number;
  /** Links with at least one traversal from end to end. */
  readonly linksCovered: number;
  /** First entry and last exit, s; null without traversals. */
  readonly begin: number | null;
  readonly end: number | null;
}

/** @param flag bits of the traversals' flags */
export function traversalSummary(
  traversals: LinkTraversals,
  flag: { readonly partialFirst: number; readonly partialLast: number; readonly interpolated: number },
): TraversalSummary {
  const { count, vehicle, link, entry, exit, flags } = traversals;
  const covered = new Set<number>();
  const vehicles = new Set<number>();
  let [interpolated, partial] = [0, 0];
  let [begin, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    vehicles.add(vehicle[i]);
    if ((flags[i] & flag.interpolated) !== 0) interpolated++;
    if ((flags[i] & (flag.partialFirst | flag.partialLast)) !== 0) partial++;
    else covered.add(link[i]);
    begin = Math.min(begin, entry[i]);
    end = Math.max(end, exit[i]);
  }
  return {
    ...{ traversals: count, vehicles: vehicles.size, interpolated, partial, linksCovered: covered.size },
    ...(count === 0 ? { begin: null, end: null } : { begin, end }),
  };
}

/** Lines for people about a file of traversals. */
export function traversalText(out: string, summary: TraversalSummary, links: number): string {
  const { traversals, vehicles, interpolated, partial, linksCovered, begin, end } = summary;
  const span = begin === null || end === null ? '' : `, ${number(begin)} to ${number(end)} s`;
  return [
    `${out}: ${traversals} traversals of ${vehicles} vehicles${span}`,
    `  ${partial} on a first or last link, ${interpolated} with an interpolated time`,
    `  ${linksCovered} of ${links} links were driven from end to end`,
    '',
  ].join('\n');
}

/** Means over the fixes of all traces. */
export function qualitySummary(qualities: readonly TraceQuality[]): Record<string, number | null> {
  const sum = (of: (q: TraceQuality) => number): number => qualities.reduce((total, q) => total + of(q), 0);
  const matched = sum((q) => q.matched);
  const mean = (of: (q: TraceQuality) => number): number | null =>
    matched === 0 ? null : sum((q) => (q.matched === 0 ? 0 : of(q) * q.matched)) / matched;
  return {
    traces: qualities.length,
    fixes: sum((q) => q.fixes),
    matched,
    offRoad: sum((q) => q.offRoad),
    unreachable: sum((q) => q.unreachable),
    alone: sum((q) => q.alone),
    pieces: sum((q) => q.pieces),
    meanDistance: mean((q) => q.meanDistance),
    confidence: mean((q) => q.confidence),
  };
}

/** Lines for people about how well traces were matched. */
export function qualityText(summary: Record<string, number | null>): string {
  const { traces, fixes, matched, offRoad, unreachable, alone, pieces, meanDistance, confidence } = summary;
  const lines = [
    `${traces} traces of ${fixes} fixes: ${matched} fixes matched in ${pieces} drives`,
    `  left out: ${offRoad} far from any road, ${unreachable} out of reach, ${alone} alone`,
  ];
  if (typeof meanDistance === 'number' && typeof confidence === 'number')
    lines.push(
      `  mean distance from the road ${meanDistance.toFixed(1)} m, mean confidence ${(100 * confidence).toFixed(0)} %`,
    );
  return `${lines.join('\n')}\n`;
}

/** Lines for people about the faults of a trace. */
export function faultText(faults: TraceCheck['faults']): string {
  if (faults.length === 0) return 'no faults\n';
  const width = Math.max(...faults.map(({ count }) => String(count).length));
  return faults
    .map(({ kind, what, count, where, example }) => {
      const first = example === '' ? where : `${where}: ${example}`;
      return `${String(count).padStart(width)} ${kind}: ${what}\n${' '.repeat(width)}   first at ${first}\n`;
    })
    .join('');
}

/** Lines for people about what a check found. */
export function checkText({ format, paths, counts, faults }: TraceCheck): string {
  const listed = Object.entries(counts).map(([name, value]) => `${value} ${name}`);
  return `${paths.join(', ')}: ${format}, ${listed.join(', ')}\n${faultText(faults)}`;
}
