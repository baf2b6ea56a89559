import { vehicleSpec } from '../../domains/vehicle.js';
import type { Connection } from '../connection.js';
import { setCommand } from '../domain-spec.js';

/** For so many steps a command that sets something may still move the vehicle. */
const STEPS = 3;
const SET = setCommand(vehicleSpec.get);

/** The vehicles that this client has set something of lately. */
export class SetVehicles {
  readonly #connection: Connection;
  /** The steps that are left, by the id of the vehicle. */
  readonly #left = new Map<string, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.onCommand = (command, vehicleID) => {
      if (command === SET) this.#left.set(vehicleID, STEPS);
    };
  }

  /** Their ids; to be called once a step. */
  take(): string[] {
    const ids = [...this.#left.keys()];
    for (const [id, left] of this.#left) {
      if (left > 1) this.#left.set(id, left - 1);
      else this.#left.delete(id);
    }
    return ids;
  }

  close(): void {
    this.#connection.onCommand = undefined;
  }
}
