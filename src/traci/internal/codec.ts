import { Malformed, UnexpectedType } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import * as t from './types.js';

/** How a variable becomes a column of a stream: `width` numbers a vehicle, or interned text. */
export type ColumnKind = 'double' | 'integer' | 'text' | 'position2D' | 'position3D';

/** The values of one variable in a stream. */
export type Column = Float64Array | Int32Array;

/** How a value is read, its type byte included. */
export interface Codec<T> {
  read(cursor: ReadCursor): T;
  /** Set when a stream can hold the value in a typed array. */
  readonly column?: ColumnKind;
}

/** The TypeScript type of a codec's values. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** x and y in metres of the network, or longitude and latitude in degrees. */
export type Position2D = readonly [x: number, y: number];
/** x, y and z in metres, or longitude, latitude and altitude. */
export type Position3D = readonly [x: number, y: number, z: number];
/** Red, green, blue and opacity, each from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** A number of whichever numeric type SUMO chose. */
export function readNumber(cursor: ReadCursor): number {
  const type = cursor.ubyte();
  switch (type) {
    case t.TYPE_DOUBLE:
      return cursor.double();
    case t.TYPE_INTEGER:
      return cursor.int();
    case t.TYPE_UBYTE:
      return cursor.ubyte();
    case t.TYPE_BYTE:
      return cursor.byte();
    default:
      throw new UnexpectedType(t.TYPE_DOUBLE, type);
  }
}

/** Text with its type byte. */
export function readString(cursor: ReadCursor): string {
  cursor.expect(t.TYPE_STRING);
  return cursor.string();
}

/** A list of texts with its type byte. */
export function readStringList(cursor: ReadCursor): string[] {
  cursor.expect(t.TYPE_STRING_LIST);
  return cursor.stringList();
}

/** The head of a compound; returns how many values it announces. */
export function readCompound(cursor: ReadCursor, size?: number): number {
  cursor.expect(t.TYPE_COMPOUND);
  const got = cursor.int();
  if (got < 0 || (size !== undefined && got < size)) {
    throw new Malformed(`a compound of ${got} values where at least ${size ?? 0} belong`);
  }
  return got;
}

/** A compound that starts with the number of records in it, each read by `record`. */
export function readRecords<T>(cursor: ReadCursor, record: (cursor: ReadCursor) => T): T[] {
  readCompound(cursor);
  const count = readNumber(cursor);
  if (count < 0 || count > cursor.remaining) {
    throw new Malformed(`${count} records do not fit into the ${cursor.remaining} bytes that remain`);
  }
  const records: T[] = [];
  for (let i = 0; i < count; i++) records.push(record(cursor));
  return records;
}

export const double: Codec<number> = { read: readNumber, column: 'double' };
export const integer: Codec<number> = { read: readNumber, column: 'integer' };
export const boolean: Codec<boolean> = { read: (cursor) => readNumber(cursor) !== 0 };
export const text: Codec<string> = { read: readString, column: 'text' };
export const textList: Codec<readonly string[]> = { read: readStringList };

export const doubleList: Codec<readonly number[]> = {
  read: (cursor) => {
    cursor.expect(t.TYPE_DOUBLE_LIST);
    const count = cursor.count(8);
    return Array.from({ length: count }, () => cursor.double());
  },
};

export const position2D: Codec<Position2D> = {
  column: 'position2D',
  read: (cursor) => {
    const type = cursor.ubyte();
    if (type !== t.TYPE_POSITION_2D && type !== t.TYPE_LON_LAT) {
      throw new UnexpectedType(t.TYPE_POSITION_2D, type);
    }
    return [cursor.double(), cursor.double()];
  },
};

export const position3D: Codec<Position3D> = {
  column: 'position3D',
  read: (cursor) => {
    const type = cursor.ubyte();
    if (type !== t.TYPE_POSITION_3D && type !== t.TYPE_LON_LAT_ALT) {
      throw new UnexpectedType(t.TYPE_POSITION_3D, type);
    }
    return [cursor.double(), cursor.double(), cursor.double()];
  },
};

export const color: Codec<Color> = {
  read: (cursor) => {
    cursor.expect(t.TYPE_COLOR);
    return [cursor.ubyte(), cursor.ubyte(), cursor.ubyte(), cursor.ubyte()];
  },
};

/** The count behind a zero byte: more than 255 corners, or nothing at all because there are none. */
function longCount(cursor: ReadCursor): number {
  if (cursor.remaining < 4) return 0;
  const count = cursor.view.getInt32(cursor.position);
  if (count <= 255 || count * 16 > cursor.remaining - 4) return 0;
  cursor.take(4);
  return count;
}

export const shape: Codec<readonly Position2D[]> = {
  read: (cursor) => {
    cursor.expect(t.TYPE_POLYGON);
    let count = cursor.ubyte();
    if (count === 0) count = longCount(cursor);
    return Array.from({ length: count }, (): Position2D => [cursor.double(), cursor.double()]);
  },
};

/** The name and value of a generic parameter. */
export type Parameter = readonly [key: string, value: string];

export const parameter: Codec<Parameter> = {
  read: (cursor) => {
    readCompound(cursor, 2);
    return [readString(cursor), readString(cursor)];
  },
};
