import { readFile } from 'node:fs/promises';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { z } from 'zod';
import { InputError, packageFile, readFault, validate } from '../../input/index.js';
import { RandomStreams } from '../../random/index.js';
import { type Estimate, mean, meanInterval, wilsonInterval, writeJson } from '../../results/index.js';
import { type LearntSigns, learntSigns, type WeightHashes } from './shipped-signs.js';
import { renderedTuningSigns, signDataStreams } from './sign-data.js';
import { type SignSetScore, type SignTask, scoreSigns, signTasks } from './sign-tasks.js';

const right = 'a file that bidlane signs evaluate --out wrote';
const sets = ['test', ...signTasks] as const;
const share = z.number().min(0).max(1);

const shape = z.strictObject({
  format: z.literal('bidlane sign scores 1'),
  weights: z.strictObject({ generator: z.string(), validator: z.string() }),
  seed: z.int().nonnegative(),
  pictures: z.int().positive(),
  replications: z
    .array(
      z.array(
        z.strictObject({
          set: z.enum(sets),
          score: share,
          low: share,
          high: share,
          count: z.int().positive(),
          nearest: z.number().nonnegative(),
          relative: z
            .strictObject({ theta: z.number(), before: z.number(), after: z.number(), best: z.number() })
            .nullable(),
        }),
      ),
    )
    .min(1),
});

/** Scores of generated signs, replication by replication, with what they were measured on. */
export interface SignMeasurement {
  readonly weights: WeightHashes;
  readonly seed: number;
  /** Pictures of each set in a replication. */
  readonly pictures: number;
  /** Scores of all sets; every replication draws, generates and trains anew. */
  readonly replications: readonly (readonly SignSetScore[])[];
}

/** How scores are measured. */
export interface MeasurementOptions {
  readonly seed: number;
  /** Pictures of each set in a replication. */
  readonly pictures: number;
  readonly replications: number;
  readonly signal?: AbortSignal;
  /** Told the share that is done. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Measures G, theta and the distance to what was learnt of a generator, several times with new pictures.
 * @throws RangeError when it learnt from real pictures: the sets to compare with are drawn; the signal's reason when it is aborted
 */
export async function measureSigns(
  trained: LearntSigns,
  { seed, pictures, replications, signal, onProgress }: MeasurementOptions,
): Promise<SignMeasurement> {
  if (trained.drawnFrom === undefined) throw new RangeError('the generator learnt from real pictures');
  const tuning = renderedTuningSigns(signDataStreams(trained.drawnFrom));
  const measured: (readonly SignSetScore[])[] = [];
  for (let i = 0; i < replications; i++) {
    onProgress?.(i / replications);
    await letOthersRun();
    signal?.throwIfAborted();
    measured.push(scoreSigns(trained, tuning, pictures, new RandomStreams(`${seed}/signs/evaluate/${i}`)));
  }
  onProgress?.(1);
  return { weights: trained.hashes, seed, pictures, replications: measured };
}

/** Scores of a set over all replications of a measurement. */
export interface PooledSetScore {
  readonly set: SignSetScore['set'];
  /** G over the pictures of all replications, with Wilson's 95 % interval. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** Pictures of all replications. */
  readonly count: number;
  /** Mean over the replications. */
  readonly nearest: number;
  /** Theta with its 95 % t interval over the replications; null for the test set. */
  readonly theta: Estimate | null;
}

/** The scores of each set over all replications. */
export function pooledScores({ replications }: SignMeasurement): readonly PooledSetScore[] {
  return sets.map((set) => {
    const all = replications.flatMap((scores) => scores.filter((one) => one.set === set));
    const count = all.reduce((sum, one) => sum + one.count, 0);
    const hits = all.reduce((sum, one) => sum + Math.round(one.score * one.count), 0);
    const thetas = all.flatMap(({ relative }) => (relative === null ? [] : [relative.theta]));
    return {
      set,
      score: hits / count,
      ...wilsonInterval(hits, count),
      count,
      nearest: mean(all.map(({ nearest }) => nearest)),
      theta: thetas.length === 0 ? null : meanInterval(thetas),
    };
  });
}

/** Writes a measurement as JSON beside the file's name and renames it. @throws InputError or RunError when it cannot be written */
export async function writeSignMeasurement(path: string, measurement: SignMeasurement): Promise<void> {
  await writeJson(path, { format: 'bidlane sign scores 1', ...measurement });
}

/** Reads a measurement. @throws InputError when the file is not there, or is none */
export async function readSignMeasurement(path: string): Promise<SignMeasurement> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const what =
      error instanceof SyntaxError ? 'is not JSON' : readFault((error as NodeJS.ErrnoException).code);
    throw new InputError(path, what, right, { cause: error });
  }
  const { format: _, ...measurement } = validate(shape, json, path);
  return measurement;
}

/** What is known of a task of the model of signs that comes with the package. */
export interface ShippedTaskScore extends PooledSetScore {
  readonly set: SignTask;
  readonly theta: Estimate;
}

/**
 * The measured scores of the generator and validator that come with the package, task by task.
 * @throws InputError when the file is damaged, or was measured on other weights
 */
export async function shippedSignScores(): Promise<readonly ShippedTaskScore[]> {
  const path = packageFile('weights/signs-scores.json');
  const measurement = await readSignMeasurement(path);
  const { hashes } = await learntSigns();
  const { generator, validator } = measurement.weights;
  if (generator !== hashes.generator || validator !== hashes.validator)
    throw new InputError(path, 'was measured on other weights than those beside it', right);
  return pooledScores(measurement).flatMap(({ set, theta, ...rest }) =>
    set === 'test' || theta === null ? [] : [{ set, theta, ...rest }],
  );
}
