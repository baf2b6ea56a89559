import { RandomStream } from '../../random/index.js';
import { Dense, roundToFile, useWeights, type Weights } from '../neural/index.js';
import type { MovementExamples } from './example.js';
import { inputLength, outputLength, ownFrame, toPoints, writeInputs } from './internal/own-frame.js';
import { solveRidge } from './internal/ridge.js';
import { checkRequest, futurePoints, type MovementPredictor, type ObservedMovement } from './movement.js';

/** Ridge per example: keeps weights of displacements that always move together finite. */
const ridge = 1e-6;

/**
 * Linear regression of the displacements of the next 5 s on those of the last 59 s, in the vehicle's own coordinates. All that a
 * predictor without hidden units can learn, so what a neural network must beat.
 */
export class LinearRegression implements MovementPredictor {
  readonly name = 'linear regression';
  /** Weights by output and input, and a bias. */
  readonly layer = new Dense('linear', inputLength, outputLength, new RandomStream('linear'), 0);

  /** Least squares. @throws RangeError when there are no examples */
  static fit({ count, inputs, outputs }: MovementExamples): LinearRegression {
    if (count === 0) throw new RangeError('a regression needs at least one example');
    const { weights, bias } = solveRidge(inputs, outputs, count, ridge * count);
    const regression = new LinearRegression();
    regression.layer.weights.value.set(weights);
    regression.layer.bias.value.set(bias);
    roundToFile(regression.layer);
    return regression;
  }

  /** @param where what to call the weights in an error; @throws InputError when they do not fit */
  static from(weights: Weights, where: string): LinearRegression {
    const regression = new LinearRegression();
    useWeights(weights, regression.layer, where);
    return regression;
  }

  predict(observed: ObservedMovement, points = futurePoints): Float64Array {
    checkRequest(observed, points);
    const frame = ownFrame(observed.past);
    const input = new Float64Array(inputLength);
    writeInputs(observed.past, frame, input);
    return toPoints(this.layer.forward(input, 1), frame, points);
  }
}
