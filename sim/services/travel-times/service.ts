import { type Table, tableSchema } from '../../../src/results/index.js';
import { type LinkTravelTimeModel, OnlineTravelTimes } from '../../../src/traveltime/index.js';
import type { TrafficStep } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { Arrivals, arrivalScores } from './arrivals.js';
import { LinkWatch } from './link-watch.js';

/** Forecasts with and without the observations of the day, beside what came. */
export const arrivalTable = tableSchema({
  name: 'arrivals',
  documentation:
    'One row per vehicle and forecast: when it left a link some way ahead of it, and what was foretold.',
  columns: [
    { name: 'vehicle', type: 'text', documentation: 'Id of the vehicle.' },
    { name: 'made', type: 'double', unit: 's', documentation: 'When the forecasts were made.' },
    {
      name: 'fitted_mean',
      type: 'double',
      unit: 's',
      documentation: 'Mean of the forecast by the fitted link times, from then on.',
    },
    { name: 'fitted_sd', type: 'double', unit: 's', documentation: 'Its standard deviation.' },
    {
      name: 'updated_mean',
      type: 'double',
      unit: 's',
      documentation: 'Mean of the forecast by link times that follow the day.',
    },
    { name: 'updated_sd', type: 'double', unit: 's', documentation: 'Its standard deviation.' },
    {
      name: 'realised',
      type: 'double',
      unit: 's',
      documentation: 'When it did, from then on; empty where it did not.',
      nullable: true,
    },
  ],
});

/**
 * Link travel times that follow the day, as a service of a co-simulation: watches all vehicles from one slot before the end of the
 * warm-up on, gives the other services the updated model, and judges both models on the same arrivals.
 */
export class OnlineTravelTimeService implements Service {
  readonly name = 'travelTime';
  readonly #inputs: ServiceInputs;
  readonly #online: OnlineTravelTimes;
  readonly #every: number;
  #watch: LinkWatch | undefined;
  #arrivals: Arrivals | undefined;
  #from = Number.POSITIVE_INFINITY;
  #nextForecast = Number.POSITIVE_INFINITY;

  constructor(inputs: ServiceInputs) {
    const { online } = inputs.scenario.travelTime;
    if (online === undefined) throw new Error('the scenario asks for no online travel times');
    this.#inputs = inputs;
    this.#online = new OnlineTravelTimes(inputs.model, online);
    this.#every = online.every;
  }

  get undisturbedUntil(): number {
    return this.#watch === undefined ? this.#from : Number.POSITIVE_INFINITY;
  }

  /** The link times as they are known now. */
  get model(): LinkTravelTimeModel {
    return this.#online.at(this.#inputs.sim.now);
  }

  begin(start: number): void {
    const { sim, traffic, model, network, scenario } = this.#inputs;
    const service = this;
    this.#from = Math.max(0, start - model.slotLength);
    this.#nextForecast = start;
    sim.process('online travel times', function* () {
      yield sim.timeout(service.#from - sim.now);
      const fleet = yield* sim.external(traffic.watch());
      service.#watch = new LinkWatch(fleet);
      service.#arrivals = new Arrivals(fleet, network, scenario.travelTime);
    });
  }

  observe({ time, watched }: TrafficStep): undefined {
    if (watched === undefined || this.#watch === undefined || this.#arrivals === undefined) return undefined;
    this.#watch.observe(watched, time, (link, entry, exit) => this.#online.observe(link, entry, exit));
    this.#arrivals.observe(watched, time);
    if (time < this.#nextForecast) return undefined;
    this.#arrivals.forecast(watched, time, this.#inputs.model, this.#online.at(time));
    while (this.#nextForecast <= time) this.#nextForecast += this.#every;
    return undefined;
  }

  leave(): ServiceRecord {
    const all = this.#arrivals?.all ?? [];
    const { count, fitted, updated } = arrivalScores(all);
    const score = (value: number): number | null => (count === 0 ? null : value);
    return {
      tables: [this.#table()],
      measures: [
        {
          name: 'arrival_crps_fitted',
          unit: 's',
          documentation: 'Mean score (CRPS) of forecast arrivals by link times as fitted.',
          value: score(fitted),
        },
        {
          name: 'arrival_crps_updated',
          unit: 's',
          documentation: 'Mean score (CRPS) of the same arrivals by link times that follow the day.',
          value: score(updated),
        },
        {
          name: 'arrival_crps_gain',
          unit: 's',
          documentation: 'How much better the latter is; below 0 the update did harm.',
          value: score(fitted - updated),
        },
      ],
      report: {
        observations: this.#online.observations,
        arrivals: count,
        fitted: score(fitted),
        updated: score(updated),
      },
    };
  }

  #table(): Table {
    const all = this.#arrivals?.all ?? [];
    const fleet = this.#arrivals?.fleet;
    return {
      schema: arrivalTable,
      columns: {
        vehicle: all.map(({ vehicle }) => fleet?.id(vehicle) ?? ''),
        made: Float64Array.from(all, ({ made }) => made),
        fitted_mean: Float64Array.from(all, ({ fitted }) => fitted.mean),
        fitted_sd: Float64Array.from(all, ({ fitted }) => fitted.sd),
        updated_mean: Float64Array.from(all, ({ updated }) => updated.mean),
        updated_sd: Float64Array.from(all, ({ updated }) => updated.sd),
        realised: all.map(({ realised }) => realised ?? null),
      },
    };
  }
}
