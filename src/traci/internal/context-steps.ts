import { junctionSpec } from '../domains/junction.js';
import { vehicleSpec } from '../domains/vehicle.js';
import { TraciError } from '../errors.js';
import type { VehicleStep } from '../vehicle-stream.js';
import { ColumnSet } from './columns.js';
import { readContextColumns } from './context-columns.js';
import { readTime, TIME_MESSAGE } from './getter-steps.js';
import { inFlight } from './in-flight.js';
import type { Variables } from './member.js';
import type { StreamPlan } from './stream-plan.js';

/** Far enough for any network, in metres. */
const EVERYWHERE = 1e9;

/** Steps with the values of vehicles from one context subscription around a junction. */
export async function* contextSteps(plan: StreamPlan): AsyncGenerator<VehicleStep<string>, void, void> {
  const { host, specs, vehicles, texts, ahead, steps, only } = plan;
  const [junction] = await host.junction.getIDList();
  if (junction === undefined)
    throw new TraciError('vehicles.stream: a network without junctions has no context');
  const wanted: (boolean | undefined)[] = [];
  const isWanted = (id: number): boolean => {
    if (only === undefined) return true;
    const known = wanted[id] ?? only(vehicles.name(id));
    wanted[id] = known;
    return known;
  };
  const unused = new ColumnSet(specs, texts);
  /** The columns of the steps that have been requested, oldest first. */
  const waiting: ColumnSet[] = [];
  const pool: ColumnSet[] = [];
  host.subscriptions.divertContext(junctionSpec, junction, (cursor, variables) => {
    const set = waiting[0] ?? unused;
    set.count = 0;
    readContextColumns(cursor, variables, vehicleSpec, vehicles, isWanted, set);
  });
  const request = async (): Promise<VehicleStep<string>> => {
    const set = (pool.length > ahead + 1 ? pool.shift() : undefined) ?? new ColumnSet(specs, texts);
    set.count = 0;
    waiting.push(set);
    const stepped = host.step();
    const timed = new Promise<number>((resolve, reject) => {
      host.connection.sendRaw(TIME_MESSAGE, {
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
    const columns: Record<string, Float64Array | Int32Array> = {};
    for (let i = 0; i < specs.length; i++) columns[specs[i].name] = set.columns[i];
    return { time, count: set.count, ids: set.ids, columns };
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
