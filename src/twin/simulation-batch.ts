import { computationLatency, transmissionLatency } from './latency.js';

/**
 * How the simulations of a task fill the time that is left until its deadline (twin-market journal, III-D).
 * Q = (d - T_DT) R_SIM / s needs a rate R_SIM that the paper does not define:
 * `serial` (default): 1 / R_SIM = 1 / R_down + e / f_GPU, a simulation is computed and then sent; eq. (4) holds with equality.
 * `pipelined`: 1 / R_SIM = max(1 / R_down, e / f_GPU), one is computed while another is sent, and the batch takes the longer
 * of both times instead of their sum; eq. (4) holds with equality.
 * `literal`: R_SIM = R_down, as the text suggests; eq. (4) is broken whenever simulations need computing.
 */
export type SimulationMode = 'serial' | 'pipelined' | 'literal';

/** What one simulation of a simulator asks for. */
export interface SimulationDemand {
  /** s, its result in MB; above 0. */
  readonly size: number;
  /** e, its GPU work in Gcycles/MB; not negative. */
  readonly work: number;
}

/** What the roadside unit and the link to the vehicle give to simulations. */
export interface SimulationSupply {
  /** R_down in Mbit/s; not negative. */
  readonly downlinkRate: number;
  /** f_GPU in GHz; above 0. */
  readonly gpu: number;
}

/** Relative distance below a whole number that is taken for rounding. */
const rounding = 1e-12;

/** Seconds that each further simulation takes in the reading of `mode`; `Infinity` without a downlink. */
function secondsPerSimulation(
  demand: SimulationDemand,
  supply: SimulationSupply,
  mode: SimulationMode,
): number {
  const sending = transmissionLatency(demand.size, supply.downlinkRate);
  const computing = computationLatency(demand.size, demand.work, supply.gpu);
  switch (mode) {
    case 'serial':
      return sending + computing;
    case 'pipelined':
      return Math.max(sending, computing);
    case 'literal':
      return sending;
  }
}

/**
 * Q, the number of simulations that fit into a time (twin-market journal, III-D).
 * @param time d - T_DT in seconds, not negative
 * @param whole simulations are counted in whole numbers, rounded down; else Q is a real number, as in the papers
 * @returns 0 where there is no downlink
 */
export function simulationCount(
  time: number,
  demand: SimulationDemand,
  supply: SimulationSupply,
  mode: SimulationMode,
  whole: boolean,
): number {
  const count = time / secondsPerSimulation(demand, supply, mode);
  return whole ? Math.floor(count * (1 + rounding)) : count;
}

/** Eq. (2): seconds to send `count` simulations; 0 for none, also without a downlink. */
export function simulationTransmission(
  count: number,
  demand: SimulationDemand,
  supply: SimulationSupply,
): number {
  return transmissionLatency(count * demand.size, supply.downlinkRate);
}

/** Eq. (3): seconds to compute `count` simulations. */
export function simulationComputation(
  count: number,
  demand: SimulationDemand,
  supply: SimulationSupply,
): number {
  return computationLatency(count * demand.size, demand.work, supply.gpu);
}

/** Seconds from the first simulation's start to the last one's arrival: the sum of both times, the longer one when `pipelined`. */
export function simulationMakespan(transmission: number, computation: number, mode: SimulationMode): number {
  return mode === 'pipelined' ? Math.max(transmission, computation) : transmission + computation;
}
