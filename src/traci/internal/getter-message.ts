import type { ColumnSet } from './columns.js';
import { Malformed } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { hex } from './types.js';

/** The commands for some objects of a message, copied from it, and the numbers of these objects in their order. */
export class Selection {
  ids = new Int32Array(256);
  count = 0;
  bytes = Buffer.allocUnsafeSlow(16_384);
  /** The commands; valid until the next selection into this one. */
  commands = this.bytes.subarray(0, 0);
}

/**
 * Commands that ask for the same variables of many objects, kept from step to step: objects that stay keep their
 * bytes, those that come are appended, those that go are cut out.
 */
export class GetterMessage {
  readonly #command: number;
  readonly #variables: readonly number[];
  #bytes = Buffer.allocUnsafeSlow(65_536);
  #length = 0;
  /** The objects by their numbers, in the order of the message. */
  ids = new Int32Array(256);
  #ends = new Int32Array(256);
  count = 0;

  constructor(command: number, variables: readonly number[]) {
    this.#command = command;
    this.#variables = variables;
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
    let to = 0;
    let runStart = 0;
    let start = 0;
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

  /** The commands that ask for the objects `[first, last)` of the message; valid until the next change. */
  commands(first: number, last: number): Buffer {
    return this.#bytes.subarray(
      first === 0 ? 0 : this.#ends[first - 1],
      last === 0 ? 0 : this.#ends[last - 1],
    );
  }

  /** Copies the commands for the objects with `mark` in `marks`, which has an entry per number. */
  select(into: Selection, marks: Uint8Array, mark: number): void {
    if (into.bytes.length < this.#length) into.bytes = Buffer.allocUnsafeSlow(this.#bytes.length);
    if (into.ids.length < this.count) into.ids = new Int32Array(this.ids.length);
    let length = 0;
    let count = 0;
    let runStart = -1;
    let start = 0;
    for (let i = 0; i < this.count; i++) {
      const id = this.ids[i];
      if (marks[id] === mark) {
        into.ids[count++] = id;
        if (runStart < 0) runStart = start;
      } else if (runStart >= 0) {
        length += this.#bytes.copy(into.bytes, length, runStart, start);
        runStart = -1;
      }
      start = this.#ends[i];
    }
    if (runStart >= 0) length += this.#bytes.copy(into.bytes, length, runStart, start);
    into.count = count;
    into.commands = into.bytes.subarray(0, length);
  }

  /** Reads the answer to selected commands, as `read` does. @throws Malformed */
  readSelected(cursor: ReadCursor, selection: Selection, into: ColumnSet): void {
    this.#read(cursor, selection.ids, 0, selection.count, into);
  }

  /**
   * Reads the answer to the commands for the objects `[first, last)` into columns, behind what is in already. Objects
   * that SUMO does not know are left out.
   * @throws Malformed
   */
  read(cursor: ReadCursor, first: number, last: number, into: ColumnSet): void {
    this.#read(cursor, this.ids, first, last, into);
  }

  #read(cursor: ReadCursor, ids: Int32Array, first: number, last: number, into: ColumnSet): void {
    const { bytes, view, limit } = cursor;
    const command = this.#command;
    const variables = this.#variables;
    const count = variables.length;
    into.reserve(into.count + last - first);
    let at = cursor.position;
    let row = into.count;
    for (let i = first; i < last; i++) {
      let known = true;
      for (let v = 0; v < count; v++) {
        // A status without a text, as all but failures have.
        if (at + 16 <= limit && bytes[at] === 7 && bytes[at + 1] === command && bytes[at + 2] === 0) at += 7;
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
          if (at + 9 > limit) throw new Malformed('the message ends in the middle of an answer');
        }
        let length = bytes[at];
        let inner = at + 1;
        if (length === 0) {
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
        into.store(v, row, bytes, view, value, end);
        at = end;
      }
      if (known) into.ids[row++] = ids[i];
    }
    into.count = row;
    cursor.position = at;
  }
}
