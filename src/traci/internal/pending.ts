import { CommandRefused, UnexpectedResult } from '../errors.js';
import type { Codec } from './codec.js';
import { Malformed, UnexpectedType } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { hex } from './types.js';

/** What stands behind the status of a successful answer, and how it becomes the value of the call. */
export type Body<T> = (cursor: ReadCursor) => T;

/** A command that waits for its answer. */
export interface Pending {
  /** The command as it is called: `vehicle.getSpeed`. */
  readonly label: string;
  readonly objectID: string;
  /** Reads the answer and settles the call. @throws Malformed when nothing after it can be trusted */
  answer(cursor: ReadCursor): void;
  reject(error: Error): void;
}

const STATUS_OK = 0x00;
const STATUS_NOT_IMPLEMENTED = 0x01;

/** A status: its command, its code and its text. */
function readStatus(
  cursor: ReadCursor,
  command: number,
  alias: number,
): { readonly code: number; readonly text: string } {
  const end = cursor.block();
  const limit = cursor.limit;
  cursor.limit = end;
  const got = cursor.ubyte();
  if (got !== command && got !== alias) {
    throw new Malformed(`a status for command ${hex(got)} where ${hex(command)} was asked`);
  }
  const code = cursor.ubyte();
  const text = cursor.string();
  cursor.position = end;
  cursor.limit = limit;
  return { code, text };
}

/** Reads one block with `read`, confined to it, and stands behind it afterwards whatever `read` did. */
export function confined<T>(cursor: ReadCursor, read: () => T): T {
  const end = cursor.block();
  const limit = cursor.limit;
  cursor.limit = end;
  try {
    return read();
  } finally {
    cursor.position = end;
    cursor.limit = limit;
  }
}

/** A subscription that fails appends its result all the same: moves over it. */
function skipOrphan(cursor: ReadCursor, command: number): void {
  if (cursor.remaining === 0) return;
  const start = cursor.position;
  const end = cursor.block();
  const response = cursor.remaining > 0 ? cursor.ubyte() : -1;
  cursor.position = response === command + 0x10 ? end : start;
}

/**
 * The pending call of one command. Its status may name `alias` instead: SUMO answers a subscription filter that fails
 * with the filter's number.
 */
export class Call<T> implements Pending {
  readonly label: string;
  readonly objectID: string;
  readonly #command: number;
  readonly #alias: number;
  readonly #body: Body<T>;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: Error) => void;

  constructor(
    label: string,
    objectID: string,
    command: number,
    body: Body<T>,
    resolve: (value: T) => void,
    reject: (error: Error) => void,
    alias: number = command,
  ) {
    this.label = label;
    this.objectID = objectID;
    this.#command = command;
    this.#alias = alias;
    this.#body = body;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  answer(cursor: ReadCursor): void {
    const { code, text } = readStatus(cursor, this.#command, this.#alias);
    if (code !== STATUS_OK) {
      skipOrphan(cursor, this.#command);
      const status = code === STATUS_NOT_IMPLEMENTED ? 'not implemented' : 'error';
      this.#reject(new CommandRefused(this.label, this.objectID, status, text));
      return;
    }
    let value: T;
    try {
      value = this.#body(cursor);
    } catch (error) {
      if (!(error instanceof UnexpectedType)) throw error;
      this.#reject(new UnexpectedResult(this.label, error.message));
      return;
    }
    this.#resolve(value);
  }

  reject(error: Error): void {
    this.#reject(error);
  }
}

/** The body of an answer that is its status only. */
export const nothing: Body<void> = () => {};

/** The body of the answer to a getter: command, variable, object, value. */
export function variableBody<T>(command: number, variable: number, codec: Codec<T>): Body<T> {
  return (cursor) => {
    // Written out instead of `confined` because this runs once per getter and vehicle.
    const end = cursor.block();
    const limit = cursor.limit;
    cursor.limit = end;
    try {
      cursor.marker(command + 0x10, 'the answer');
      cursor.marker(variable, 'the variable of the answer');
      cursor.take(cursor.int());
      return codec.read(cursor);
    } finally {
      cursor.position = end;
      cursor.limit = limit;
    }
  };
}
