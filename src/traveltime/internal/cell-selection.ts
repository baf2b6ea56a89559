import { type LinkTraversals, traversalFlag } from '../../traces/index.js';
import { type SlotPlan, slotAt } from '../slot-plan.js';

/** Travel times by cell: a link in a slot. */
export interface Cells {
  /** Times in s, sorted within each cell; cell c = link * slots + slot holds `values[offsets[c]] .. values[offsets[c + 1] - 1]`. */
  readonly values: Float64Array;
  readonly offsets: Int32Array;
  /** Traversals left out, by reason. */
  readonly partial: number;
  readonly outside: number;
  readonly impossible: number;
}

/** A whole link driven faster than this part of its free-flow time was not driven. */
const impossiblePart = 1 / 3;
const partialFlags = traversalFlag.partialFirst | traversalFlag.partialLast | traversalFlag.plannedStop;

/** Whether a traversal went from end to end of its link, without a planned stop. */
export function isWhole(flags: number): boolean {
  return (flags & partialFlags) === 0;
}

/**
 * Sorts the traversals that a fit can use into cells.
 * @throws RangeError when a traversal has a link without free-flow time
 */
export function selectCells(
  rounds: readonly LinkTraversals[],
  freeFlowTimes: ArrayLike<number>,
  plan: SlotPlan,
): Cells {
  const { slots } = plan;
  const links = freeFlowTimes.length;
  const left = { partial: 0, outside: 0, impossible: 0 };
  const offsets = new Int32Array(links * slots + 1);
  const cells = rounds.map((t) => new Int32Array(t.count).fill(-1));
  for (const [r, t] of rounds.entries()) {
    for (let i = 0; i < t.count; i++) {
      const link = t.link[i];
      if (!(link >= 0 && link < links))
        throw new RangeError(`a traversal of link ${link}, but there are ${links} links`);
      const slot = slotAt(plan, t.entry[i]);
      if (!isWhole(t.flags[i])) left.partial++;
      else if (slot < 0) left.outside++;
      else if (t.exit[i] - t.entry[i] < impossiblePart * freeFlowTimes[link]) left.impossible++;
      else {
        cells[r][i] = link * slots + slot;
        offsets[link * slots + slot + 1]++;
      }
    }
  }
  for (let c = 0; c < links * slots; c++) offsets[c + 1] += offsets[c];
  const values = new Float64Array(offsets[links * slots]);
  const next = offsets.slice();
  for (const [r, t] of rounds.entries()) {
    for (let i = 0; i < t.count; i++) {
      if (cells[r][i] >= 0) values[next[cells[r][i]]++] = t.exit[i] - t.entry[i];
    }
  }
  for (let c = 0; c < links * slots; c++) values.subarray(offsets[c], offsets[c + 1]).sort();
  return { values, offsets, ...left };
}
