import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../src/input/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { concurrently } from '../../execution/concurrently.js';
import { recordingFileOf, requireFit } from './fitting-recording.js';
import { type RecordInputs, recordTraffic } from './record-traffic.js';
import { isRecording, RecordingFile, readRecordingHeader } from './recording-file.js';
import type { TravelTimePart } from './recording-writer.js';

/**
 * Looks whether a path holds the traffic of all replications of a scenario, before any work begins.
 * @param path of a recording, or of a folder with one for each replication
 * @returns the version of SUMO that drove it
 * @throws InputError that names the recording and what is wrong with it
 */
export async function checkRecordings(path: string, scenario: Scenario): Promise<{ readonly sumo: string }> {
  const total = scenario.replications;
  let sumo: string | undefined;
  for (let replication = 0; replication < total; replication++) {
    const file = await recordingFileOf(path, replication);
    const header = await readRecordingHeader(file);
    if (file === path && total > 1) {
      throw new InputError(
        path,
        `holds one replication, the scenario has ${total}`,
        `--replications 1, or a folder with 0.traffic to ${total - 1}.traffic`,
      );
    }
    await requireFit(file, header, scenario, replication);
    sumo ??= header.traffic.sumo;
    if (header.traffic.sumo !== sumo) {
      const what = `was recorded with SUMO ${header.traffic.sumo}, the ones before with ${sumo}`;
      throw new InputError(file, what, 'recordings of one version of SUMO');
    }
  }
  if (sumo === undefined) throw new RangeError('a scenario has at least one replication');
  return { sumo };
}

/** What recording the replications of a scenario needs. */
export interface RecordingsInputs extends Omit<RecordInputs, 'onStep'> {
  /** To go along with each recording. */
  readonly travelTimes: TravelTimePart;
  /** SUMO processes at once. */
  readonly jobs: number;
  readonly onStep?: (replication: number, time: number, running: number) => void;
  /** Told the file of a replication's recording when it is there. */
  readonly onDone?: (replication: number, file: string) => void;
}

/**
 * The files into which the replications of a scenario are recorded: the path itself for one, files in the folder for several. To be asked
 * before any work, as it says what stands in the way.
 * @throws InputError when something else is there, which is somebody's
 */
export async function filesToRecord(path: string, scenario: Scenario): Promise<string[]> {
  const total = scenario.replications;
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => total > 1,
  );
  if (!isFolder && total > 1)
    throw new InputError(path, `is a file, and the scenario has ${total} replications`, 'a new folder');
  const files = Array.from({ length: total }, (_, n) => (isFolder ? join(path, `${n}.traffic`) : path));
  for (const file of files) {
    if ((await isRecording(file)) === false)
      throw new InputError(file, 'is there and is not recorded traffic', 'a new file, see --record');
  }
  return files;
}

/**
 * Records the traffic of all replications: one replication into a file, several into a folder with `0.traffic`, `1.traffic`, ...
 * Recordings of the very same that are there are kept.
 * @throws InputError when the path holds something else; what `recordTraffic` throws
 */
export async function recordReplications(
  path: string,
  scenario: Scenario,
  inputs: RecordingsInputs,
): Promise<void> {
  const { jobs, onStep, onDone } = inputs;
  const files = await filesToRecord(path, scenario);
  await concurrently(files, jobs, async (file, replication) => {
    if (!(await isThere(file, scenario, replication, inputs))) {
      await recordTraffic(file, scenario, replication, {
        ...inputs,
        onStep: (time, running) => onStep?.(replication, time, running),
      });
    }
    onDone?.(replication, file);
  });
}

async function isThere(
  file: string,
  scenario: Scenario,
  replication: number,
  { sumo, travelTimes }: RecordingsInputs,
): Promise<boolean> {
  try {
    const recording = await RecordingFile.open(file);
    await recording.close();
    const { header } = recording;
    await requireFit(file, header, scenario, replication);
    return header.travelTimes?.key === travelTimes.key && header.traffic.sumo === sumo;
  } catch (error) {
    // Not there, damaged, or of another scenario: it is made anew.
    if (error instanceof InputError) return false;
    throw error;
  }
}
