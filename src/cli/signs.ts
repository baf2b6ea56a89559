import { resolve } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../input/index.js';
import { interruption } from './interruption.js';
import { jsonText, writeOut } from './json-document.js';
import { wholeNumber } from './run.js';
import { signScoresText } from './signs-text.js';
import { TrainingDisplay } from './training-display.js';

interface TrainFlags {
  readonly seed: number;
  readonly steps: number;
  readonly images?: string;
  readonly out: string;
  readonly rehearse: boolean;
}

interface UseFlags {
  readonly seed: number;
  readonly count: number;
  readonly replications: number;
  readonly weights?: string;
  readonly out?: string;
  readonly json?: boolean;
}

function registerTrain(signs: Command): void {
  signs
    .command('train')
    .description('train a diffusion model of traffic signs and its validator')
    .option('--out <folder>', 'folder for the weights', 'weights')
    .option(
      '--images <folder>',
      'real pictures in place of drawn ones: class folders with PPM pictures and CSV annotations (BelgiumTS)',
    )
    .option('--steps <n>', 'steps of 64 pictures in each of the two stages', wholeNumber('--steps', 1), 2500)
    .option('--no-rehearse', 'fine-tune without prior preservation')
    .option('--seed <n>', 'everything random follows from it', wholeNumber('--seed', 0), 1)
    .addHelpText(
      'after',
      '\nA base model learns blank signs in all settings, then is fine-tuned on the signs of a place, which it sees at the roadside only.\nAbout three minutes of one core. The same options give the same weights, byte by byte.',
    )
    .action(async (flags: TrainFlags) => {
      const { folderSignData, readSignFolder, renderedSignData, signDataStreams, trainSigns, writeSigns } =
        await import('../twin/generation/index.js');
      const { seed, steps, images, rehearse } = flags;
      const random = signDataStreams(seed);
      const signal = interruption('nothing was written', () => undefined);
      const display = new TrainingDisplay(process.stderr);
      try {
        const data =
          images === undefined
            ? renderedSignData(random)
            : folderSignData(await readSignFolder(images), random);
        const trained = await trainSigns(data, {
          seed: `${seed}/signs`,
          baseSteps: steps,
          tuningSteps: steps,
          rehearse,
          signal,
          onProgress: ({ stage, share, loss }) =>
            display.show(stage, share, loss === undefined ? '' : `loss ${loss.toFixed(3)}`),
        });
        display.clear();
        const about = { seed, steps, rehearse, pictures: images === undefined ? 'drawn' : 'real' };
        const files = await writeSigns(resolve(flags.out), trained, about);
        const own = trained.validator.hits(data.tuning).filter((hit) => hit).length;
        await writeOut(
          [
            `${data.classes.length} classes; ${data.tuning.count} pictures to fine-tune the generator, ${data.validation.count} for the validator\n`,
            `the validator knows ${((100 * own) / data.tuning.count).toFixed(1)} % of the pictures that the generator learnt from\n`,
            ...files.map((file) => `wrote ${file}\n`),
          ].join(''),
        );
      } catch (error) {
        display.clear();
        if (signal.aborted) throw signal.reason;
        throw error;
      }
    });
}

function registerEvaluate(signs: Command): void {
  signs
    .command('evaluate')
    .description('score generated signs: G with its interval, distance to what was learnt, theta')
    .option('--count <n>', 'pictures of each set in a replication', wholeNumber('--count', 10), 300)
    .option(
      '--replications <n>',
      'how often, each time with new pictures',
      wholeNumber('--replications', 1),
      1,
    )
    .option('--weights <folder>', 'weights of bidlane signs train (default: those that come with Bidlane)')
    .option('--seed <n>', 'seed of the pictures', wholeNumber('--seed', 0), 1)
    .option('--out <file>', 'write the scores of every replication, with the hashes of the weights, as JSON')
    .option('--json', 'print the scores as JSON')
    .addHelpText(
      'after',
      `
Sets: test (drawn, held out), generated (as the model saw the signs), background (before other colours), re-context (in other scenes).
G is the share that the validator recognises, with Wilson's 95 % interval. nearest is the median distance to the nearest picture that
the generator learnt from (root mean square over pixels from -1 to 1); near 0 would be copying. theta = (L after - L*) / (L before - L*):
losses on held-out pictures of a vehicle's model before and after fine-tuning on the set, L* of the validator; 1 is no improvement. Its
interval (95 %, Student's t) takes at least two replications.
--json prints {"sets": [{"set", "score", "low", "high", "count", "nearest", "theta": {"mean", "low", "high", "sd", "n"} | null}]}: G and its
interval over the pictures of all replications, the mean of nearest, theta over the replications.
--out writes {"format", "weights": {"generator", "validator"}, "seed", "pictures", "replications": [[one entry per set]]}. The file
weights/signs-scores.json, from which the study twin-fig10 takes its measured theta, is written like this.`,
    )
    .action(async ({ seed, count, replications, weights, out, json }: UseFlags) => {
      const { learntSigns, measureSigns, pooledScores, writeSignMeasurement } = await import(
        '../twin/generation/index.js'
      );
      const trained = await learntSigns(weights === undefined ? undefined : resolve(weights));
      if (trained.drawnFrom === undefined)
        throw new InputError(
          '--weights',
          'learnt from real pictures',
          'weights that learnt from drawn ones: the sets to compare with are drawn',
        );
      const signal = interruption('nothing was written', () => undefined);
      const display = new TrainingDisplay(process.stderr);
      const onProgress = (share: number): void => display.show('scores', share);
      try {
        const measurement = await measureSigns(trained, {
          seed,
          pictures: count,
          replications,
          signal,
          ...(replications === 1 ? {} : { onProgress }),
        });
        display.clear();
        if (out !== undefined) await writeSignMeasurement(resolve(out), measurement);
        const sets = pooledScores(measurement);
        await writeOut(json === true ? `${jsonText({ sets }, 2)}\n` : signScoresText(sets));
      } catch (error) {
        display.clear();
        if (signal.aborted) throw signal.reason;
        throw error;
      }
    });
}

/** `bidlane signs`: trains and scores the generative model of traffic signs. */
export function registerSigns(program: Command): void {
  const signs = program
    .command('signs')
    .description('a generative model of traffic signs, for driving simulations');
  registerTrain(signs);
  registerEvaluate(signs);
}
