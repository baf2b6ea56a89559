import { encodeModel } from '../../src/traveltime/index.js';
import type { LearnInputs, LearntTravelTimes } from '../probes/learn-travel-times.js';
import { travelTimePart } from '../probes/recorded-travel-times.js';
import { recordReplications } from '../traffic/recorded/recordings.js';

/** What recording the traffic of a run needs. */
export interface RecordRunInputs extends LearnInputs {
  readonly learnt: Pick<LearntTravelTimes, 'model' | 'examples'>;
}

/**
 * Records the traffic of all replications of a run, with the link travel times that it works with, so that the run can be done again
 * from the recordings alone.
 * @param path a file for one replication, a folder for several
 * @throws what `recordReplications` throws
 */
export async function recordRun(path: string, inputs: RecordRunInputs): Promise<void> {
  const { scenario, sumo, learnt, onProgress } = inputs;
  const { warmUp, duration } = scenario.traffic;
  const total = scenario.replications;
  await recordReplications(path, scenario, {
    ...inputs,
    travelTimes: await travelTimePart(scenario, sumo, encodeModel(learnt.model), learnt.examples),
    onStep: (replication, time, running) =>
      onProgress?.({ kind: 'replication', replication, total, time, end: warmUp + duration, running }),
    onDone: (_, file) => onProgress?.({ kind: 'note', text: `traffic recorded: ${file}` }),
  });
}
