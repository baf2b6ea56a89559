import { InputError } from '../input/index.js';
import { vehicleSpec } from './domains/vehicle.js';
import type { Column, ColumnKind } from './internal/codec.js';
import { ColumnSet, type ColumnSpec } from './internal/columns.js';
import { type Connection, MAX_ECHO_BYTES } from './internal/connection.js';
import { GetterMessage } from './internal/getter-message.js';
import { StringInterner } from './string-interner.js';

/** Values of some vehicles, as columns. Valid until they are read again. */
export interface VehicleRows<K extends string> {
  /** How many vehicles there are: those that SUMO does not know any more are left out. */
  readonly count: number;
  /** The number of each vehicle, as `add` gave it. Only the first `count` are meant. */
  readonly numbers: Int32Array;
  /** One array per variable, in the order of `numbers`, as in a stream of vehicles. */
  readonly columns: { readonly [P in K]: Column };
}

/**
 * Reads variables of chosen vehicles into columns: one message for all, no object per vehicle, and nothing for those
 * that are not asked for. Cheaper than subscriptions where only some are wanted, or not at every step.
 */
export class VehicleReader<K extends string> {
  /** The texts of columns by number. */
  readonly texts = new StringInterner();
  /** What each column holds. */
  readonly kinds: { readonly [P in K]: ColumnKind };
  readonly #connection: Connection;
  readonly #message: GetterMessage;
  readonly #specs: readonly ColumnSpec[];

  /** @internal */
  constructor(connection: Connection, specs: readonly ColumnSpec[]) {
    this.#connection = connection;
    this.#specs = specs;
    this.#message = new GetterMessage(
      vehicleSpec.get,
      specs.map((spec) => spec.id),
    );
    this.kinds = Object.fromEntries(specs.map((spec) => [spec.name, spec.kind])) as {
      [P in K]: ColumnKind;
    };
  }

  /**
   * Makes a vehicle known. Returns its number: 0 for the first, and so on.
   * @throws InputError for an id that SUMO would not survive
   */
  add(vehicleID: string): number {
    const size = Buffer.byteLength(vehicleID);
    if (size > MAX_ECHO_BYTES) {
      throw new InputError(
        'vehicles.reader',
        `an id of ${size} bytes`,
        `at most ${MAX_ECHO_BYTES}, because SUMO dies of error messages that repeat longer ones`,
      );
    }
    const number = this.#message.count;
    this.#message.add(number, vehicleID);
    return number;
  }

  /**
   * Reads the variables of vehicles as they are when the question arrives: after the steps issued before it, before
   * those issued after it.
   * @param numbers the vehicles, as `add` gave them
   * @throws (rejects) ConnectionLost; RangeError for a number that was never given
   */
  read(numbers: readonly number[]): Promise<VehicleRows<K>> {
    const message = this.#message;
    const unknown = numbers.find((number) => !(number >= 0 && number < message.count));
    if (unknown !== undefined) {
      return Promise.reject(new RangeError(`vehicles.reader: no vehicle has the number ${unknown}`));
    }
    const set = new ColumnSet(this.#specs, this.texts, Math.max(1, numbers.length));
    const rows = (): VehicleRows<K> => ({
      count: set.count,
      numbers: set.ids,
      columns: set.asStep(0).columns as VehicleRows<K>['columns'],
    });
    if (numbers.length === 0) return Promise.resolve(rows());
    return new Promise((resolve, reject) => {
      this.#connection.sendRaw(
        numbers.map((number) => message.commands(number, number + 1)),
        {
          label: 'vehicles.reader',
          answer: (cursor) => {
            for (const number of numbers) message.read(cursor, number, number + 1, set);
            resolve(rows());
          },
          reject,
        },
      );
    });
  }
}
