import { InputError } from '../input/index.js';
import type { LinkTraversals } from './link-traversals.js';

/** A trace file that breaks off or is malformed half-way. What stood whole before the place is in `kept`. */
export class BrokenTraceError<K extends { readonly traversals: LinkTraversals }> extends InputError {
  override readonly name = 'BrokenTraceError';
  readonly kept: K;

  constructor(fault: InputError, kept: K) {
    const { vehicles, count } = kept.traversals;
    super(
      fault.where,
      `${fault.what} (${count} traversals of ${vehicles.length} vehicles before it are whole)`,
      fault.right,
      { cause: fault },
    );
    this.kept = kept;
  }
}
