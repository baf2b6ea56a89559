/** Columns of the predicted stays; NaN for what is not known. */
export const stayNumbers = [
  'task',
  'vehicle',
  'unit',
  'time',
  'needed',
  'predicted',
  'realised',
  'admitted',
] as const;
export type StayNumber = (typeof stayNumbers)[number];

/** A prediction of how long a vehicle stays with a unit, made when a task of it was judged. Times in s. */
export interface PredictedStay {
  readonly task: number;
  readonly vehicle: number;
  /** Index of the unit. */
  readonly unit: number;
  readonly time: number;
  /** What the task needs, as estimated. */
  readonly needed: number;
  /** At most the horizon. */
  readonly predicted: number;
  readonly admitted: boolean;
}

/** Predicted stays beside the realised ones. */
export class StayLog {
  readonly columns: Readonly<Record<StayNumber, number[]>>;
  readonly #horizon: number;
  /** By vehicle and unit: rows whose vehicle has not left. */
  readonly #open = new Map<number, Map<number, number[]>>();

  /** @param horizon longer stays are cut there, s */
  constructor(horizon: number) {
    this.#horizon = horizon;
    this.columns = {
      task: [],
      vehicle: [],
      unit: [],
      time: [],
      needed: [],
      predicted: [],
      realised: [],
      admitted: [],
    };
  }

  /** A stay was predicted, and has begun. */
  predicted({ task, vehicle, unit, time, needed, predicted, admitted }: PredictedStay): void {
    const { columns } = this;
    let units = this.#open.get(vehicle);
    if (units === undefined) {
      units = new Map();
      this.#open.set(vehicle, units);
    }
    const rows = units.get(unit);
    if (rows === undefined) units.set(unit, [columns.task.length]);
    else rows.push(columns.task.length);
    columns.task.push(task);
    columns.vehicle.push(vehicle);
    columns.unit.push(unit);
    columns.time.push(time);
    columns.needed.push(needed);
    columns.predicted.push(predicted);
    columns.realised.push(Number.NaN);
    columns.admitted.push(admitted ? 1 : 0);
  }

  /** Units that a vehicle has open stays with. */
  units(vehicle: number): readonly number[] {
    return [...(this.#open.get(vehicle)?.keys() ?? [])];
  }

  /** A vehicle has left a unit. @param time when it did, s */
  left(vehicle: number, unit: number, time: number): void {
    const units = this.#open.get(vehicle);
    for (const row of units?.get(unit) ?? []) this.#realise(row, time);
    units?.delete(unit);
  }

  /** A vehicle is on the road no more, since a time, s. */
  gone(vehicle: number, time: number): void {
    for (const unit of this.units(vehicle)) this.left(vehicle, unit, time);
    this.#open.delete(vehicle);
  }

  /** What has lasted for the horizon is known now; what has not, is not. Changes nothing for those that go on. */
  settle(time: number): void {
    for (const units of this.#open.values())
      for (const rows of units.values())
        for (const row of rows) if (time - this.columns.time[row] >= this.#horizon) this.#realise(row, time);
  }

  #realise(row: number, time: number): void {
    this.columns.realised[row] = Math.max(0, Math.min(this.#horizon, time - this.columns.time[row]));
  }
}
