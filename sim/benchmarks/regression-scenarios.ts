import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunError } from '../../src/input/index.js';
import { type LoadedScenario, parseScenario } from '../../src/scenario/index.js';

const networks = ['manhattan', 'beijing'] as const;
const sizes = ['small', 'medium', 'large'] as const;

/** A road network of the repository. */
export type BenchmarkNetwork = (typeof networks)[number];
/** How much a benchmark has to do. */
export type BenchmarkSize = (typeof sizes)[number];

/** A standard regression scenario. */
export interface RegressionScenario {
  /** `manhattan-small` and so on; it never changes its meaning, so that results of years ago compare. */
  readonly name: string;
  readonly network: BenchmarkNetwork;
  readonly size: BenchmarkSize;
  readonly loaded: LoadedScenario;
}

/** Fixed here, not in scenarios/: those files are for people to change. */
const extent = {
  small: { replications: 2, rate: 40, warmUp: 120, duration: 240, deadline: 200, rounds: 2, tasks: 60 },
  medium: { replications: 2, rate: 60, warmUp: 240, duration: 360, deadline: 300, rounds: 3, tasks: 120 },
  large: { replications: 3, rate: 80, warmUp: 420, duration: 600, deadline: 300, rounds: 8, tasks: 200 },
} as const;

/** A file of sumo-configs, whether this runs from the sources or from the build. */
function configFile(name: string): string {
  for (const up of ['../..', '../../..']) {
    const path = fileURLToPath(new URL(`${up}/sumo-configs/${name}`, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new RunError(`sumo-configs/${name}: not found beside the program: install Bidlane again`);
}

function scenarioOf(network: BenchmarkNetwork, size: BenchmarkSize): RegressionScenario {
  const name = `${network}-${size}`;
  const { replications, rate, warmUp, duration, deadline, rounds, tasks } = extent[size];
  const text = JSON.stringify({
    name,
    description: 'A standard regression scenario.',
    seed: 1,
    replications,
    traffic: {
      network: configFile(`${network}/${network}.net.xml`),
      demand: { routes: configFile(`${network}/${network}.rou.xml`), process: 'binomial', rate },
      stepLength: 1,
      warmUp,
      duration,
      options: { 'time-to-teleport': 300 },
    },
    probes: { rounds },
    travelTime: { slotLength: 60, estimator: 'coupled', position: 'signal' },
    crowdsourcing: {
      tasks: { count: tasks, values: [1, 0.8, 0.6, 0.4, 0.2], deadline, work: 179.2 },
      vehicles: { share: 0.8, clock: [10, 20], driverCost: [0.5, 1.5], taskCost: [0.3, 1] },
      auction: { mechanism: 'tbuma', budget: 40, valuation: 'exact', alpha: 'two' },
    },
  });
  return { name, network, size, loaded: { file: name, text, scenario: parseScenario(text, name) } };
}

/** Names of all standard regression scenarios, small ones first. */
export const regressionNames: readonly string[] = sizes.flatMap((size) =>
  networks.map((network) => `${network}-${size}`),
);

/**
 * The standard regression scenarios, small ones first.
 * @throws RunError when the networks are not beside the program
 */
export function regressionScenarios(): RegressionScenario[] {
  return sizes.flatMap((size) => networks.map((network) => scenarioOf(network, size)));
}
