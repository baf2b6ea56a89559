import type { ColumnSet } from './columns.js';
import { Malformed, UnexpectedType } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { hex } from './types.js';

const HEAD = 4;

/**
 * A message that asks for the same variables of many objects, kept from step to step: objects that stay keep their
 * bytes, those that come are appended, those that go are cut out.
 */
export class GetterMessage {
  readonly #command: number;
  readonly #variables: readonly number[];
  #bytes = Buffer.allocUnsafeSlow(65_536);
  #length = HEAD;
  /** The objects by their numbers, in the order of the message. */
  ids = new Int32Array(256);
  #ends = new Int32Array(256);
  count = 0;

  constructor(command: number, variables: readonly number[]) {
    this.#command = command;
    this.#variables = variables;
  }

  /** The message, its length included; valid until the next change. */
  get message(): Buffer {
    this.#bytes.writeInt32BE(this.#length, 0);
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.count = 0;
    this.#length = HEAD;
  }

  /** Appends an object. */
  add(id: number, name: string): void {
    const size = Buffer.byteLength(name);
    const short = 7 + size;
    const command = short <= 255 ? short : short + 4;
    const needed = this.#length + command * this.#variables.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    if (this.count === this.ids.length) {
      const ids = new Int32Array(this.count * 2);
      ids.set(this.ids);
      this.ids = ids;
      const ends = new Int32Array(this.count * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    let at = this.#length;
    for (const variable of this.#variables) {
      if (short <= 255) this.#bytes[at++] = command;
      else {
        this.#bytes[at++] = 0;
        at = this.#bytes.writeInt32BE(command, at);
      }
      this.#bytes[at++] = this.#command;
      this.#bytes[at++] = variable;
      at = this.#bytes.writeInt32BE(size, at);
      at += this.#bytes.write(name, at);
    }
    this.ids[this.count] = id;
    this.#ends[this.count++] = at;
    this.#length = at;
  }

  /** Cuts out the objects that `stays` does not want. */
  keep(stays: (id: number) => boolean): void {
    let kept = 0;
    let to = HEAD;
    let runStart = HEAD;
    let start = HEAD;
    for (let i = 0; i < this.count; i++) {
      const end = this.#ends[i];
      if (stays(this.ids[i])) {
        this.ids[kept] = this.ids[i];
        this.#ends[kept++] = end - (runStart - to);
      } else {
        if (runStart !== to) this.#bytes.copyWithin(to, runStart, start);
        to += start - runStart;
        runStart = end;
      }
      start = end;
    }
    if (runStart !== to) this.#bytes.copyWithin(to, runStart, this.#length);
    this.#length = to + this.#length - runStart;
    this.count = kept;
  }

  /**
   * Reads the answer to a message with the objects `ids` into columns, behind what is in already. Objects that SUMO no
   * longer knows are left out, and those that it still knows but `present` does not.
   */
  read(
    cursor: ReadCursor,
    ids: Int32Array,
    count: number,
    into: ColumnSet,
    present: (id: number) => boolean,
  ): void {
    const { bytes, view, limit } = cursor;
    const command = this.#command;
    const variables = this.#variables;
    into.reserve(into.count + count);
    let at = cursor.position;
    let row = into.count;
    for (let i = 0; i < count; i++) {
      let known = true;
      for (let v = 0; v < variables.length; v++) {
        if (bytes[at] === 7 && at + 7 <= limit && bytes[at + 2] === 0 && bytes[at + 1] === command) at += 7;
        else {
          cursor.position = at;
          const end = cursor.block();
          if (cursor.ubyte() !== command)
            throw new Malformed(`a status for another command than ${hex(command)}`);
          at = end;
          if (cursor.ubyte() !== 0) {
            known = false;
            continue;
          }
        }
        let length = bytes[at];
        let inner = at + 1;
        if (length === 0) {
          if (at + 5 > limit) throw new Malformed('the message ends in the middle of a length');
          length = view.getInt32(inner);
          inner += 4;
        }
        const end = at + length;
        if (length < 9 || end > limit) throw new Malformed(`a block of ${length} bytes`);
        if (bytes[inner] !== command + 0x10 || bytes[inner + 1] !== variables[v]) {
          throw new Malformed(
            `an answer about ${hex(bytes[inner + 1])} where ${hex(variables[v])} was asked`,
          );
        }
        const value = inner + 6 + view.getInt32(inner + 2);
        if (value < inner + 6 || value >= end) throw new Malformed('an id that does not fit into its block');
        try {
          into.store(v, row, bytes, view, value, end);
        } catch (error) {
          if (!(error instanceof UnexpectedType)) throw error;
          throw new Malformed(error.message);
        }
        at = end;
      }
      if (known && present(ids[i])) into.ids[row++] = ids[i];
    }
    into.count = row;
    cursor.position = at;
  }
}
