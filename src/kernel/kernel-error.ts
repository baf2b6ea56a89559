/** Where in a simulation an error arose. */
export interface KernelErrorPlace {
  /** Simulated time at which it arose. */
  readonly time?: number;
  /** Name of the process that threw it. */
  readonly process?: string;
  /** Label of the event whose action threw it. */
  readonly event?: string;
  readonly cause?: unknown;
}

/**
 * The kernel was used wrongly (an event in the past, a NaN delay, a second `succeed`), or a model failed while it ran: then `time`
 * and `process` or `event` say where, and `cause` is what was thrown.
 */
export class KernelError extends Error {
  override readonly name: string = 'KernelError';
  /** Simulated time of the failure; `undefined` for a call outside of a run. */
  readonly time: number | undefined;
  /** The process that threw first, when a process failed. */
  readonly process: string | undefined;
  /** The event whose action failed, when it was not a process. */
  readonly event: string | undefined;

  constructor(message: string, place: KernelErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.time = place.time;
    this.process = place.process;
    this.event = place.event;
  }
}

/** What is thrown into a process that another one interrupts, at the place where it waits. */
export class Interrupt extends Error {
  override readonly name: string = 'Interrupt';
  /** What the interrupter gave as its reason. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    const message = reason === undefined ? 'interrupted' : `interrupted: ${describe(reason)}`;
    // Taking the stack down would cost more than all the rest of an interrupt, and tells only that the kernel threw it.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.reason = reason;
  }
}

/** A failure of the model at a place, from whatever was thrown. */
export function failureAt(
  place: { time: number; process?: string; event?: string },
  cause: unknown,
): KernelError {
  const who = place.process === undefined ? `event "${place.event ?? ''}"` : `process "${place.process}"`;
  return new KernelError(`at time ${place.time}, ${who}: ${describe(cause)}`, { ...place, cause });
}

function describe(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === '' ? thrown.name : thrown.message;
  return String(thrown);
}
