import type { MeasuredAccuracySettings } from '../../../src/scenario/index.js';
import {
  AccuracyMeter,
  futurePoints,
  type MovementAccuracy,
  type MovementPredictor,
  twinAccuracy,
} from '../../../src/twin/prediction/index.js';
import type { MovementWatch } from './movement-watch.js';

/** Time between two rows of the record, s. */
const recordEvery = 10;

/** A prediction whose time has not come. */
interface OpenPrediction {
  readonly x: number;
  readonly y: number;
  readonly points: Float64Array;
}

/** The accuracy at one moment of a run. */
export interface AccuracyMoment {
  readonly time: number;
  /** R, with which the market reckons from then on. */
  readonly entered: number;
  readonly accuracy: MovementAccuracy;
}

/**
 * The accuracy of the twins, measured in the run itself: where each vehicle will be in 5 s is predicted now and then, and compared when
 * the 5 s are over. What is measured at a time rests on nothing that comes later.
 */
export class MeasuredAccuracy {
  /** Every 10 s. */
  readonly record: AccuracyMoment[] = [];
  readonly #settings: MeasuredAccuracySettings;
  readonly #watch: MovementWatch;
  readonly #predictor: MovementPredictor;
  readonly #meter: AccuracyMeter;
  /** By vehicle: predictions by the second in which they are due. */
  readonly #open = new Map<number, Map<number, OpenPrediction>>();
  #value: number;

  constructor(settings: MeasuredAccuracySettings, watch: MovementWatch, predictor: MovementPredictor) {
    this.#settings = settings;
    this.#watch = watch;
    this.#predictor = predictor;
    this.#meter = new AccuracyMeter(predictor.name);
    this.#value = settings.before;
  }

  /** R at present. */
  get value(): number {
    return this.#value;
  }

  /** The accuracy of all predictions compared so far. */
  accuracy(): MovementAccuracy {
    return this.#meter.accuracy();
  }

  /** Vehicles that are on the road no more. */
  forget(vehicles: readonly number[]): void {
    for (const vehicle of vehicles) this.#open.delete(vehicle);
  }

  /** Compares what is due and predicts anew. @param vehicles whose position was just observed @param second the present, whole s */
  look(second: number, vehicles: readonly number[]): void {
    let compared = false;
    for (const vehicle of vehicles) {
      if (this.#compare(second, vehicle)) compared = true;
      if ((second + vehicle) % this.#settings.every === 0) this.#predict(second, vehicle);
    }
    const { least, by } = this.#settings;
    const isRecorded = second % recordEvery === 0;
    if (!(compared && this.#meter.predictions >= least) && !isRecorded) return;
    const accuracy = this.#meter.accuracy();
    if (this.#meter.predictions >= least) this.#value = twinAccuracy(accuracy, by);
    if (isRecorded) this.record.push({ time: second, entered: this.#value, accuracy });
  }

  #compare(second: number, vehicle: number): boolean {
    const open = this.#open.get(vehicle);
    const due = open?.get(second);
    const past = this.#watch.observed(vehicle)?.past;
    if (open === undefined || due === undefined || past === undefined) return false;
    open.delete(second);
    // After a gap there is no truth of every second.
    if (past.length < 2 * (futurePoints + 1)) return false;
    this.#meter.add(vehicle, due.x, due.y, due.points, past.subarray(past.length - 2 * futurePoints));
    return true;
  }

  #predict(second: number, vehicle: number): void {
    const observed = this.#watch.observed(vehicle);
    // One point says nothing of how it moves.
    if (observed === undefined || observed.past.length < 4) return;
    const { past } = observed;
    let open = this.#open.get(vehicle);
    if (open === undefined) {
      open = new Map();
      this.#open.set(vehicle, open);
    }
    const points = this.#predictor.predict(observed);
    open.set(second + futurePoints, { x: past[past.length - 2], y: past[past.length - 1], points });
  }
}
