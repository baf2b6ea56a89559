import { digest } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { hashOfFile, scenarioByContent } from '../traffic/content-hash.js';

/** What besides the scenario decides about results. */
export interface ResultVersions {
  readonly bidlane: string;
  readonly sumo: string;
}

/**
 * The SHA-256 of all that a replication depends on besides its number: the scenario with the contents of its files in place of their
 * paths, the recorded traffic where there is one, and the versions. The same on every machine. Names, descriptions and the number of
 * replications do not count, so that a run may be given more replications later.
 * @param traffic file of recorded traffic; null for live SUMO
 */
export async function scenarioDigest(
  scenario: Scenario,
  traffic: string | null,
  { bidlane, sumo }: ResultVersions,
): Promise<string> {
  const content = {
    ...(await scenarioByContent(scenario)),
    name: null,
    description: null,
    replications: null,
  };
  const recorded = traffic === null ? null : await hashOfFile(traffic);
  return digest({ numbers: { scenario: content, traffic: recorded, versions: { bidlane, sumo } } });
}
