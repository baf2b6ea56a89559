import type { Simulation } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import type { Coverage, DwellPredictor } from '../../../src/twin/prediction/index.js';
import { leavingShare } from '../../../src/twin/prediction/index.js';
import type { WatchedVehicles } from '../../traffic/traffic.js';
import type { MovementWatch } from './movement-watch.js';
import type { RoadsideUnit } from './roadside-unit.js';
import { StayLog } from './stay-log.js';
import { estimatedTime } from './task-estimate.js';
import type { TwinTask, TwinVehicle } from './twin-task.js';

/** Nobody knows whether a vehicle will be in sight: loss per decade of distance as out of sight in town, over 10 dB. */
const urbanExponent = 3;

/** Where a vehicle was after the last traffic step. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly time: number;
}

/** What was predicted of a vehicle at a unit. */
interface Forecast {
  /** Time of the position that it rests on, s. */
  readonly made: number;
  readonly unit: number;
  /** Seconds from then. */
  readonly dwell: number;
}

/**
 * Admission by predicted dwell time: a task whose upload, queue, computing and first simulation would not be over before its vehicle
 * leaves the unit is kept out of the round. It is judged anew in every round, and at every unit.
 */
export class DwellAdmission {
  readonly log: StayLog;
  readonly #sim: Simulation;
  readonly #settings: TwinSettings;
  readonly #units: readonly RoadsideUnit[];
  readonly #watch: MovementWatch;
  readonly #predictor: DwellPredictor;
  readonly #forecasts = new Map<number, Forecast>();
  readonly #places = new Map<number, Place>();
  /** The unit at which a task was judged last. */
  readonly #judged = new WeakMap<TwinTask, number>();

  constructor(
    sim: Simulation,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
    watch: MovementWatch,
    predictor: DwellPredictor,
  ) {
    this.#sim = sim;
    this.#settings = settings;
    this.#units = units;
    this.#watch = watch;
    this.#predictor = predictor;
    this.log = new StayLog(settings.admission.horizon);
  }

  /** The tasks that take part in a round. @param index of the unit @param waiting tasks that wait there */
  admitted(index: number, waiting: readonly TwinTask[]): TwinTask[] {
    const { slots } = this.#settings.market;
    const together = Math.min(slots, waiting.length);
    return waiting.filter((task) => this.#admits(task, index, together));
  }

  /** Takes in where vehicles are after a traffic step, and who has left which unit. */
  look(time: number, watched: WatchedVehicles, follows: (vehicle: number) => boolean): void {
    for (const vehicle of watched.left) {
      this.log.gone(vehicle, time);
      this.#forecasts.delete(vehicle);
      this.#places.delete(vehicle);
    }
    if (this.#settings.admission.coverage !== 'range') return;
    for (let row = 0; row < watched.count; row++) {
      const vehicle = watched.vehicle[row];
      if (!follows(vehicle)) continue;
      const place = { x: watched.x[row], y: watched.y[row], time };
      const before = this.#places.get(vehicle) ?? place;
      for (const unit of this.log.units(vehicle)) {
        const share = leavingShare(this.#disc(unit, this.#settings.unit.range), before, place);
        if (share !== undefined)
          this.log.left(vehicle, unit, before.time + share * (place.time - before.time));
      }
      this.#places.set(vehicle, place);
    }
  }

  /** A unit serves a vehicle no more. */
  moved(vehicle: TwinVehicle, from: number): void {
    if (this.#settings.admission.coverage === 'signal') this.log.left(vehicle.number, from, this.#sim.now);
  }

  #admits(task: TwinTask, index: number, together: number): boolean {
    const { margin, horizon } = this.#settings.admission;
    const predicted = this.#dwell(task.vehicle, index);
    if (predicted === undefined) return true;
    const needed = estimatedTime(task, this.#units[index], this.#settings, together);
    const admitted = predicted >= horizon || needed + margin <= predicted;
    task.withheld = !admitted;
    if (this.#judged.get(task) !== index) {
      this.#judged.set(task, index);
      const { number, vehicle } = task;
      this.log.predicted({
        task: number,
        vehicle: vehicle.number,
        unit: index,
        time: this.#sim.now,
        needed,
        predicted,
        admitted,
      });
    }
    return admitted;
  }

  /** Seconds from now that a vehicle stays with a unit; undefined before its first position. */
  #dwell(vehicle: TwinVehicle, index: number): number | undefined {
    const { horizon } = this.#settings.admission;
    const observed = this.#watch.observed(vehicle.number);
    if (observed === undefined) return undefined;
    let forecast = this.#forecasts.get(vehicle.number);
    if (forecast?.made !== observed.time || forecast.unit !== index) {
      const { past } = observed;
      const coverage = this.#coverage(vehicle, index, past[past.length - 2], past[past.length - 1]);
      // The position is up to a second old.
      const dwell = this.#predictor.dwell(observed, coverage, horizon + 1);
      forecast = { made: observed.time, unit: index, dwell };
      this.#forecasts.set(vehicle.number, forecast);
    }
    return Math.min(horizon, Math.max(0, forecast.made + forecast.dwell - this.#sim.now));
  }

  #disc(unit: number, range: number): Coverage {
    const { x, y } = this.#units[unit];
    return { x, y, range };
  }

  /** What a vehicle must not leave: the range, or where the loss grows from what it is now to what the link can bear. */
  #coverage(vehicle: TwinVehicle, unit: number, x: number, y: number): Coverage {
    const { unit: radio, radio: rule, admission } = this.#settings;
    const disc = this.#disc(unit, radio.range);
    if (admission.coverage === 'range') return disc;
    const snr = 10 * Math.log10(2 ** vehicle.uplinkEfficiency - 1);
    const exponent = rule.model === 'log-distance' ? rule.exponent : urbanExponent;
    const distance = Math.max(1, Math.hypot(x - disc.x, y - disc.y));
    const reach = distance * 10 ** ((snr - rule.leastSnr) / (10 * exponent));
    return { ...disc, range: Math.min(radio.range, reach) };
  }
}
