import { finite } from './finite.js';
import type { MeasuredValue } from './replication-result.js';

/** A measure of a replication in one line. The value may be NaN where there is nothing to measure. */
export type MeasureRow = readonly [name: string, unit: string, documentation: string, value: number];

/** Measures as a replication keeps them. */
export function measuresOf(rows: readonly MeasureRow[]): MeasuredValue[] {
  return rows.map(([name, unit, documentation, value]) => ({
    name,
    unit,
    documentation,
    value: finite(value),
  }));
}
