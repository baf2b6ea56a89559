import { laneSpec } from '../../domains/lane.js';
import type { StringInterner } from '../../string-interner.js';
import { GetterMessage } from '../getter-message.js';
import { Malformed } from '../malformed.js';
import type { ReadCursor } from '../read-cursor.js';
import { TYPE_COMPOUND, TYPE_DOUBLE, TYPE_INTEGER, TYPE_POLYGON, TYPE_STRING } from '../types.js';
import { grownDoubles, grownInts } from './grown.js';

const { getEdgeID, getLength, getShape, getLinks } = laneSpec.members;
const asked = [getEdgeID, getLength, getShape, getLinks].map(({ id }) => id);

/** So many lanes are asked for with a step, so that no step is delayed much. */
const LANES_AT_ONCE = 256;

/** The lanes of a network as SUMO tells them, some at a time. Ids are numbers of an interner. */
export class LaneFacts {
  readonly lanes: Int32Array;
  readonly edges: Int32Array;
  /** Metres. */
  readonly lengths: Float64Array;
  /** Where the corners of each lane begin; one entry more than lanes. */
  readonly corners: Int32Array;
  /** The corners of all lanes: x and y in metres, one after the other. */
  points = new Float64Array(4096);
  /** Where the next lanes of each lane begin; one entry more than lanes. */
  readonly ends: Int32Array;
  /** The lanes behind the ends of all lanes, internal ones where there are any. */
  next = new Int32Array(1024);
  readonly #texts: StringInterner;
  readonly #nowhere: number;
  readonly #message = new GetterMessage(laneSpec.get, asked);
  #asked = 0;

  constructor(ids: readonly string[], texts: StringInterner) {
    this.lanes = Int32Array.from(ids, (id) => texts.intern(id));
    this.edges = new Int32Array(ids.length);
    this.lengths = new Float64Array(ids.length);
    this.corners = new Int32Array(ids.length + 1);
    this.ends = new Int32Array(ids.length + 1);
    this.#texts = texts;
    this.#nowhere = texts.intern('');
    for (let i = 0; i < ids.length; i++) this.#message.add(i, ids[i]);
  }

  /** Whether there are lanes left to ask for. */
  get complete(): boolean {
    return this.#asked === this.lanes.length;
  }

  /** The commands that ask for some of the lanes that are left, and the reader of their answers. */
  some(): { readonly commands: Buffer; read(cursor: ReadCursor): void } {
    const from = this.#asked;
    const last = Math.min(this.lanes.length, from + LANES_AT_ONCE);
    this.#asked = last;
    return {
      commands: this.#message.commands(from, last),
      read: (cursor) => {
        for (let lane = from; lane < last; lane++) this.#read(lane, cursor);
      },
    };
  }

  /** Reads the four answers about a lane. @throws Malformed */
  #read(lane: number, cursor: ReadCursor): void {
    let end = begin(cursor, TYPE_STRING);
    this.edges[lane] = this.#text(cursor);
    cursor.position = end;
    end = begin(cursor, TYPE_DOUBLE);
    this.lengths[lane] = cursor.double();
    cursor.position = end;
    end = begin(cursor, TYPE_POLYGON);
    this.#readShape(lane, cursor);
    cursor.position = end;
    end = begin(cursor, TYPE_COMPOUND);
    this.#readLinks(lane, cursor);
    cursor.position = end;
  }

  #readShape(lane: number, cursor: ReadCursor): void {
    // A longer list stands behind a count of zero.
    const count = cursor.ubyte() || cursor.count(16);
    const first = 2 * this.corners[lane];
    if (first + 2 * count > this.points.length) {
      this.points = grownDoubles(this.points, 2 * (first + 2 * count));
    }
    for (let i = 0; i < 2 * count; i++) this.points[first + i] = cursor.double();
    this.corners[lane + 1] = this.corners[lane] + count;
  }

  #readLinks(lane: number, cursor: ReadCursor): void {
    cursor.int();
    cursor.marker(TYPE_INTEGER, 'the type of a number of links');
    const count = cursor.int();
    const first = this.ends[lane];
    if (first + count > this.next.length) {
      this.next = grownInts(this.next, 2 * (first + count));
    }
    for (let i = 0; i < count; i++) {
      cursor.take(1);
      const after = this.#text(cursor);
      cursor.take(1);
      const internal = this.#text(cursor);
      this.next[first + i] = internal === this.#nowhere ? after : internal;
      // Right of way, whether the way is free and whether it has a foe; state, direction, and length.
      cursor.take(7);
      cursor.take(cursor.int());
      cursor.take(1);
      cursor.take(cursor.int());
      cursor.take(9);
    }
    this.ends[lane + 1] = first + count;
  }

  #text(cursor: ReadCursor): number {
    const length = cursor.int();
    return this.#texts.internBytes(cursor.bytes, cursor.take(length), length);
  }
}

/** Moves over the head of an answer to its value, which must be of a type. Returns where the answer ends. @throws Malformed */
function begin(cursor: ReadCursor, type: number): number {
  const status = cursor.block();
  if (cursor.ubyte() !== laneSpec.get || cursor.ubyte() !== 0) throw new Malformed('no answer about a lane');
  cursor.position = status;
  const end = cursor.block();
  cursor.take(2);
  cursor.take(cursor.int());
  cursor.marker(type, 'the type of a value of a lane');
  return end;
}
