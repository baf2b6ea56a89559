import { vehicleSpec } from '../../domains/vehicle.js';
import type { StringInterner } from '../../string-interner.js';
import { GetterMessage } from '../getter-message.js';
import type { ReadCursor } from '../read-cursor.js';
import { TYPE_STRING_LIST } from '../types.js';
import { grownInts } from './grown.js';

/** A goal that has not been asked yet. */
export const UNKNOWN = -1;

/** The edges where the routes of vehicles end, asked once for each vehicle. */
export class Goals {
  readonly #texts: StringInterner;
  readonly #message = new GetterMessage(vehicleSpec.get, [vehicleSpec.members.getRoute.id]);
  /** By the vehicles' numbers, as numbers of the texts. */
  edges = new Int32Array(1024).fill(UNKNOWN);

  constructor(texts: StringInterner) {
    this.#texts = texts;
  }

  /** Makes room for the numbers of so many vehicles. */
  reserve(size: number): void {
    if (size <= this.edges.length) return;
    this.edges = grownInts(this.edges, size, UNKNOWN);
  }

  /** Wants to know the goal of a vehicle. */
  want(vehicle: number, name: string): void {
    this.#message.add(vehicle, name);
  }

  /** The commands that ask for the goals wanted since the last call. */
  commands(): Buffer {
    return this.#message.commands(0, this.#message.count);
  }

  /** Reads the answers, after which nothing is wanted. @throws Malformed */
  read(cursor: ReadCursor): void {
    const { ids, count } = this.#message;
    for (let i = 0; i < count; i++) {
      const status = cursor.block();
      cursor.take(1);
      const refused = cursor.ubyte() !== 0;
      cursor.position = status;
      if (refused) continue;
      const end = cursor.block();
      cursor.take(2);
      cursor.take(cursor.int());
      cursor.marker(TYPE_STRING_LIST, 'the type of a route');
      const edges = cursor.count(4);
      for (let edge = 0; edge < edges; edge++) {
        const length = cursor.int();
        const start = cursor.take(length);
        if (edge === edges - 1) this.edges[ids[i]] = this.#texts.internBytes(cursor.bytes, start, length);
      }
      cursor.position = end;
    }
    this.#message.keep(() => false);
  }
}
