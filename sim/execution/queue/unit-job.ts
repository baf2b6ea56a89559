import { hostname } from 'node:os';
import { digest } from '../../../src/results/index.js';
import type { PortableUnit } from './portable-unit.js';
import type { SharedFolder } from './shared-folder.js';
import type { Toolchain } from './toolchain.js';

/** What a job of the queue carries. */
export interface UnitJob {
  /** The run that waits for it: when it is gone, nobody needs the unit. */
  readonly run: string;
  /** What a person calls the unit. */
  readonly name: string;
  readonly portable: PortableUnit;
  readonly home: SharedFolder;
}

/** The name of the run that writes into a folder: the same after a restart, another on another machine. */
export function runId(out: string): string {
  return digest({ numbers: [hostname(), out] }).slice(0, 24);
}

/**
 * The name of a job, from the content of its unit: put into the queue again, it is the same job, which is performed once.
 * Another run's job has another name, since runs end on their own.
 */
export function jobId(run: string, { unit, files }: PortableUnit, toolchain: Toolchain): string {
  const hashes = Object.values(files).map(({ hash }) => hash);
  return digest({ numbers: { run, unit, hashes: hashes.sort(), toolchain } });
}
