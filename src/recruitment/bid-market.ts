import { InputError, jsonPath, show } from '../input/index.js';
import { type TaskValue, taskValueAt } from './task-value.js';

/** One bid of a vehicle: a price for a bundle of tasks, with the time at which it promises each. */
export interface TimedBid {
  /** b, the least payment asked for; finite, not negative. */
  readonly price: number;
  /** By task number: the estimated time of completion, in s, at least 0. */
  readonly etc: Readonly<Record<number, number>>;
}

/** What the auction of wbs decides on: several bids per vehicle, of which at most one wins. Everything is numbered from 0. */
export interface BidMarket {
  readonly tasks: readonly TaskValue[];
  readonly vehicles: readonly { readonly bids: readonly TimedBid[] }[];
}

/** The bids of all vehicles in a row, each with the values that its tasks would have at its times. */
export interface BidTable {
  readonly tasks: number;
  /** By bid. */
  readonly vehicle: Int32Array;
  /** By bid: its number among its vehicle's bids. */
  readonly numberInVehicle: Int32Array;
  readonly price: Float64Array;
  /** By bid: its first entry; one more at the end. */
  readonly entryStart: Int32Array;
  /** By entry, ascending within a bid. */
  readonly entryTask: Int32Array;
  /** By entry: the task's value at the promised time. */
  readonly entryValue: Float64Array;
}

function fault(path: readonly (string | number)[], root: string, what: string, right: string): never {
  throw new InputError(jsonPath(path, root), what, right);
}

function checkTask(task: TaskValue, path: readonly (string | number)[], root: string): void {
  if (typeof task === 'function') return;
  if ('steps' in task) {
    let time = -Infinity;
    let worth = Infinity;
    for (const [n, [until, value]] of task.steps.entries()) {
      if (!(until >= 0 && until > time))
        fault([...path, 'steps', n, 0], root, `is ${show(until)}`, 'times of at least 0 that rise');
      if (!(value >= 0 && value <= worth && value < Infinity))
        fault([...path, 'steps', n, 1], root, `is ${show(value)}`, 'values of at least 0 that never rise');
      time = until;
      worth = value;
    }
    return;
  }
  const { start, end, rate, deadline } = task;
  if (!(end >= 0 && end < Infinity))
    fault([...path, 'end'], root, `is ${show(end)}`, 'a number of at least 0');
  if (!(start >= end && start < Infinity))
    fault([...path, 'start'], root, `is ${show(start)}`, `a number of at least end, ${end}`);
  if (!(rate >= 0 && rate < Infinity))
    fault([...path, 'rate'], root, `is ${show(rate)}`, 'a number of at least 0');
  if (!(deadline > 0 && deadline < Infinity))
    fault([...path, 'deadline'], root, `is ${show(deadline)}`, 'a time above 0');
}

/**
 * Checks a market with several bids per vehicle and lays its bids in a row.
 * @param root how paths in messages begin
 * @throws InputError at the first fault
 */
export function bidTableOf(market: BidMarket, root = '$'): BidTable {
  for (const [j, task] of market.tasks.entries()) checkTask(task, ['tasks', j], root);
  const count = market.tasks.length;
  const vehicle: number[] = [];
  const numberInVehicle: number[] = [];
  const price: number[] = [];
  const entryStart: number[] = [0];
  const entryTask: number[] = [];
  const entryValue: number[] = [];
  for (const [i, { bids }] of market.vehicles.entries()) {
    for (const [k, bid] of bids.entries()) {
      const path = ['vehicles', i, 'bids', k];
      if (!(bid.price >= 0 && bid.price < Infinity))
        fault([...path, 'price'], root, `is ${show(bid.price)}`, 'a number of at least 0');
      for (const key in bid.etc) {
        const task = Number(key);
        if (!(task >= 0 && task < count && Number.isInteger(task)) || String(task) !== key) {
          const known = count === 0 ? 'no task at all' : `a task from 0 to ${count - 1}`;
          fault([...path, 'etc', key], root, 'unknown task', known);
        }
        const time = bid.etc[task];
        if (!(time >= 0)) fault([...path, 'etc', key], root, `is ${show(time)}`, 'a time of at least 0');
        entryTask.push(task);
        entryValue.push(taskValueAt(market.tasks[task], time));
      }
      vehicle.push(i);
      numberInVehicle.push(k);
      price.push(bid.price);
      entryStart.push(entryTask.length);
    }
  }
  return {
    tasks: count,
    vehicle: Int32Array.from(vehicle),
    numberInVehicle: Int32Array.from(numberInVehicle),
    price: Float64Array.from(price),
    entryStart: Int32Array.from(entryStart),
    entryTask: Int32Array.from(entryTask),
    entryValue: Float64Array.from(entryValue),
  };
}
