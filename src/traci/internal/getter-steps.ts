import { vehicleSpec } from '../domains/vehicle.js';
import type { VehicleStep } from '../vehicle-stream.js';
import { ColumnSet } from './columns.js';
import { GetterMessage } from './getter-message.js';
import { Presence } from './presence.js';
import type { ReadCursor } from './read-cursor.js';
import { readTime, TIME_COMMAND } from './simulation-time.js';
import type { StreamPlan } from './stream-plan.js';
import { VehicleList } from './vehicle-list.js';

/** So many vehicles a message: the first answers are read while SUMO still works on the rest. */
const VEHICLES_PER_MESSAGE = 768;

/** Steps with the values of vehicles asked by messages of getters. */
export async function* getterSteps(plan: StreamPlan): AsyncGenerator<VehicleStep<string>, void, void> {
  const { host, steps } = plan;
  const reader = new GetterReader(plan);
  let stepped: Promise<unknown> | undefined;
  const step = (): void => {
    stepped = host.step();
    // A failure is told when the step is waited for.
    stepped.catch(() => {});
  };
  await reader.list.subscribe();
  try {
    for (let i = 0; i < steps; i++) {
      if (stepped === undefined) step();
      host.connection.flush();
      await stepped;
      stepped = undefined;
      // Only now it is known who is in the network, so nobody is missed and nobody asked in vain.
      const listed = reader.list.update();
      if (listed !== undefined) {
        host.connection.flush();
        await listed;
      }
      const asked = reader.ask();
      if (plan.ahead > 0 && i + 1 < steps) step();
      host.connection.flush();
      yield await asked;
    }
  } finally {
    await Promise.allSettled([stepped]);
    await reader.list.unsubscribe();
  }
}

class GetterReader {
  readonly #plan: StreamPlan;
  readonly #message: GetterMessage;
  readonly list: VehicleList;
  readonly #set: ColumnSet;

  constructor(plan: StreamPlan) {
    this.#plan = plan;
    this.#message = new GetterMessage(
      vehicleSpec.get,
      plan.specs.map((spec) => spec.id),
    );
    this.list = new VehicleList(
      new Presence(plan.vehicles, plan.only, plan.ahead + 1),
      [this.#message],
      (id) => plan.vehicles.name(id),
      plan.host,
    );
    this.#set = new ColumnSet(plan.specs, plan.texts);
  }

  /** Asks for the values of the vehicles in the list. */
  ask(): Promise<VehicleStep<string>> {
    const message = this.#message;
    const set = this.#set;
    const { connection } = this.#plan.host;
    const { count } = message;
    set.count = 0;
    set.entered = this.list.presence.entered;
    set.left = this.list.presence.left;
    return new Promise((resolve, reject) => {
      let time = 0;
      let from = 0;
      do {
        const first = from;
        const last = Math.min(count, from + VEHICLES_PER_MESSAGE);
        const answer = (cursor: ReadCursor): void => {
          if (first === 0) time = readTime(cursor);
          message.read(cursor, first, last, set);
          if (last === count) resolve(set.asStep(time));
        };
        const commands = message.commands(first, last);
        connection.sendRaw(first === 0 ? [TIME_COMMAND, commands] : [commands], {
          label: 'vehicles.stream',
          answer,
          reject,
        });
        from = last;
      } while (from < count);
    });
  }
}
