import type { ColumnSet } from './columns.js';
import { type DomainSpec, variablesOf } from './domain-spec.js';
import { Malformed } from './malformed.js';
import type { Presence } from './presence.js';
import type { ReadCursor } from './read-cursor.js';
import { hex } from './types.js';

/** Reads the objects of a context subscription into columns; the cursor stands at their count. */
export function readContextColumns(
  cursor: ReadCursor,
  variables: number,
  domain: DomainSpec,
  presence: Presence,
  into: ColumnSet,
): void {
  const objects = cursor.count(4);
  into.reserve(into.count + objects);
  const { bytes, view, limit } = cursor;
  const { specs } = into;
  let row = into.count;
  presence.begin();
  for (let i = 0; i < objects; i++) {
    const length = cursor.int();
    const id = presence.mark(bytes, cursor.take(length), length);
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
      cursor.position = into.store(column, row, bytes, view, cursor.position - 1, limit);
      seen++;
    }
    if (seen === specs.length && id >= 0) into.ids[row++] = id;
  }
  presence.end();
  into.count = row;
  into.entered = presence.entered;
  into.left = presence.left;
}
