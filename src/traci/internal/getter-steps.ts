import { vehicleSpec } from '../domains/vehicle.js';
import type { VehicleStep } from '../vehicle-stream.js';
import { ColumnSet } from './columns.js';
import { GetterMessage } from './getter-message.js';
import { inFlight } from './in-flight.js';
import { Malformed } from './malformed.js';
import type { ReadCursor } from './read-cursor.js';
import type { StreamPlan } from './stream-plan.js';
import { TYPE_DOUBLE, TYPE_STRING_LIST } from './types.js';

const GET_SIMULATION = 0xab;
const VAR_TIME = 0x66;
// A whole message: the simulation's time.
const TIME_MESSAGE = Buffer.from([0, 0, 0, 11, 7, GET_SIMULATION, VAR_TIME, 0, 0, 0, 0]);

/** Steps with the values of vehicles asked by messages of getters. */
export async function* getterSteps(plan: StreamPlan): AsyncGenerator<VehicleStep<string>, void, void> {
  const reader = new GetterReader(plan);
  await reader.begin();
  try {
    yield* inFlight(plan.steps, plan.ahead, () =>
      plan.ahead === 0 ? reader.exactStep() : reader.stepAhead(),
    );
  } finally {
    await reader.end();
  }
}

class GetterReader {
  readonly #plan: StreamPlan;
  readonly #message: GetterMessage;
  /** For the vehicles that departed in this very step. */
  readonly #newcomers: GetterMessage;
  readonly #pool: ColumnSet[] = [];
  /** The step in which a vehicle was last in the list. */
  #seen = new Int32Array(1024).fill(-1);
  /** Whether a vehicle is wanted: 0 not asked yet, 1 no, 2 yes. */
  #wanted = new Uint8Array(1024);
  /** The step in which a vehicle was last appended to the message. */
  #step = 0;
  #listed = new Int32Array(256);
  #listedCount = 0;
  #inMessage = new Uint8Array(1024);

  constructor(plan: StreamPlan) {
    this.#plan = plan;
    const ids = plan.specs.map((spec) => spec.id);
    this.#message = new GetterMessage(vehicleSpec.get, ids);
    this.#newcomers = new GetterMessage(vehicleSpec.get, ids);
  }

