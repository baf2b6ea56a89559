import { resolve } from 'node:path';
import type { Scenario } from '../../src/scenario/index.js';

/** One replication of a co-simulation. */
export interface ReplicationUnit {
  readonly kind: 'replication';
  /** With all defaults filled in and absolute paths; `replications` is the number asked for, of which this is one. */
  readonly scenario: Scenario;
  /** Number of the replication, from 0. */
  readonly replication: number;
  /** File of fitted link travel times, as `writeModel` writes it. */
  readonly model: string;
  /** File of recorded traffic to replay; null for live SUMO. */
  readonly traffic: string | null;
  /** Results folder: the part goes to `<out>/replications/<replication>`. */
  readonly out: string;
}

/** One replication of one point of a study that computes its measures itself. */
export interface StudyUnit {
  readonly kind: 'study';
  /** Name of a built-in study, or path of a module. */
  readonly study: string;
  /** Number of the point, from 0. */
  readonly point: number;
  /** Number of the replication at that point, from 0. */
  readonly replication: number;
  readonly seed: number;
  /** Smaller instances and fewer of them, for a first look. */
  readonly quick: boolean;
  /** Whether the computation drives traffic of its own, so that it needs SUMO. */
  readonly sumo: boolean;
  /** Files that were made for all units before the first one, by name, where they are not in its {@link sharedFolder}. */
  readonly shared?: Readonly<Record<string, string>>;
  /** Folder of the point: the part goes to `<out>/replications/<replication>`. */
  readonly out: string;
}

/**
 * A piece of work that any process on any machine can do: plain JSON, without a reference to anything that lives. The same unit gives
 * the same part, whoever does it and however often.
 */
export type WorkUnit = ReplicationUnit | StudyUnit;

/** Where the files lie that were made for all units of a study before the first one: beside the folder of its points. */
export function sharedFolder({ out }: StudyUnit): string {
  return resolve(out, '..', '..', 'shared');
}

/** What a person calls a unit: `replication 3 of 20`, `study ttd-accuracy, point 4, replication 1`. */
export function unitName(unit: WorkUnit): string {
  return unit.kind === 'replication'
    ? `replication ${unit.replication + 1} of ${unit.scenario.replications}`
    : `study ${unit.study}, point ${unit.point + 1}, replication ${unit.replication + 1}`;
}
