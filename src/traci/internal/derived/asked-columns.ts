import type { StringInterner } from '../../string-interner.js';
import { ColumnSet, type ColumnSpec } from '../columns.js';
import { type GetterMessage, Selection } from '../getter-message.js';
import type { ReadCursor } from '../read-cursor.js';

/** Some objects of a message, asked now and then, and their answers as columns. */
export class AskedColumns {
  readonly #message: GetterMessage;
  readonly #selection = new Selection();
  readonly set: ColumnSet;

  constructor(message: GetterMessage, specs: readonly ColumnSpec[], texts: StringInterner) {
    this.#message = message;
    this.set = new ColumnSet(specs, texts);
  }

  /** How many objects are asked. */
  get count(): number {
    return this.#selection.count;
  }

  /** The commands that ask for the objects with `mark` in `marks`, which has an entry per number; valid until the next selection. */
  select(marks: Uint8Array, mark: number): Buffer {
    this.#message.select(this.#selection, marks, mark);
    this.set.count = 0;
    return this.#selection.commands;
  }

  /** Asks for nobody. */
  clear(): void {
    this.#selection.count = 0;
    this.set.count = 0;
  }

  /** Reads the answers to the selected commands. @throws Malformed */
  read(cursor: ReadCursor): void {
    this.#message.readSelected(cursor, this.#selection, this.set);
  }
}
