import { futurePoints, pastPoints } from '../movement.js';

/** Numbers per example: the displacements between the points of the past, forward and to the left. */
export const inputLength = 2 * (pastPoints - 1);
/** Numbers per example: the displacements from the present to the points of the future. */
export const outputLength = 2 * futurePoints;
/** Displacements are told in tens of metres. */
export const metresPerUnit = 10;

/** A shorter way says nothing of the direction, m. */
const leastWay = 0.5;

/** A vehicle's own coordinates: its present place is the origin, its direction of travel the first axis. */
export interface OwnFrame {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
}

/** The frame of a vehicle after these points; of one that has not moved, the axes of the network. */
export function ownFrame(past: Float64Array): OwnFrame {
  const last = past.length - 2;
  const [x, y] = [past[last], past[last + 1]];
  for (let i = last - 2; i >= 0; i -= 2) {
    const [dx, dy] = [x - past[i], y - past[i + 1]];
    const way = Math.sqrt(dx * dx + dy * dy);
    if (way >= leastWay) return { x, y, cos: dx / way, sin: dy / way };
  }
  return { x, y, cos: 1, sin: 0 };
}

/**
 * Writes the displacements of the past, in the vehicle's own directions and units, the oldest first; a shorter past is taken for
 * one that began with standing.
 */
export function writeInputs(past: Float64Array, frame: OwnFrame, into: Float64Array, from = 0): void {
  const known = Math.min(inputLength, past.length - 2);
  into.fill(0, from, from + inputLength - known);
  for (let i = 0; i < known; i += 2) {
    const at = past.length - known + i;
    const dx = past[at] - past[at - 2];
    const dy = past[at + 1] - past[at - 1];
    const place = from + inputLength - known + i;
    into[place] = (frame.cos * dx + frame.sin * dy) / metresPerUnit;
    into[place + 1] = (frame.cos * dy - frame.sin * dx) / metresPerUnit;
  }
}

/** Writes the displacements from the present to points of the future, in the vehicle's own directions and units. */
export function writeOutputs(future: Float64Array, frame: OwnFrame, into: Float64Array, from = 0): void {
  for (let i = 0; i < future.length; i += 2) {
    const [dx, dy] = [future[i] - frame.x, future[i + 1] - frame.y];
    into[from + i] = (frame.cos * dx + frame.sin * dy) / metresPerUnit;
    into[from + i + 1] = (frame.cos * dy - frame.sin * dx) / metresPerUnit;
  }
}

/** The points that displacements in a vehicle's own directions and units lead to, m. */
export function toPoints(displacements: ArrayLike<number>, frame: OwnFrame, points: number): Float64Array {
  const result = new Float64Array(2 * points);
  for (let i = 0; i < result.length; i += 2) {
    const [forward, left] = [displacements[i] * metresPerUnit, displacements[i + 1] * metresPerUnit];
    result[i] = frame.x + frame.cos * forward - frame.sin * left;
    result[i + 1] = frame.y + frame.sin * forward + frame.cos * left;
  }
  return result;
}
