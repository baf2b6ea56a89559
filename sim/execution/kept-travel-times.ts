import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../src/input/index.js';
import { writeFileAtomically, writeJson } from '../../src/results/index.js';
import { encodeModel, fallbackLinks, readModel } from '../../src/traveltime/index.js';
import type { LearntTravelTimes } from '../probes/learn-travel-times.js';

const modelFile = 'travel-times.model';
const aboutFile = 'travel-times.json';
/** The files of a results folder that hold the link travel times of a run. */
export const travelTimeFiles = [aboutFile, modelFile] as const;

const aboutSchema = z.object({
  reused: z.boolean(),
  links: z.int(),
  fallbackLinks: z.int(),
  examples: z.array(
    z.object({
      link: z.string(),
      name: z.string(),
      slot: z.int(),
      slotLength: z.number().optional(),
      times: z.array(z.number()),
      mean: z.number(),
      sd: z.number(),
      freeFlowTime: z.number(),
    }),
  ),
});

/** The file of the fitted model in a results folder. */
export function modelFileOf(folder: string): string {
  return join(folder, modelFile);
}

/** The link travel times that a run works with, as they stand in its results folder. */
export interface KeptTravelTimes extends z.infer<typeof aboutSchema> {
  /** File of the fitted model: every process that works for the run reads this one. */
  readonly model: string;
}

/** The travel times that an earlier run has put into its folder; undefined when there are none, or damaged ones. */
export async function readKeptTravelTimes(folder: string): Promise<KeptTravelTimes | undefined> {
  const model = modelFileOf(folder);
  try {
    const about = aboutSchema.parse(JSON.parse(await readFile(join(folder, aboutFile), 'utf8')));
    await readModel(model);
    return { ...about, model };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (
      isMissing ||
      error instanceof InputError ||
      error instanceof SyntaxError ||
      error instanceof z.ZodError
    )
      return undefined;
    throw error;
  }
}

/**
 * Puts the travel times of a run into its folder.
 * @throws RunError when the disk is full, InputError when the folder cannot be written
 */
export async function keepTravelTimes(folder: string, learnt: LearntTravelTimes): Promise<KeptTravelTimes> {
  const about = {
    reused: learnt.reused,
    links: learnt.model.links,
    fallbackLinks: fallbackLinks(learnt.model),
    examples: learnt.examples.map((example) => ({ ...example, times: [...example.times] })),
  };
  const model = modelFileOf(folder);
  await writeFileAtomically(model, encodeModel(learnt.model));
  await writeJson(join(folder, aboutFile), about);
  return { ...about, model };
}
