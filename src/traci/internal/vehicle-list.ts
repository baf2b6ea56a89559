import type { GetterMessage } from './getter-message.js';
import { Malformed } from './malformed.js';
import type { Presence } from './presence.js';
import type { ReadCursor } from './read-cursor.js';
import { TYPE_STRING_LIST } from './types.js';

/** Which vehicles are in the network, as SUMO lists them after every step, and the message that asks for them. */
export class VehicleList {
  readonly presence: Presence;
  readonly #message: GetterMessage;
  readonly #name: (id: number) => string;

  /** @param name gives the id of a vehicle by its number */
  constructor(presence: Presence, message: GetterMessage, name: (id: number) => string) {
    this.presence = presence;
    this.#message = message;
    this.#name = name;
  }

  /** Reads the subscription to the list, behind the number of its variables. @throws Malformed */
  read(cursor: ReadCursor, variables: number): void {
    if (
      variables !== 1 ||
      cursor.ubyte() !== 0 ||
      cursor.ubyte() !== 0 ||
      cursor.ubyte() !== TYPE_STRING_LIST
    ) {
      throw new Malformed('the list of vehicles is not a list of vehicles');
    }
    const { presence } = this;
    const size = cursor.count(4);
    presence.begin();
    for (let i = 0; i < size; i++) {
      const length = cursor.int();
      presence.mark(cursor.bytes, cursor.take(length), length);
    }
    presence.end();
    if (presence.left.length > 0) this.#message.keep((id) => presence.has(id));
    for (const id of presence.entered) this.#message.add(id, this.#name(id));
  }
}
