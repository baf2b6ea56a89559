import type { BernoulliType } from '../../../src/freshness/index.js';
import type { RandomStreams } from '../../../src/random/index.js';

/** From where the parameters of vehicle types are drawn: uniform from 0 to these ends. */
export interface DrawRange {
  /** As it stands in points and figures. */
  readonly name: string;
  /** End of p, the probability of arrival. */
  readonly arrival: number;
  /** End of r, the probability that data qualify. */
  readonly capability: number;
  /** End of c, the payment of a vehicle. */
  readonly cost: number;
}

function range(name: string, arrival: number, capability: number, cost: number): DrawRange {
  return { name, arrival, capability, cost };
}

/** The range in which the studies judge; the values that the paper mentions in passing fit it (V-A2). */
export const usualRange = range('p, r < 0.5, c < 50', 0.5, 0.5, 50);

/** The paper says only that parameters are uniform, so other ranges stand beside the usual one. */
export const drawRanges: readonly DrawRange[] = [
  usualRange,
  range('p, r < 1, c < 10', 1, 1, 10),
  range('p < 0.5, r < 1, c < 50', 0.5, 1, 50),
  range('p < 1, r < 0.5, c < 30', 1, 0.5, 30),
];

/** The range of a name. @throws RangeError when there is none */
export function rangeOf(name: string): DrawRange {
  const found = drawRanges.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`no range of parameters is called ${name}`);
  return found;
}

/**
 * Vehicle types of a replication: the first of more types are the same as those of fewer, and in another range the same
 * uniform numbers are stretched.
 */
export function drawnTypes(random: RandomStreams, count: number, ends: DrawRange): BernoulliType[] {
  const stream = random.stream('types');
  return Array.from({ length: count }, () => ({
    arrival: ends.arrival * stream.next(),
    capability: ends.capability * stream.next(),
    cost: ends.cost * stream.next(),
  }));
}
