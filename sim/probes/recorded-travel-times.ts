import { InputError } from '../../src/input/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { SumoMissingError, sumoVersion } from '../../src/sumo/index.js';
import { decodeModel } from '../../src/traveltime/index.js';
import { recordingFileOf } from '../traffic/recorded/fitting-recording.js';
import { RecordingFile } from '../traffic/recorded/recording-file.js';
import type { TravelTimePart } from '../traffic/recorded/recording-writer.js';
import {
  keptTravelTimes,
  type LearnInputs,
  type LearntTravelTimes,
  learnTravelTimes,
  travelTimeKey,
} from './learn-travel-times.js';
import type { LinkExample } from './link-examples.js';

/**
 * Link travel times as they go along with a recording.
 * @param sumo version of SUMO
 * @param model as a model file holds it
 */
export async function travelTimePart(
  scenario: Scenario,
  sumo: string,
  model: Uint8Array,
  examples: readonly LinkExample[],
): Promise<TravelTimePart> {
  const key = await travelTimeKey(scenario, sumo);
  return { key, model, examples: Buffer.from(JSON.stringify(examples)) };
}

/**
 * Link travel times for a run on recorded traffic: those that came along; where they are not the scenario's (other probe rounds, other
 * time slots), those of an earlier run; else learnt now, which needs the SUMO of the recording.
 * @param path of the recording, or of a folder with one for each replication
 * @throws InputError when there are none and that SUMO is not here
 */
export async function recordedTravelTimes(path: string, inputs: LearnInputs): Promise<LearntTravelTimes> {
  const { scenario, sumo, signal } = inputs;
  const file = await RecordingFile.open(await recordingFileOf(path, 0));
  const part = await file.travelTimes().finally(() => file.close());
  if (part !== undefined && part.key === (await travelTimeKey(scenario, sumo))) {
    const examples = JSON.parse(Buffer.from(part.examples).toString()) as LinkExample[];
    return { model: decodeModel(part.model, file.path), examples, reused: true };
  }
  const kept = await keptTravelTimes(inputs);
  if (kept !== undefined) return kept;
  const installed = await sumoVersion(signal).catch((error: unknown) => {
    if (error instanceof SumoMissingError) return undefined;
    throw error;
  });
  if (installed === sumo) return learnTravelTimes(inputs);
  const what =
    part === undefined
      ? 'came without link travel times'
      : 'came with link travel times for other probe rounds, time slots or lengths of traffic';
  throw new InputError(
    file.path,
    `${what}, and ${installed === undefined ? 'there is no SUMO' : `SUMO is ${installed}`} to learn them`,
    `SUMO ${sumo}, or a recording made with these settings`,
  );
}
