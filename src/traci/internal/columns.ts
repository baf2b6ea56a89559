import type { StringInterner } from '../string-interner.js';
import type { VehicleStep } from '../vehicle-stream.js';
import type { Column, ColumnKind } from './codec.js';
import { Malformed, UnexpectedType } from './malformed.js';
import * as t from './types.js';

/** A variable as a column. */
export interface ColumnSpec {
  readonly name: string;
  /** The variable's byte. */
  readonly id: number;
  readonly kind: ColumnKind;
}

const NOBODY = new Int32Array(0);

const widths: Readonly<Record<ColumnKind, number>> = {
  double: 1,
  integer: 1,
  text: 1,
  position2D: 2,
  position3D: 3,
};

/** How many numbers a vehicle takes in a column. */
export function widthOf(kind: ColumnKind): number {
  return widths[kind];
}

function makeColumn(kind: ColumnKind, capacity: number): Column {
  const length = capacity * widths[kind];
  return kind === 'integer' || kind === 'text' ? new Int32Array(length) : new Float64Array(length);
}

/** The vehicles of one step: their numbers and one typed array per variable, reused from step to step. */
export class ColumnSet {
  readonly specs: readonly ColumnSpec[];
  readonly #texts: StringInterner;
  ids: Int32Array;
  columns: Column[];
  count = 0;
  /** Vehicles that came and went since the step before. */
  entered: Int32Array = NOBODY;
  left: Int32Array = NOBODY;

  constructor(specs: readonly ColumnSpec[], texts: StringInterner, capacity = 256) {
    this.specs = specs;
    this.#texts = texts;
    this.ids = new Int32Array(capacity);
    this.columns = specs.map((spec) => makeColumn(spec.kind, capacity));
  }

  /** What is in, as a step at a simulation time in seconds. */
  asStep(time: number): VehicleStep<string> {
    const columns: Record<string, Column> = {};
    for (let i = 0; i < this.specs.length; i++) columns[this.specs[i].name] = this.columns[i];
    const { count, ids, entered, left } = this;
    return { time, count, ids, columns, entered, left };
  }

  /** Makes room for `capacity` vehicles, keeping those that are in. */
  reserve(capacity: number): void {
    if (capacity <= this.ids.length) return;
    const size = Math.max(capacity, this.ids.length * 2);
    const ids = new Int32Array(size);
    ids.set(this.ids);
    this.ids = ids;
    this.columns = this.columns.map((column, i) => {
      const grown = makeColumn(this.specs[i].kind, size);
      grown.set(column);
      return grown;
    });
  }

  /**
   * Stores one value, whose type byte is `bytes[at]`, for the vehicle with the index `row`.
   * @param end the first byte behind the value's block
   * @returns where the value ends
   * @throws Malformed
   */
  store(column: number, row: number, bytes: Buffer, view: DataView, at: number, end: number): number {
    const type = bytes[at];
    const into = this.columns[column];
    const kind = this.specs[column].kind;
    const value = at + 1;
    switch (type) {
      case t.TYPE_DOUBLE:
        if (value + 8 > end || kind === 'text') break;
        into[row] = view.getFloat64(value);
        return value + 8;
      case t.TYPE_INTEGER:
        if (value + 4 > end || kind === 'text') break;
        into[row] = view.getInt32(value);
        return value + 4;
      case t.TYPE_STRING: {
        if (value + 4 > end || kind !== 'text') break;
        const length = view.getInt32(value);
        if (length < 0 || value + 4 + length > end)
          throw new Malformed('a text that does not fit into its block');
        into[row] = this.#texts.internBytes(bytes, value + 4, length);
        return value + 4 + length;
      }
      case t.TYPE_POSITION_2D:
        if (value + 16 > end || kind !== 'position2D') break;
        into[row * 2] = view.getFloat64(value);
        into[row * 2 + 1] = view.getFloat64(value + 8);
        return value + 16;
      case t.TYPE_POSITION_3D:
        if (value + 24 > end || kind !== 'position3D') break;
        into[row * 3] = view.getFloat64(value);
        into[row * 3 + 1] = view.getFloat64(value + 8);
        into[row * 3 + 2] = view.getFloat64(value + 16);
        return value + 24;
      case t.TYPE_BYTE:
      case t.TYPE_UBYTE:
        if (value + 1 > end || kind === 'text') break;
        into[row] = type === t.TYPE_BYTE ? view.getInt8(value) : bytes[value];
        return value + 1;
    }
    throw new Malformed(new UnexpectedType(expected[kind], type).message);
  }
}

const expected: Readonly<Record<ColumnKind, number>> = {
  double: t.TYPE_DOUBLE,
  integer: t.TYPE_INTEGER,
  text: t.TYPE_STRING,
  position2D: t.TYPE_POSITION_2D,
  position3D: t.TYPE_POSITION_3D,
};