  async begin(): Promise<void> {
    const { host } = this.#plan;
    host.subscriptions.divertVariables(vehicleSpec, '', (cursor, count) => this.#readList(cursor, count));
    await host.vehicle.subscribe('', ['IDList']);
    this.#updateMessage();
  }

  async end(): Promise<void> {
    const { host } = this.#plan;
    if (!host.connection.lost) await host.vehicle.unsubscribe('').catch(() => {});
    host.subscriptions.divertVariables(vehicleSpec, '', undefined);
  }

  /** Runs a step and asks for the values of exactly the vehicles that are in the network after it. */
  async exactStep(): Promise<VehicleStep<string>> {
    const set = this.#take();
    const { host } = this.#plan;
    const stepped = host.step();
    // Most vehicles stay: ask for those of the step before in the same breath, and for the new ones afterwards.
    const asked = this.#ask(this.#message, set, true);
    host.connection.flush();
    asked.catch(() => {});
    await stepped;
    this.#newcomers.clear();
    for (let i = 0; i < this.#listedCount; i++) {
      const id = this.#listed[i];
      if (this.#inMessage[id] === 0) this.#newcomers.add(id, this.#plan.vehicles.name(id));
    }
    const late = this.#newcomers.count > 0 ? this.#ask(this.#newcomers, set, false) : undefined;
    if (late !== undefined) host.connection.flush();
    this.#updateMessage();
    const [time] = await Promise.all([asked, late]);
    return this.#give(set, time);
  }

  /** Requests a step and the values of the vehicles known by now. */
  async stepAhead(): Promise<VehicleStep<string>> {
    const set = this.#take();
    const { host } = this.#plan;
    this.#updateMessage();
    const stepped = host.step();
    const asked = this.#ask(this.#message, set, true);
    host.connection.flush();
    const [time] = await Promise.all([asked, stepped]);
    return this.#give(set, time);
  }

  #take(): ColumnSet {
    const set = this.#pool.length > this.#plan.ahead + 1 ? this.#pool.shift() : undefined;
    if (set === undefined) return new ColumnSet(this.#plan.specs, this.#plan.texts);
    set.count = 0;
    return set;
  }

  #give(set: ColumnSet, time: number): VehicleStep<string> {
    this.#pool.push(set);
    const columns: Record<string, Float64Array | Int32Array> = {};
    for (let i = 0; i < set.specs.length; i++) columns[set.specs[i].name] = set.columns[i];
    return { time, count: set.count, ids: set.ids, columns };
  }

  #ask(message: GetterMessage, set: ColumnSet, withTime: boolean): Promise<number> {
    const { connection } = this.#plan.host;
    const { count } = message;
    const ids = message.ids.slice(0, count);
    return new Promise((resolve, reject) => {
      let time = 0;
      if (withTime) {
        connection.sendRaw(TIME_MESSAGE, {
          label: 'vehicles.stream',
          answer: (cursor) => {
            time = readTime(cursor);
            if (count === 0) resolve(time);
          },
          reject,
        });
      }
      if (count === 0) return;
      connection.sendRaw(message.message, {
        label: 'vehicles.stream',
        answer: (cursor) => {
          // The list of the same step has just been read: its vehicles are those in the network.
          message.read(cursor, ids, count, set, (id) => this.#seen[id] === this.#step);
          resolve(time);
        },
        reject,
      });
    });
  }

  /** Brings the message in line with the list of the step answered last. */
  #updateMessage(): void {
    const step = this.#step;
    const seen = this.#seen;
    const message = this.#message;
    const before = message.count;
    message.keep((id) => {
      if (seen[id] === step) return true;
      this.#inMessage[id] = 0;
      return false;
    });
    if (message.count === this.#listedCount && message.count === before) return;
    for (let i = 0; i < this.#listedCount; i++) {
      const id = this.#listed[i];
      if (this.#inMessage[id] !== 0) continue;
      this.#inMessage[id] = 1;
      message.add(id, this.#plan.vehicles.name(id));
    }
  }

  /** Reads the list of vehicles in the network. */
  #readList(cursor: ReadCursor, count: number): void {
    const { vehicles } = this.#plan;
    this.#step++;
    this.#listedCount = 0;
    for (let v = 0; v < count; v++) {
      const variable = cursor.ubyte();
      const status = cursor.ubyte();
      if (variable !== 0 || status !== 0 || cursor.ubyte() !== TYPE_STRING_LIST) {
        throw new Malformed('the list of vehicles is not a list of vehicles');
      }
      const size = cursor.count(4);
      if (size > this.#listed.length) this.#listed = new Int32Array(size * 2);
      for (let i = 0; i < size; i++) {
        const length = cursor.int();
        const id = vehicles.internBytes(cursor.bytes, cursor.take(length), length);
        if (id >= this.#seen.length) this.#grow(id);
        if (this.#wanted[id] === 0) {
          const { only } = this.#plan;
          this.#wanted[id] = only === undefined || only(vehicles.name(id)) ? 2 : 1;
        }
        if (this.#wanted[id] === 1) continue;
        this.#seen[id] = this.#step;
        this.#listed[this.#listedCount++] = id;
      }
    }
  }

  #grow(id: number): void {
    const size = Math.max(id + 1, this.#seen.length * 2);
    const seen = new Int32Array(size).fill(-1);
    seen.set(this.#seen);
    this.#seen = seen;
    const wanted = new Uint8Array(size);
    wanted.set(this.#wanted);
    this.#wanted = wanted;
    const inMessage = new Uint8Array(size);
    inMessage.set(this.#inMessage);
    this.#inMessage = inMessage;
  }
}

/** Reads the answer to {@link TIME_MESSAGE}. */
export function readTime(cursor: ReadCursor): number {
  const status = cursor.block();
  if (cursor.ubyte() !== GET_SIMULATION || cursor.ubyte() !== 0)
    throw new Malformed('the simulation has no time');
  cursor.position = status;
  const end = cursor.block();
  cursor.marker(GET_SIMULATION + 0x10, 'the answer');
  cursor.marker(VAR_TIME, 'the variable of the answer');
  cursor.string();
  cursor.marker(TYPE_DOUBLE, 'the type of the time');
  const time = cursor.double();
  cursor.position = end;
  return time;
}

export { TIME_MESSAGE };
