import { Malformed } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { TYPE_DOUBLE } from './types.js';

const GET_SIMULATION = 0xab;
const VAR_TIME = 0x66;

/** The command that asks for the simulation's time. */
export const TIME_COMMAND: Uint8Array = Uint8Array.of(7, GET_SIMULATION, VAR_TIME, 0, 0, 0, 0);

/** Reads the answer to {@link TIME_COMMAND}, in seconds. @throws Malformed */
export function readTime(cursor: ReadCursor): number {
  const status = cursor.block();
  if (cursor.ubyte() !== GET_SIMULATION || cursor.ubyte() !== 0)
    throw new Malformed('the simulation has no time');
  cursor.position = status;
  const end = cursor.block();
  cursor.marker(GET_SIMULATION + 0x10, 'the answer');
  cursor.marker(VAR_TIME, 'the variable of the answer');
  cursor.string();
  cursor.marker(TYPE_DOUBLE, 'the type of the time');
  const time = cursor.double();
  cursor.position = end;
  return time;
}
