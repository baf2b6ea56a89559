import type { Simulation } from '../../../src/kernel/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';
import {
  chosenPredictor,
  freeFlowPace,
  linkTimePace,
  type RoutePace,
} from '../../../src/twin/prediction/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';
import { DwellAdmission } from './dwell-admission.js';
import { MeasuredAccuracy } from './measured-accuracy.js';
import { MovementWatch } from './movement-watch.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { TwinFleet } from './twin-fleet.js';
import type { TwinTask, TwinVehicle } from './twin-task.js';

/** What predictions rest on. */
export interface PredictionInputs {
  readonly sim: Simulation;
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
}

/** The pace of the link times of the moment, or of empty roads where none were learnt. */
function paceOf(inputs: PredictionInputs): RoutePace {
  const { network } = inputs;
  let model: LinkTravelTimeModel | undefined;
  let pace = freeFlowPace(network);
  return {
    speed(link, next, time) {
      if (inputs.model !== model) {
        model = inputs.model;
        const isLearnt = model.samples.some((count) => count > 0);
        pace = isLearnt ? linkTimePace(network, model) : freeFlowPace(network);
      }
      return pace.speed(link, next, time);
    },
  };
}

/** What the movement of the vehicles with a twin is predicted for: admission by dwell time, and the accuracy of the market. */
export class TwinPrediction {
  /** Undefined where the scenario does not ask for it, and until predictors are loaded. */
  admission: DwellAdmission | undefined;
  measured: MeasuredAccuracy | undefined;
  readonly #inputs: PredictionInputs;
  readonly #settings: TwinSettings;
  readonly #units: readonly RoadsideUnit[];
  readonly #watch = new MovementWatch();

  constructor(inputs: PredictionInputs, settings: TwinSettings, units: readonly RoadsideUnit[]) {
    this.#inputs = inputs;
    this.#settings = settings;
    this.#units = units;
  }

  /** Undefined where nothing is predicted. */
  static of(
    inputs: PredictionInputs,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
  ): TwinPrediction | undefined {
    const { admission, market } = settings;
    const isAsked = admission.dwell !== 'none' || typeof market.accuracy !== 'number';
    return isAsked ? new TwinPrediction(inputs, settings, units) : undefined;
  }

  /** R that the market reckons with; undefined where the scenario declares it. */
  get accuracy(): number | undefined {
    return this.measured?.value;
  }

  /** Loads the predictors. @throws InputError when weights are not there, or damaged */
  async load(): Promise<void> {
    const { sim, network } = this.#inputs;
    const { admission, market } = this.#settings;
    const pace = paceOf(this.#inputs);
    if (admission.dwell !== 'none') {
      const { dwell } = await chosenPredictor(admission.dwell, network, pace);
      this.admission = new DwellAdmission(sim, this.#settings, this.#units, this.#watch, dwell);
    }
    if (typeof market.accuracy !== 'number') {
      const { movement } = await chosenPredictor(market.accuracy.measured, network, pace);
      this.measured = new MeasuredAccuracy(market.accuracy, this.#watch, movement);
    }
  }

  /** Takes in where vehicles are after a traffic step. @param time now, s */
  look(time: number, watched: WatchedVehicles, fleet: Fleet, vehicles: Pick<TwinFleet, 'follows'>): void {
    const follows = (vehicle: number): boolean => vehicles.follows(vehicle);
    const rows = this.#watch.look(time, watched, fleet, follows);
    this.admission?.look(time, watched, follows);
    if (this.measured === undefined) return;
    this.measured.forget(watched.left);
    if (rows.length > 0)
      this.measured.look(
        Math.round(time),
        rows.map((row) => watched.vehicle[row]),
      );
  }

  /** A unit serves a vehicle no more. */
  moved(vehicle: TwinVehicle, from: number): void {
    this.admission?.moved(vehicle, from);
  }

  /** Brings the record up to the present. */
  settle(): void {
    this.admission?.log.settle(this.#inputs.sim.now);
  }

  /** Tasks that take part in a round of a unit. */
  admitted(unit: number, waiting: readonly TwinTask[]): readonly TwinTask[] {
    return this.admission?.admitted(unit, waiting) ?? waiting;
  }
}
