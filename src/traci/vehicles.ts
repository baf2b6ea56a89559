import { InputError, nearestName } from '../input/index.js';
import { vehicleSpec } from './domains/vehicle.js';
import type { ColumnSpec } from './internal/columns.js';
import { contextSteps } from './internal/context-steps.js';
import { variablesOf } from './internal/domain-spec.js';
import { getterSteps } from './internal/getter-steps.js';
import type { StreamHost, StreamPlan } from './internal/stream-plan.js';
import { StringInterner } from './string-interner.js';
import { VehicleReader } from './vehicle-reader.js';
import type { StreamOptions, StreamVariable, VehicleStep, VehicleStream } from './vehicle-stream.js';

/** All vehicles at once. */
export class Vehicles {
  readonly #host: StreamHost;

  constructor(host: StreamHost) {
    this.#host = host;
  }

  /**
   * Runs the simulation and gives all vehicles after every step as columns: no object per vehicle, ids as numbers.
   * Only one stream may run at a time.
   * @param variables names such as `speed`, after the getter `getSpeed`
   * @throws InputError for a variable that does not exist or does not fit into a column
   * @example for await (const step of sumo.vehicles.stream(['position', 'speed'])) use(step.columns.speed, step.count);
   */
  stream<const K extends StreamVariable>(
    variables: readonly K[],
    options: StreamOptions = {},
  ): VehicleStream<K> {
    const { mode = 'exact', source = 'getters' } = options;
    const ahead = mode === 'exact' ? 0 : 1;
    const specs = variables.map((name) => columnSpec(name, 'vehicles.stream'));
    const vehicles = new StringInterner();
    const texts = new StringInterner();
    const host = this.#host;
    const kinds = Object.fromEntries(specs.map((spec) => [spec.name, spec.kind]));
    return {
      mode,
      source,
      ahead,
      complete: source === 'getters',
      vehicles,
      texts,
      kinds: kinds as VehicleStream<K>['kinds'],
      async *[Symbol.asyncIterator](): AsyncGenerator<VehicleStep<K>, void, void> {
        const steps = await howMany(host, options);
        const plan: StreamPlan = { host, specs, vehicles, texts, ahead, steps, only: options.only };
        const read = source === 'getters' ? getterSteps(plan) : contextSteps(plan);
        // The readers fill exactly the columns of `specs`, which are named after K.
        yield* read as unknown as AsyncGenerator<VehicleStep<K>, void, void>;
      },
    };
  }

  /**
   * Reads variables of chosen vehicles into columns.
   * @param variables names such as `speed`, after the getter `getSpeed`
   * @throws InputError for a variable that does not exist or does not fit into a column
   * @example const reader = sumo.vehicles.reader(['speed']); const bus = reader.add('bus_1'); (await reader.read([bus])).columns.speed[0];
   */
  reader<const K extends StreamVariable>(variables: readonly K[]): VehicleReader<K> {
    const specs = variables.map((name) => columnSpec(name, 'vehicles.reader'));
    return new VehicleReader(this.#host.connection, specs);
  }
}

async function howMany(host: StreamHost, options: StreamOptions): Promise<number> {
  const { until = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY } = options;
  if (until === Number.POSITIVE_INFINITY) return count;
  const [time, length] = await Promise.all([host.simulation.getTime(), host.simulation.getDeltaT()]);
  return Math.min(count, Math.floor((until - time) / length + 1e-9));
}

function columnSpec(name: string, where: string): ColumnSpec {
  const { byName } = variablesOf(vehicleSpec);
  const variable = byName.get(name);
  const kind = variable?.codec.column;
  const { write, objectless } = variable?.getter ?? {};
  if (variable !== undefined && kind !== undefined && write === undefined && objectless === false) {
    return { name, id: variable.id, kind };
  }
  const usable = [...byName.values()].filter(
    (v) => v.codec.column !== undefined && v.getter.write === undefined && !v.getter.objectless,
  );
  const near = nearestName(
    name,
    usable.map((v) => v.name),
  );
  throw new InputError(
    where,
    `${JSON.stringify(name)} is not a variable that fits into a column`,
    near === undefined ? `one of ${usable.map((v) => v.name).join(', ')}` : `did you mean ${near}?`,
  );
}
