/**
 * What a task is worth when completed at time `start`, falling exponentially to `end` at the deadline and nothing after it,
 * eq. (1) of wbs: V(t) = a - (a - c) ((1 + b)^t - 1) / ((1 + b)^T - 1) with a = start, c = end, b = rate, T = deadline.
 * The smaller the rate, the sooner the value falls; rate 0 is the straight line.
 */
export interface ExponentialValue {
  /** a, the value at time 0. */
  readonly start: number;
  /** c, the value at the deadline; at most `start`. */
  readonly end: number;
  /** b, per second; at least 0. */
  readonly rate: number;
  /** T, in s; above 0. */
  readonly deadline: number;
}

/** A value that falls in steps: entry [t, v] says that the task is worth v until t (inclusive) and from the entry before it on. */
export interface StepValue {
  /** Times in s, rising; values falling or level. After the last time the task is worth nothing. */
  readonly steps: readonly (readonly [time: number, value: number])[];
}

/** How the worth of a task depends on when it is completed; any function of time that never rises will do. */
export type TaskValue = ExponentialValue | StepValue | ((time: number) => number);

/** ((1 + b)^t - 1) / ((1 + b)^T - 1) for 0 <= t <= T, without overflow and down to b = 0. */
function exponentialProgress(time: number, rate: number, deadline: number): number {
  const growth = Math.log1p(rate);
  // Below this the exponentials differ from the line by less than rounding, and 0 / 0 is near.
  if (growth * deadline < 1e-12) return time / deadline;
  return (Math.exp((time - deadline) * growth) * Math.expm1(-time * growth)) / Math.expm1(-deadline * growth);
}

/** The worth of a task completed at `time` (in s, at least 0). */
export function taskValueAt(value: TaskValue, time: number): number {
  if (typeof value === 'function') return value(time);
  if ('steps' in value) return value.steps.find(([until]) => time <= until)?.[1] ?? 0;
  const { start, end, rate, deadline } = value;
  if (time > deadline) return 0;
  return start - (start - end) * exponentialProgress(time, rate, deadline);
}
