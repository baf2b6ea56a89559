import type { ColumnSet } from '../columns.js';
import type { VehicleMotion } from './vehicle-motion.js';

/** Fills the columns of the vehicles in `set`: with what is known of their motion, or from `rest`, which has the same rows. */
export function fillColumns(set: ColumnSet, motion: VehicleMotion, rest: ColumnSet): void {
  const { ids, count } = set;
  for (const [i, { name }] of set.specs.entries()) {
    const column = set.columns[i];
    if (name === 'position') {
      const { position } = motion;
      for (let row = 0; row < count; row++) {
        column[2 * row] = position[2 * ids[row]];
        column[2 * row + 1] = position[2 * ids[row] + 1];
      }
    } else if (name === 'speed' || name === 'lanePosition' || name === 'laneID' || name === 'roadID') {
      const values = motion[name];
      for (let row = 0; row < count; row++) column[row] = values[ids[row]];
    } else {
      const from = rest.specs.findIndex((spec) => spec.name === name);
      column.set(rest.columns[from].subarray(0, column.length));
    }
  }
}
