import { InputError, RunError } from '../../src/input/index.js';
import { type SumoEnd, SumoStartError } from '../../src/traci/index.js';

/** An error as plain JSON: what another process needs to tell it, and to tell what it was. */
export interface PlainError {
  readonly kind: 'input' | 'run' | 'sumo-start' | 'other';
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of an InputError. */
  readonly input?: { readonly where: string; readonly what: string; readonly right: string };
  /** Of a SUMO that did not start. */
  readonly sumo?: { readonly failure: SumoStartError['failure']; readonly end: SumoEnd };
  readonly cause?: PlainError;
}

/** An error in the form that goes between processes. */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { kind: 'other', name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const cause = error.cause === undefined ? undefined : plainError(error.cause);
  const plain = { name, message, stack, cause };
  if (error instanceof InputError) {
    const { where, what, right } = error;
    return { ...plain, kind: 'input', input: { where, what, right } };
  }
  if (error instanceof SumoStartError)
    return { ...plain, kind: 'sumo-start', sumo: { failure: error.failure, end: error.end } };
  return { ...plain, kind: error instanceof RunError ? 'run' : 'other' };
}

/** An error of the class that the other process threw, as far as it matters to the one who catches it. */
export function errorOf(plain: PlainError): Error {
  const cause = plain.cause === undefined ? undefined : errorOf(plain.cause);
  const error = bare(plain, cause);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}

function bare({ kind, message, input, sumo }: PlainError, cause: Error | undefined): Error {
  const options = cause === undefined ? {} : { cause };
  if (kind === 'input' && input !== undefined)
    return new InputError(input.where, input.what, input.right, options);
  if (kind === 'sumo-start' && sumo !== undefined)
    return new SumoStartError(sumo.failure, message, sumo.end, options);
  return kind === 'other' ? new Error(message, options) : new RunError(message, options);
}
