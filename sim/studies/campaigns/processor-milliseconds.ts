import { processorTime, processorTimeSince } from '../../benchmarks/processor-time.js';

const batches = 5;
const runsPerBatch = 4;

/**
 * Processor time of a computation, ms: the mean of a few runs in the quickest of some batches, so that neither the first compilation nor
 * a collection of garbage counts. Another value in every run: a measure for the eye, no part of a digest.
 */
export function processorMilliseconds<T>(compute: () => T): {
  readonly result: T;
  readonly milliseconds: number;
} {
  const result = compute();
  let quickest = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < batches; batch++) {
    const begin = processorTime();
    for (let run = 0; run < runsPerBatch; run++) compute();
    quickest = Math.min(quickest, (1000 * processorTimeSince(begin).own) / runsPerBatch);
  }
  return { result, milliseconds: quickest };
}
