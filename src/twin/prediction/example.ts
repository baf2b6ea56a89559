import { inputLength, outputLength, ownFrame, writeInputs, writeOutputs } from './internal/own-frame.js';
import type { MovementWindow } from './movement.js';
import { futureOf, observedAt } from './window.js';

/** Windows as numbers to learn from, each in the coordinates of its own vehicle, in tens of metres. */
export interface MovementExamples {
  readonly count: number;
  /** Displacements of the past, count x 118: forward and left, the oldest first. */
  readonly inputs: Float64Array;
  /** Displacements from the present to the points of the future, count x 10. */
  readonly outputs: Float64Array;
}

/** Turns windows into examples. */
export function movementExamples(windows: readonly MovementWindow[]): MovementExamples {
  const count = windows.length;
  const inputs = new Float64Array(count * inputLength);
  const outputs = new Float64Array(count * outputLength);
  for (const [i, window] of windows.entries()) {
    const { past } = observedAt(window);
    const frame = ownFrame(past);
    writeInputs(past, frame, inputs, i * inputLength);
    writeOutputs(futureOf(window), frame, outputs, i * outputLength);
  }
  return { count, inputs, outputs };
}
