import { digest } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { scenarioByContent } from '../traffic/content-hash.js';

/** What besides the scenario decides about results. */
export interface ResultVersions {
  readonly bidlane: string;
  readonly sumo: string;
}

/**
 * The SHA-256 of all that a replication depends on besides its number: the scenario with the contents of its files in place of their
 * paths, and the versions. The same on every machine. Recorded traffic gives what live SUMO gives, so it
 * makes no difference. Names, descriptions and the number of
 * replications do not count, so that a run may be given more replications later.
 */
export async function scenarioDigest(scenario: Scenario, { bidlane, sumo }: ResultVersions): Promise<string> {
  const content = {
    ...(await scenarioByContent(scenario)),
    name: null,
    description: null,
    replications: null,
  };
  return digest({ numbers: { scenario: content, versions: { bidlane, sumo } } });
}
