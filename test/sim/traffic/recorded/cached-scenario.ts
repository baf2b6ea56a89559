import { fileURLToPath } from 'node:url';
import { type Scenario, scenarioSchema } from '../../../../src/scenario/index.js';

const grid3 = (name: string): string =>
  fileURLToPath(new URL(`../../../../sumo-configs/grid3/grid3.${name}`, import.meta.url));

/** A minute of traffic, for processes without a test runner. */
export function smallScenario(seed: number, duration = 40): Scenario {
  return scenarioSchema.parse({
    name: 'cached',
    seed,
    traffic: {
      network: grid3('net.xml'),
      demand: { routes: grid3('rou.xml'), rate: 40 },
      warmUp: 20,
      duration,
    },
  });
}
