import { type SignTask, shippedSignScores, signTasks } from '../../../src/twin/generation/index.js';

/** Where the numbers of a data set come from: the paper, or the model of signs that comes with Bidlane. */
export const origins = ['printed', 'measured'] as const;
export type Origin = (typeof origins)[number];

/** Generated images on which a vehicle's model is fine-tuned. */
export interface Dataset {
  readonly name: SignTask;
  readonly origin: Origin;
  /** Relative accuracy of the fine-tuned model, in (0, 1]: the smaller, the more it has learned. */
  readonly theta: number;
  /** Generative score G, the share of the images that a validator recognises. */
  readonly score: number;
}

/** Relative accuracies that twin-market journal, section V-B, prints. */
export const printedTheta: Readonly<Record<SignTask, number>> = {
  generated: 0.82,
  background: 0.42,
  're-context': 0.85,
};
/** "Around 80 %" of the generated images are recognised; the paper does not tell the tasks apart. */
const printedScore = 0.8;
/** The shares of recognised images that it prints, 96 % of the test set among them. */
export const printedScores: Readonly<Partial<Record<'test' | SignTask, number>>> = {
  test: 0.96,
  generated: printedScore,
};

/** To two digits, as the paper prints its own. */
const rounded = (x: number): number => Number(x.toFixed(2));

/**
 * The data sets of twin-market journal, Fig. 10, each twice: as printed, and as measured on the model of signs.
 * @throws InputError when the measured scores that come with the package are damaged, or of other weights
 */
export async function signDatasets(): Promise<readonly Dataset[]> {
  const measured = await shippedSignScores();
  return [
    ...signTasks.map(
      (name): Dataset => ({
        name,
        origin: 'printed',
        theta: printedTheta[name],
        score: printedScore,
      }),
    ),
    ...measured.map(
      ({ set, theta, score }): Dataset => ({
        name: set,
        origin: 'measured',
        theta: rounded(theta.mean),
        score: rounded(score),
      }),
    ),
  ];
}
