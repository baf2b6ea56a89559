import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { expect } from 'vitest';
import { RandomStreams } from '../../../src/random/index.js';

const REPLICATIONS = 24;
/** Two-sided error probability of each interval: the whole suite has about 50, so a right kernel fails it once in 200 seeds. */
const ERROR = 1e-4;

/**
 * Runs independent replications of a model that measures some quantities and expects the confidence interval of each to hold the
 * theoretical value and to be narrower than a share of it (so that the test can fail).
 */
export function expectTheory(
  seed: string,
  theory: Readonly<Record<string, number>>,
  model: (random: RandomStreams) => Readonly<Record<string, number>>,
  precision = 0.12,
): void {
  const root = new RandomStreams(seed);
  const runs = Array.from({ length: REPLICATIONS }, (_, i) => model(root.fork(`replication ${i}`)));
  const t = tQuantile(1 - ERROR / 2, REPLICATIONS - 1);
  for (const [quantity, expected] of Object.entries(theory)) {
    const values = runs.map((run) => run[quantity]);
    const mean = values.reduce((sum, v) => sum + v, 0) / REPLICATIONS;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (REPLICATIONS - 1);
    const halfWidth = t * Math.sqrt(variance / REPLICATIONS);
    const context = `${quantity}: ${mean} +- ${halfWidth}, theory ${expected}`;
    expect(Math.abs(mean - expected), context).toBeLessThan(halfWidth);
    expect(halfWidth, context).toBeLessThan(precision * Math.max(expected, 0.15));
  }
}
