import { posix, win32 } from 'node:path';
import { canonicalJson, type JsonValue } from './canonical-json.js';
import type { RunManifest } from './manifest.js';
import type { RunMeasures } from './run-measures.js';

/** Whether replications of two runs belong together one by one. */
export type Pairing = { readonly paired: true } | { readonly paired: false; readonly reason: string };

type JsonObject = { readonly [key: string]: JsonValue | undefined };
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Files by their names: the folders of two machines, or of two clones, differ. */
const fileName = (path: string): string => win32.basename(posix.basename(path));

function trafficOf(manifest: RunManifest): JsonValue | undefined {
  const scenario = manifest.scenario as JsonValue;
  const traffic = isObject(scenario) ? scenario.traffic : undefined;
  if (!isObject(traffic)) return traffic;
  const named = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === 'string' ? fileName(value) : value;
  const { demand } = traffic;
  const withNames = isObject(demand)
    ? { ...demand, routes: named(demand.routes), file: named(demand.file) }
    : demand;
  return { ...traffic, network: named(traffic.network), demand: withNames };
}

/**
 * Whether two runs had the same seeds and the same traffic settings, so that replication n of one belongs to replication n of the
 * other and their difference has less noise than each alone.
 */
export function pairingOf(base: RunMeasures, next: RunMeasures): Pairing {
  const no = (reason: string): Pairing => ({ paired: false, reason });
  const values = [...base.measures, ...next.measures];
  if (values.some((measure) => measure.values === undefined))
    return no('a run keeps no measures of single replications');
  if (base.manifest === undefined || next.manifest === undefined) return no('a run has no manifest.json');
  const { seeds } = next.manifest;
  const common = base.replications.filter((n) => next.replications.includes(n));
  if (common.length === 0) return no('no replication has the same number in both');
  if (base.manifest.seeds.some((seed, n) => common.includes(n) && seeds[n] !== seed))
    return no('the seeds differ');
  if (canonicalJson(trafficOf(base.manifest)) !== canonicalJson(trafficOf(next.manifest)))
    return no('the traffic differs');
  return { paired: true };
}
