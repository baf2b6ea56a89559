import { junctionSpec } from '../domains/junction.js';
import { vehicleSpec } from '../domains/vehicle.js';
import { TraciError } from '../errors.js';
import type { VehicleStep } from '../vehicle-stream.js';
import { ColumnSet } from './columns.js';
import { readContextColumns } from './context-columns.js';
import { inFlight } from './in-flight.js';
import type { Variables } from './member.js';
import { Presence } from './presence.js';
import { readTime, TIME_COMMAND } from './simulation-time.js';
import type { StreamPlan } from './stream-plan.js';

/** Far enough for any network, in metres. */
const EVERYWHERE = 1e9;

/** Steps with the values of vehicles from one context subscription around a junction. */
export async function* contextSteps(plan: StreamPlan): AsyncGenerator<VehicleStep<string>, void, void> {
  const { host, specs, vehicles, texts, ahead, steps, only } = plan;
  const [junction] = await host.junction.getIDList();
  if (junction === undefined)
    throw new TraciError('vehicles.stream: a network without junctions has no context');
  const presence = new Presence(vehicles, only, ahead + 1);
  const unused = new ColumnSet(specs, texts);
  /** The columns of the steps that have been requested, oldest first. */
  const waiting: ColumnSet[] = [];
  const pool: ColumnSet[] = [];
  host.subscriptions.divertContext(junctionSpec, junction, (cursor, variables) => {
    const set = waiting[0] ?? unused;
    set.count = 0;
    readContextColumns(cursor, variables, vehicleSpec, presence, set);
  });
  const request = async (): Promise<VehicleStep<string>> => {
    const set = (pool.length > ahead + 1 ? pool.shift() : undefined) ?? new ColumnSet(specs, texts);
    set.count = 0;
    waiting.push(set);
    const stepped = host.step();
    const timed = new Promise<number>((resolve, reject) => {
      host.connection.sendRaw([TIME_COMMAND], {
        label: 'vehicles.stream',
        answer: (cursor) => {
          // The next step's results come behind this answer.
          waiting.shift();
          resolve(readTime(cursor));
        },
        reject,
      });
    });
    host.connection.flush();
    const [, time] = await Promise.all([stepped, timed]);
    pool.push(set);
    return set.asStep(time);
  };
  const names = specs.map((spec) => spec.name) as Variables<(typeof vehicleSpec)['members']>[];
  try {
    await host.junction.subscribeContext(junction, host.vehicle, EVERYWHERE, names);
    yield* inFlight(steps, ahead, request);
  } finally {
    if (!host.connection.lost) {
      await host.junction.unsubscribeContext(junction, host.vehicle, EVERYWHERE).catch(() => {});
    }
    host.subscriptions.divertContext(junctionSpec, junction, undefined);
  }
}
