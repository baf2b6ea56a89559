import { packageFile } from '../../input/index.js';
import { readWeights } from '../neural/index.js';
import { LinearRegression } from './linear-regression.js';
import { MovementLstm } from './movement-lstm.js';

/** Names of the weights files of a folder. */
export const weightsFiles = { linear: 'movement-linear.json', lstm: 'movement-lstm.json' } as const;
/** What the files call their contents. */
export const weightsKinds = { linear: 'movement linear regression', lstm: 'movement LSTM' } as const;

/**
 * The learnt predictors of a folder that `bidlane predict train` wrote; by default those that come with the package, trained on
 * traffic of the Manhattan and Beijing scenarios.
 * @throws InputError when a file is not there, or damaged
 */
export async function learntPredictors(
  folder?: string,
): Promise<{ readonly linear: LinearRegression; readonly lstm: MovementLstm }> {
  const path = (name: string): string =>
    folder === undefined ? packageFile(`weights/${name}`) : `${folder}/${name}`;
  const [linear, lstm] = [path(weightsFiles.linear), path(weightsFiles.lstm)];
  return {
    linear: LinearRegression.from(await readWeights(linear, weightsKinds.linear), linear),
    lstm: MovementLstm.from(await readWeights(lstm, weightsKinds.lstm), lstm),
  };
}
