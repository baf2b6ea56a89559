import { InputError, jsonPath, show } from '../input/index.js';

/** A task of a requester whose worth falls in steps over time (tbuma, section 3.2, eq. (1)). */
export interface Task {
  /** v^k, the worth of the task when it is completed in subinterval k; not negative, never rising with k. */
  readonly values: readonly number[];
}

/** One vehicle's bid: a bundle of tasks, how likely it completes each of them when, and its price. */
export interface VehicleBid {
  /** b, the least payment for which the vehicle says it would perform the bundle; finite, not negative. */
  readonly bid: number;
  /**
   * q^k by task number: `completion[task][k]` is the probability that the vehicle completes the task in
   * subinterval k, one entry per value of the task. Tasks outside the bundle are left out.
   */
  readonly completion: Readonly<Record<number, readonly number[]>>;
}

/** What an auction decides on. Tasks and vehicles are numbered from 0 in the order given. */
export interface AuctionMarket {
  /** B, what the requester can spend; not negative, `Infinity` for no limit. */
  readonly budget: number;
  readonly tasks: readonly Task[];
  readonly vehicles: readonly VehicleBid[];
}

/**
 * How several vehicles' probabilities make the expected worth of a task.
 * `paper`: eq. (11), which takes q^k as the chance of completing in subinterval k once the earlier ones have passed.
 * `exact`: by survival functions, the expected worth of the first completion when vehicles are independent.
 * (1 - 1/e) exact <= paper <= exact, and both are monotone and submodular.
 */
export type Valuation = 'paper' | 'exact';

function refuse(path: readonly (string | number)[], root: string, what: string, right: string): never {
  throw new InputError(jsonPath(path, root), what, right);
}

function checkTask(task: Task, index: number, root: string): void {
  let previous = Infinity;
  for (const [k, value] of task.values.entries()) {
    const path = ['tasks', index, 'values', k];
    if (!(value >= 0 && value < Infinity)) refuse(path, root, `is ${show(value)}`, 'a number of at least 0');
    if (value > previous)
      refuse(path, root, `is ${value}, above the value before it`, 'values that never rise');
    previous = value;
  }
}

/** Numbers as JSON keys are written: without sign, leading zero, fraction or exponent. */
const CANONICAL = /^(0|[1-9]\d*)$/;

/** Checks a vehicle's price. @throws InputError */
export function checkBid(bid: number, vehicle: number, root: string): void {
  if (!(bid >= 0 && bid < Infinity))
    refuse(['vehicles', vehicle, 'bid'], root, `is ${show(bid)}`, 'a number of at least 0');
}

/** Checks one task of a vehicle's bundle. @throws InputError */
export function checkEntry(
  probabilities: readonly number[],
  key: string,
  vehicle: number,
  tasks: readonly Task[],
  root: string,
): void {
  const task = Number(key);
  const path = () => ['vehicles', vehicle, 'completion', key];
  if (!(task < tasks.length && CANONICAL.test(key))) {
    const known = tasks.length === 0 ? 'no task at all' : `a task from 0 to ${tasks.length - 1}`;
    refuse(path(), root, 'unknown task', known);
  }
  const { length } = tasks[task].values;
  if (probabilities.length !== length) {
    const right = `one for each of the ${length} values of task ${task}`;
    refuse(path(), root, `has ${probabilities.length} probabilities`, right);
  }
  for (let k = 0; k < length; k++) {
    const q = probabilities[k];
    if (!(q >= 0 && q <= 1)) refuse([...path(), k], root, `is ${show(q)}`, 'a probability from 0 to 1');
  }
}

/** Checks what a requester gives: the budget and values that never rise. @throws InputError */
export function checkRequest(market: AuctionMarket, root: string): void {
  if (!(market.budget >= 0)) refuse(['budget'], root, `is ${show(market.budget)}`, 'a number of at least 0');
  for (const [index, task] of market.tasks.entries()) checkTask(task, index, root);
}
