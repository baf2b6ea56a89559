/** Small neural networks on typed arrays: layers with their gradients, the optimiser Adam, weights in files. */
export { Adam, type AdamOptions } from './adam.js';
export { Dense } from './dense.js';
export { exponential, sigmoid, tanh } from './internal/exponential.js';
export { addProduct, transposed } from './internal/matrix.js';
export { Lstm } from './lstm.js';
export { clearGradients, copyValues, type Parameter, type Trainable, zeros } from './parameter.js';
export {
  decodeWeights,
  encodeWeights,
  readWeights,
  roundToFile,
  useWeights,
  type Weights,
  writeWeights,
} from './weights-file.js';
