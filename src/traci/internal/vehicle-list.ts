import { vehicleSpec } from '../domains/vehicle.js';
import type { GetterMessage } from './getter-message.js';
import { Malformed } from './malformed.js';
import type { Presence } from './presence.js';
import type { ReadCursor } from './read-cursor.js';
import type { StreamHost } from './stream-plan.js';
import { TYPE_INTEGER } from './types.js';

/** The variable IDCount. */
const COUNT = 0x01;

/** What a step tells of vehicles that come and go. */
const changes = [
  'departedIDList',
  'arrivedIDList',
  'startingTeleportIDList',
  'endingTeleportIDList',
] as const;

/** Lists of vehicles that a step can tell besides those who come and go. */
type FurtherChange = 'parkingStartingVehiclesIDList';

/**
 * Which vehicles are in the network after each step, and the message that asks for them. SUMO tells who came and who went,
 * and how many there are; only where that does not add up (at first, after `loadState`, after steps that others made) the
 * whole list is asked for, which costs SUMO and this client much more.
 */
export class VehicleList {
  readonly presence: Presence;
  readonly #messages: readonly GetterMessage[];
  readonly #name: (id: number) => string;
  readonly #host: StreamHost;
  readonly #further: readonly FurtherChange[];
  readonly #changes: readonly (FurtherChange | (typeof changes)[number])[];
  /** How many vehicles there are after the step answered last; -1 where it was not told. */
  #counted = -1;
  /** How many steps had been issued when the list was last right. */
  #stepsIssued = Number.NaN;
  /** How often this list has subscribed to changes. */
  #subscribed = 0;

  /** Whether SUMO was asked for the whole list by the last update, because the steps told did not add up to it. */
  anew = true;
  /** The vehicles that the last step moved as no driving does: those that began to teleport, and those of the further changes. */
  moved: readonly string[] = [];

  /**
   * @param messages ask for the vehicles of the list, all in the same order
   * @param name gives the id of a vehicle by its number
   * @param further lists of vehicles that belong to `moved`
   */
  constructor(
    presence: Presence,
    messages: readonly GetterMessage[],
    name: (id: number) => string,
    host: StreamHost,
    further: readonly FurtherChange[] = [],
  ) {
    this.presence = presence;
    this.#messages = messages;
    this.#name = name;
    this.#host = host;
    this.#further = further;
    this.#changes = [...changes, ...further];
  }

  /** Has SUMO tell changes after every step. */
  async subscribe(): Promise<void> {
    const { subscriptions, simulation, vehicle } = this.#host;
    subscriptions.divertVariables(vehicleSpec, '', (cursor, count) => this.#readCount(cursor, count));
    await Promise.all([vehicle.subscribe('', ['IDCount']), simulation.subscribe(this.#changes)]);
    this.#subscribed++;
  }

  /** Has SUMO tell them no more. */
  async unsubscribe(): Promise<void> {
    const { connection, subscriptions, simulation, vehicle } = this.#host;
    const foreign = subscriptions.noteDropped(simulation.spec.name, '', this.#changes, this.#subscribed);
    if (!connection.lost) {
      await vehicle.unsubscribe('').catch(() => {});
      if (!foreign) await simulation.unsubscribe('').catch(() => {});
    }
    subscriptions.divertVariables(vehicleSpec, '', undefined);
  }

  /**
   * Brings the list up to date with the step answered last.
   * @returns nothing, or a promise where SUMO must be asked for the whole list
   */
  update(): Promise<void> | undefined {
    const { connection, simulation } = this.#host;
    const told = simulation.getSubscriptionResults('');
    const counted = this.#counted;
    const follows = connection.stepsIssued === this.#stepsIssued + 1;
    this.#counted = -1;
    this.#stepsIssued = connection.stepsIssued;
    if (counted < 0 || told === undefined) return this.#ask(this.subscribe());
    if (!follows) return this.#ask();
    const { departedIDList = [], arrivedIDList = [] } = told;
    const { startingTeleportIDList = [], endingTeleportIDList = [] } = told;
    // Most teleports end in the step in which they start.
    const back = new Set(endingTeleportIDList);
    const gone = new Set([...arrivedIDList, ...startingTeleportIDList.filter((id) => !back.has(id))]);
    const come = new Set([...departedIDList, ...back].filter((id) => !gone.has(id)));
    const { presence } = this;
    let size = presence.size;
    for (const id of gone) if (presence.hasVehicle(id)) size--;
    for (const id of come) if (!presence.hasVehicle(id)) size++;
    if (size !== counted) return this.#ask();
    this.anew = false;
    this.moved = [...startingTeleportIDList, ...this.#further.flatMap((change) => told[change] ?? [])];
    presence.begin();
    presence.carry(gone);
    for (const id of come) presence.add(id);
    this.#end();
    return undefined;
  }

  /** Asks for the whole list. */
  async #ask(subscribed?: Promise<void>): Promise<void> {
    this.anew = true;
    const [vehicles] = await Promise.all([this.#host.vehicle.getIDList(), subscribed]);
    this.presence.begin();
    for (const id of vehicles) this.presence.add(id);
    this.#end();
  }

  #end(): void {
    const { presence } = this;
    presence.end();
    for (const message of this.#messages) {
      if (presence.left.length > 0) message.keep((id) => presence.has(id));
      for (const id of presence.entered) message.add(id, this.#name(id));
    }
  }

  /** Reads the subscription to the number of vehicles, behind the number of its variables. @throws Malformed */
  #readCount(cursor: ReadCursor, variables: number): void {
    if (
      variables !== 1 ||
      cursor.ubyte() !== COUNT ||
      cursor.ubyte() !== 0 ||
      cursor.ubyte() !== TYPE_INTEGER
    )
      throw new Malformed('the number of vehicles is not a number');
    this.#counted = cursor.int();
  }
}
