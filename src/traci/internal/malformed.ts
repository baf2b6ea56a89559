import { typeName } from './types.js';

/** The bytes contradict the protocol: nothing after them can be trusted. The connection turns it into a ProtocolError. */
export class Malformed extends Error {
  override readonly name: string = 'Malformed';
}

/** A value of another type than the command's documentation promises; the block's length tells where the next one begins. */
export class UnexpectedType extends Error {
  override readonly name: string = 'UnexpectedType';

  constructor(expected: number, got: number) {
    super(`expected ${typeName(expected)}, got ${typeName(got)}`);
  }
}
