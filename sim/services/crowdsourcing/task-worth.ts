import { InputError } from '../../../src/input/index.js';
import { type TaskValue, taskValueAt } from '../../../src/recruitment/index.js';
import type { TaskSettings } from '../../../src/scenario/index.js';

/** What a task is worth to its requester, depending on when it is completed. Times in s from the start of the campaign. */
export interface TaskWorth {
  /** T_1 .. T_K: upper ends of equal subintervals of [0, deadline]. */
  readonly boundaries: readonly number[];
  /** v^k: worth of a completion in each subinterval, as auctions over completion probabilities count it. */
  readonly values: readonly number[];
  /** The worth over time, as auctions over promised times count it. */
  readonly overTime: TaskValue;
  /** The worth of a completion at a time; 0 for never. */
  at(time: number | undefined): number;
}

/** A user's value of a task: s from the start of the campaign to the value, never rising. */
export type UserValue = (time: number) => number;

/** Times at which a subinterval is looked at. */
const samples = 64;

/** The upper ends of K equal subintervals of [0, deadline], s. */
export function subintervals(deadline: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => (deadline * (k + 1)) / count);
}

/** The mean of a function over each subinterval, by the midpoint rule; never rising, as the function. */
function means(worth: UserValue, deadline: number, count: number): number[] {
  const width = deadline / count;
  const values: number[] = [];
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = 0; i < samples; i++) sum += worth(width * (k + (i + 0.5) / samples));
    values.push(Math.min(sum / samples, values.at(-1) ?? Number.POSITIVE_INFINITY));
  }
  return values;
}

/** @throws InputError at the first time at which a user's value is none, or above an earlier one */
function checkUserValue(worth: UserValue, deadline: number, count: number, module: string): void {
  const right = 'numbers of at least 0 that never rise with the time';
  let before = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= count * samples; i++) {
    const time = (deadline * i) / (count * samples);
    const value: unknown = worth(time);
    if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InputError(module, `gives ${String(value)} at ${time} s`, right);
    if (value > before) throw new InputError(module, `gives ${value} at ${time} s and less before`, right);
    before = value;
  }
}

function curve(overTime: TaskValue, deadline: number, count: number): TaskWorth {
  const at = (time: number | undefined): number =>
    time === undefined || time > deadline ? 0 : taskValueAt(overTime, time);
  return { boundaries: subintervals(deadline, count), values: means(at, deadline, count), overTime, at };
}

/**
 * The worth of the tasks of a requester. An auction over completion probabilities knows only in which subinterval a task is
 * completed: of a curve it is given the mean over the subinterval. What is realised is counted at the very time.
 * @param worth the function of the module that the settings name, if they do
 * @throws InputError when that is missing, or gives something else than values that never rise
 */
export function taskWorth({ values, value, deadline }: TaskSettings, worth?: UserValue): TaskWorth {
  if (value === undefined) return steps(values, deadline);
  if (!('module' in value)) {
    const { start, end, rate } = value;
    return curve({ start, end, rate, deadline }, deadline, value.subintervals);
  }
  if (worth === undefined)
    throw new InputError(value.module, 'values tasks by a module', 'values, or value with start and rate');
  checkUserValue(worth, deadline, value.subintervals, value.module);
  const overTime: UserValue = (time) => (time > deadline ? 0 : worth(time));
  return curve(overTime, deadline, value.subintervals);
}

/** A worth that falls in steps at the ends of equal subintervals of [0, deadline]; a boundary belongs to the one that it ends. */
function steps(values: readonly number[], deadline: number): TaskWorth {
  const boundaries = subintervals(deadline, values.length);
  const overTime = { steps: boundaries.map((time, k) => [time, values[k]] as const) };
  return {
    boundaries,
    values,
    overTime,
    at: (time) => (time === undefined ? 0 : taskValueAt(overTime, time)),
  };
}
