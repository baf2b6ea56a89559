import type { TwinSettings } from '../../../src/scenario/index.js';
import { twinRecord } from '../../recording/twin-record.js';
import type { Fleet, TrafficStep } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { RoadsideUnit } from './roadside-unit.js';
import { TaskDesk } from './task-desk.js';
import { TwinFleet } from './twin-fleet.js';
import { TwinLedger } from './twin-ledger.js';
import type { TwinOutcome } from './twin-outcome.js';
import { TwinPrediction } from './twin-prediction.js';
import { UnitMarket } from './unit-market.js';
import { unitPlaces } from './unit-places.js';

/**
 * Digital twins on the traffic: every vehicle that takes part emits tasks; roadside units hold rounds of their market on those that
 * wait there; granted ones are uploaded, computed and simulated, latency by latency, while the vehicle drives.
 */
export class TwinService implements Service {
  readonly name = 'twin';
  readonly #inputs: ServiceInputs;
  readonly #settings: TwinSettings;
  readonly #units: readonly RoadsideUnit[];
  readonly #ledger: TwinLedger;
  readonly #vehicles: TwinFleet;
  readonly #market: UnitMarket;
  readonly #prediction: TwinPrediction | undefined;
  #start = Number.POSITIVE_INFINITY;
  #fleet: Fleet | undefined;

  constructor(inputs: ServiceInputs, settings: TwinSettings) {
    const { sim, network, random } = inputs;
    this.#inputs = inputs;
    this.#settings = settings;
    this.#units = unitPlaces(settings, network).map((place) => new RoadsideUnit(sim, place, settings));
    this.#ledger = new TwinLedger(settings);
    const desk = new TaskDesk(sim, settings, this.#units, this.#ledger, random.stream('twin/tasks'));
    const prediction = TwinPrediction.of(inputs, settings, this.#units);
    this.#prediction = prediction;
    this.#vehicles = new TwinFleet(sim, settings, this.#units, desk, random, (vehicle, from) =>
      prediction?.moved(vehicle, from),
    );
    this.#market = new UnitMarket(
      sim,
      settings,
      this.#units,
      this.#ledger,
      (tasks, unit) => desk.grant(tasks, unit),
      prediction,
    );
  }

  get undisturbedUntil(): number {
    return this.#inputs.sim.now < this.#start ? this.#start : Number.POSITIVE_INFINITY;
  }

  begin(start: number): void {
    const { sim, traffic } = this.#inputs;
    const service = this;
    this.#start = start;
    sim.process('twin service', function* () {
      yield sim.timeout(start - sim.now);
      if (service.#prediction !== undefined) yield* sim.external(service.#prediction.load());
      service.#fleet = yield* sim.external(traffic.watch());
      for (const { uplink, downlink, cpu, gpu } of service.#units)
        for (const part of [uplink, downlink, cpu, gpu]) part.statistics.reset();
      service.#market.begin();
    });
  }

  observe({ time, watched }: TrafficStep): undefined {
    const fleet = this.#fleet;
    if (watched === undefined || fleet === undefined) return;
    const { sim } = this.#inputs;
    // Places are those at the end of the step.
    const look = (): void => {
      this.#vehicles.look(watched, fleet);
      this.#prediction?.look(time, watched, fleet, this.#vehicles);
    };
    sim.schedule(Math.max(0, time - sim.now), look, { name: 'twin service looks' });
  }

  /** What came of the twins until now. */
  outcome(): TwinOutcome {
    this.#prediction?.settle();
    return {
      settings: this.#settings,
      units: this.#units,
      vehicles: this.#vehicles.present(),
      ledger: this.#ledger,
      prediction: this.#prediction,
    };
  }

  leave(detailed: boolean): ServiceRecord {
    return twinRecord(this.outcome(), detailed);
  }
}
