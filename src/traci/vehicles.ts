import { columnSpec } from './internal/column-spec.js';
import { contextSteps } from './internal/context-steps.js';
import { derivedSteps } from './internal/derived/steps.js';
import { canDerive } from './internal/derived/variables.js';
import { getterSteps } from './internal/getter-steps.js';
import type { StreamHost, StreamPlan } from './internal/stream-plan.js';
import { StringInterner } from './string-interner.js';
import { VehicleReader } from './vehicle-reader.js';
import type {
  StreamOptions,
  StreamSource,
  StreamVariable,
  VehicleStep,
  VehicleStream,
} from './vehicle-stream.js';

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
    const { mode = 'exact', source: wished = 'getters' } = options;
    const ahead = mode === 'exact' ? 0 : 1;
    const specs = variables.map((name) => columnSpec(name, 'vehicles.stream'));
    const source = wished === 'derived' && !canDerive(specs) ? 'getters' : wished;
    const vehicles = new StringInterner();
    const texts = new StringInterner();
    const host = this.#host;
    const kinds = Object.fromEntries(specs.map((spec) => [spec.name, spec.kind]));
    return {
      mode,
      source,
      ahead,
      complete: source !== 'context',
      vehicles,
      texts,
      kinds: kinds as VehicleStream<K>['kinds'],
      async *[Symbol.asyncIterator](): AsyncGenerator<VehicleStep<K>, void, void> {
        const steps = await howMany(host, options);
        const plan: StreamPlan = { host, specs, vehicles, texts, ahead, steps, only: options.only };
        const read = readers[source](plan);
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

const readers: Readonly<
  Record<StreamSource, (plan: StreamPlan) => AsyncGenerator<VehicleStep<string>, void, void>>
> = { getters: getterSteps, derived: derivedSteps, context: contextSteps };

async function howMany(host: StreamHost, options: StreamOptions): Promise<number> {
  const { until = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY } = options;
  if (until === Number.POSITIVE_INFINITY) return count;
  const [time, length] = await Promise.all([host.simulation.getTime(), host.simulation.getDeltaT()]);
  return Math.min(count, Math.floor((until - time) / length + 1e-9));
}
