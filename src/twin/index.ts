/**
 * Offloading the tasks of a vehicle's digital twin to a roadside unit, and the simulations that fill the time left until their
 * deadlines: rates, latencies, numbers of simulations, match quality. Sizes in MB (8e6 bit), rates in Mbit/s, bandwidths in
 * MHz, clocks in GHz, work in Gcycles/MB, powers in mW, times in s.
 */
export { computationLatency, megabitsPerMegabyte, transmissionLatency } from './latency.js';
export { type MatchQualityForm, matchQuality } from './match-quality.js';
export { correlatedNormal } from './radio/correlated-normal.js';
export { decibelMilliwatts, noisePower, spectralEfficiency } from './radio/link-rate.js';
export {
  lineOfSightProbability,
  logDistancePathLoss,
  type Sight,
  shadowDecorrelation,
  shadowDeviation,
  sightDecorrelation,
  urbanPathLoss,
} from './radio/path-loss.js';
export { shannonRate } from './shannon-rate.js';
export {
  type SimulationDemand,
  type SimulationMode,
  type SimulationSupply,
  simulationComputation,
  simulationCount,
  simulationMakespan,
  simulationTransmission,
} from './simulation-batch.js';
