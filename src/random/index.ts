/** Randomness that can be repeated: named, independent streams and the distributions drawn from them. */
export { DistributionError } from './distribution-error.js';
export { RandomStream } from './random-stream.js';
export { RandomStreams } from './random-streams.js';
export { zipfTable } from './zipf-table.js';
