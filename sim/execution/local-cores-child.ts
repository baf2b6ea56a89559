// What a child process of LocalCores does: one unit after the other, until its parent ends it or is gone.
import { discardUnfinished } from '../../src/results/index.js';
import type { ReplicationResult } from '../recording/replication-result.js';
import { performUnit } from './perform-unit.js';
import { type PlainError, plainError } from './plain-error.js';
import type { ProgressEvent, ProgressListener } from './progress.js';
import type { WorkUnit } from './work-unit.js';

/** What the parent asks for. */
export interface ChildTask {
  /** Null for nothing: a call that only makes sure that there is a child. */
  readonly unit: WorkUnit | null;
  /** Modules that are loaded first, as URLs. */
  readonly modules: readonly string[];
}

/** The answer; errors go as JSON, so that the parent can tell what they were. */
export type ChildOutcome =
  | { readonly result: ReplicationResult | null; readonly error?: undefined }
  | { readonly error: PlainError };

/** What a child tells while it works. */
export interface ChildProgress {
  readonly event: ProgressEvent;
}

/** Milliseconds between two reports of how far a replication is. */
const pace = 100;

/** SUMO and half-written files go with this process: its `exit` listeners end and remove them. */
function leave(status: number): void {
  discardUnfinished();
  process.exit(status);
}

// The terminal signals the whole group; the parent decides what it means.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('SIGTERM', () => leave(143));
process.on('disconnect', () => leave(1));
if (process.send !== undefined && !process.connected) leave(1);

function reporter(): ProgressListener {
  let last = Number.NEGATIVE_INFINITY;
  return (event) => {
    const now = performance.now();
    if (event.kind === 'replication' && now - last < pace) return;
    if (event.kind === 'replication') last = now;
    if (process.connected) process.send?.({ event } satisfies ChildProgress);
  };
}

export default async function perform({ unit, modules }: ChildTask): Promise<ChildOutcome> {
  if (unit === null) return { result: null };
  try {
    for (const module of modules) await import(module);
    return { result: await performUnit(unit, { onProgress: reporter() }) };
  } catch (error) {
    return { error: plainError(error) };
  }
}
