import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../src/input/index.js';
import { writeFileAtomically } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { joinTraversals, type LinkTraversals } from '../../src/traces/index.js';
import {
  chooseSlotLength,
  fitLinkTravelTimes,
  type LinkFitOptions,
  type LinkTravelTimeModel,
  modelKey,
  readModel,
  writeModel,
} from '../../src/traveltime/index.js';
import type { ProgressListener } from '../execution/progress.js';
import { needsTravelTimes } from '../services/catalogue.js';
import { hashOfDemand, hashOfFile } from '../traffic/content-hash.js';
import { type LinkExample, linkExamples } from './link-examples.js';
import { type ProbeRoundInputs, runProbeRounds } from './probe-rounds.js';

/** What probe rounds taught about the links. */
export interface LearntTravelTimes {
  readonly model: LinkTravelTimeModel;
  /** Some links with many traversals: their observed times beside the fit, for a person to look at. */
  readonly examples: readonly LinkExample[];
  /** Whether an earlier run had fitted the model. */
  readonly reused: boolean;
}

/** What learning needs besides the probe rounds. */
export interface LearnInputs extends Omit<ProbeRoundInputs, 'onRound'> {
  /** Version of SUMO: another one drives differently. */
  readonly sumo: string;
  /** Folder in which fitted models are kept. */
  readonly cache: string;
  readonly onProgress?: ProgressListener;
}

/** Slots end this long before the recording does, s: of traversals begun later than that the slow ones would be missing. */
const recordedBeyond = 120;

/** The name of a scenario's model: a hash of everything it depends on, whatever the files are called and wherever they lie. */
export async function travelTimeKey(scenario: Scenario, sumo: string): Promise<string> {
  const { traffic, probes, travelTime, seed } = scenario;
  const { demand } = traffic;
  return modelKey({
    sumo,
    seed,
    network: await hashOfFile(traffic.network),
    demandFile: await hashOfDemand(demand),
    arrivals: 'routes' in demand ? JSON.stringify([demand.process, demand.rate, demand.trials]) : null,
    timing: [traffic.stepLength, traffic.warmUp, traffic.duration],
    options: JSON.stringify(Object.entries(traffic.options).sort()),
    rounds: needsTravelTimes(scenario) ? probes.rounds : 0,
    slotLength: travelTime.slotLength,
    family: travelTime.family,
    slotLengths: travelTime.slotLengths,
  });
}

async function filesOf({ scenario, sumo, cache }: LearnInputs): Promise<{ model: string; examples: string }> {
  const base = join(cache, 'travel-times', await travelTimeKey(scenario, sumo));
  return { model: `${base}.model`, examples: `${base}.examples.json` };
}

/** The link travel times that an earlier run has fitted for the very same; undefined when there are none. */
export async function keptTravelTimes(inputs: LearnInputs): Promise<LearntTravelTimes | undefined> {
  const files = await filesOf(inputs);
  const kept = await readKept(files.model, files.examples);
  if (kept === undefined) return undefined;
  inputs.onProgress?.({ kind: 'model-reused', file: files.model });
  return { ...kept, reused: true };
}

async function readKept(
  model: string,
  examples: string,
): Promise<Omit<LearntTravelTimes, 'reused'> | undefined> {
  const kept = await stat(model).then(
    () => true,
    () => false,
  );
  if (!kept) return undefined;
  try {
    return {
      model: await readModel(model),
      examples: JSON.parse(await readFile(examples, 'utf8')) as LinkExample[],
    };
  } catch (error) {
    // A damaged cache is no reason to fail: the model is fitted anew and takes its place.
    if (
      error instanceof InputError ||
      error instanceof SyntaxError ||
      (error as NodeJS.ErrnoException).code === 'ENOENT'
    )
      return undefined;
    throw error;
  }
}

/** What the probe rounds saw, round by round; nothing where no service works with it. */
async function traversalsOf(inputs: LearnInputs): Promise<LinkTraversals[]> {
  const { scenario, onProgress } = inputs;
  if (!needsTravelTimes(scenario)) return [];
  const total = scenario.probes.rounds;
  onProgress?.({ kind: 'probe-rounds', done: 0, total });
  return runProbeRounds({
    ...inputs,
    onRound: (done) => onProgress?.({ kind: 'probe-rounds', done, total }),
  });
}

/**
 * Link travel times of a scenario by time slot from the start of the campaign on, fitted from probe rounds; taken from the cache
 * when an earlier run has fitted the very same.
 * @throws SumoToolError when SUMO fails; a cache that cannot be written is told and costs only time
 */
export async function learnTravelTimes(inputs: LearnInputs): Promise<LearntTravelTimes> {
  const { scenario, network, onProgress } = inputs;
  const kept = await keptTravelTimes(inputs);
  if (kept !== undefined) return kept;
  const rounds = await traversalsOf(inputs);
  const { warmUp, duration } = scenario.traffic;
  const { slotLength, slotLengths, family } = scenario.travelTime;
  const optionsOf = (length: number): LinkFitOptions => ({
    freeFlowTimes: network.freeFlowTimes,
    slotLength: length,
    slots: Math.max(1, Math.floor((duration - recordedBeyond) / length)),
    start: warmUp,
    family,
  });
  const options = optionsOf(slotLength);
  const chosen = slotLengths === undefined ? undefined : chooseSlotLength(rounds, options, slotLengths);
  const { model } = fitLinkTravelTimes(rounds, chosen === undefined ? options : optionsOf(chosen.slotLength));
  const examples = linkExamples(joinTraversals(rounds), model, network);
  const files = await filesOf(inputs);
  try {
    await writeFileAtomically(files.examples, JSON.stringify(examples));
    await writeModel(files.model, model);
  } catch (error) {
    // The model is at hand; only the next run will have to fit it again.
    const why = error instanceof InputError ? `${error.where} ${error.what}` : (error as Error).message;
    onProgress?.({ kind: 'note', text: `the fitted model was not kept for later runs: ${why}` });
  }
  return { model, examples, reused: false };
}
