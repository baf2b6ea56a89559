import type { StringInterner } from '../string-interner.js';
import type { ColumnSet } from './columns.js';
import { type DomainSpec, variablesOf } from './domain-spec.js';
import { Malformed, UnexpectedType } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import { hex } from './types.js';

/** Reads the objects of a context subscription into columns; the cursor stands at their count. */
export function readContextColumns(
  cursor: ReadCursor,
  variables: number,
  domain: DomainSpec,
  names: StringInterner,
  wanted: (id: number) => boolean,
  into: ColumnSet,
): void {
  const objects = cursor.count(4);
  into.reserve(into.count + objects);
  const { bytes, view, limit } = cursor;
  const { specs } = into;
  let row = into.count;
  for (let i = 0; i < objects; i++) {
    const length = cursor.int();
    const id = names.internBytes(bytes, cursor.take(length), length);
    let seen = 0;
    for (let v = 0; v < variables; v++) {
      const at = cursor.take(2);
      const variable = bytes[at];
      if (bytes[at + 1] !== 0) {
        cursor.ubyte();
        cursor.string();
        continue;
      }
      const column =
        seen < specs.length && specs[seen].id === variable ? seen : specs.findIndex((s) => s.id === variable);
      if (column < 0) {
        // Somebody else subscribed to more around the same object.
        const known = variablesOf(domain).byId.get(variable);
        if (known === undefined) throw new Malformed(`variable ${hex(variable)} was not asked`);
        known.codec.read(cursor);
        continue;
      }
      cursor.take(1);
      try {
        cursor.position = into.store(column, row, bytes, view, cursor.position - 1, limit);
      } catch (error) {
        if (!(error instanceof UnexpectedType)) throw error;
        throw new Malformed(error.message);
      }
      seen++;
    }
    if (seen === specs.length && wanted(id)) into.ids[row++] = id;
  }
  into.count = row;
}
