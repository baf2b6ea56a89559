import type {
  NormalisedMarket,
  NormalisedRsu,
  NormalisedVehicle,
  TwinTask,
} from '../../../src/market/index.js';
import type { RandomStream, RandomStreams } from '../../../src/random/index.js';
import {
  computationLatency,
  type MatchQualityForm,
  shannonRate,
  transmissionLatency,
} from '../../../src/twin/index.js';
import { drawnHits, type HitReading } from './hit-readings.js';

/** Ends of uniform draws. */
type Ends = readonly [from: number, to: number];

/** From where a paper draws the sizes of its market. */
export interface MarketRanges {
  /** Of a task, MB. */
  readonly taskSize: Ends;
  /** Of a task, Gcycles/MB. */
  readonly taskWork: Ends;
  /** s. */
  readonly deadline: Ends;
  /** Of a simulation, MB. */
  readonly simulationSize: Ends;
  /** Of a simulation, Gcycles/MB. */
  readonly simulationWork: Ends;
  /** Of a vehicle, without unit. */
  readonly value: Ends;
  readonly matchQuality: MatchQualityForm;
}

/** Twin-market journal, section V-A. */
export const journalRanges: MarketRanges = {
  taskSize: [0, 0.5],
  taskWork: [0, 2],
  deadline: [1, 1.5],
  simulationSize: [0, 2.5],
  simulationWork: [0, 5],
  value: [0, 1],
  matchQuality: 'journal',
};

/** Twin-market conference, section V. */
export const conferenceRanges: MarketRanges = {
  taskSize: [0, 1],
  taskWork: [0, 1],
  deadline: [0.9, 1.1],
  simulationSize: [0, 0.25],
  simulationWork: [0, 1],
  value: [0.1, 1],
  matchQuality: 'conference',
};

/** A round to draw. */
export interface RoundSettings {
  readonly ranges: MarketRanges;
  readonly vehicles: number;
  /** With the driving simulator. */
  readonly simulators: number;
  /** Tasks of each vehicle. */
  readonly tasks: number;
  readonly hits: HitReading;
  /** Ends of the uniform generative score G. */
  readonly score: Ends;
  readonly theta: number;
}

const uniform = (random: RandomStream, [from, to]: Ends): number => random.uniform(from, to);

const rsu = { uplinkBandwidth: 20, downlinkBandwidth: 20, cpu: 3.6, gpu: 19 };
/** sigma^2 of both links: N(0, 1), as the papers write, would be a negative power in half of the draws. */
const noise = 1;

function drawnTask(random: RandomStream, { taskSize, taskWork, deadline }: MarketRanges): TwinTask {
  return {
    size: uniform(random, taskSize),
    work: uniform(random, taskWork),
    deadline: uniform(random, deadline),
  };
}

function keepsDeadline({ size, work, deadline }: TwinTask, link: { gain: number; power: number }): boolean {
  const rate = shannonRate(rsu.uplinkBandwidth, link.gain, link.power, noise);
  return transmissionLatency(size, rate) + computationLatency(size, work, rsu.cpu) <= deadline;
}

/**
 * Link and tasks of a vehicle. A link is drawn together with a first task until that keeps its deadline, each further task until
 * it does: the papers assume that tasks can be done, and with their ranges a fifth to two fifths cannot.
 */
function drawnTasks(random: RandomStream, { ranges, tasks }: RoundSettings) {
  let link = { gain: 0, power: 0 };
  const list: TwinTask[] = [];
  while (list.length < tasks) {
    if (list.length === 0) link = { gain: random.next(), power: random.next() };
    const task = drawnTask(random, ranges);
    if (keepsDeadline(task, link)) list.push(task);
  }
  return { ...link, tasks: list };
}

function drawnVehicle(random: RandomStreams, i: number, settings: RoundSettings): NormalisedVehicle {
  const { ranges, simulators, hits, score } = settings;
  const own = random.stream(`vehicle/${i}/tasks`);
  const value = uniform(own, ranges.value);
  const others = random.stream(`vehicle/${i}/simulators`);
  const preferences: number[] = [];
  const generativeScores: number[] = [];
  for (let k = 0; k < simulators; k++) {
    preferences.push(drawnHits(others, hits));
    generativeScores.push(uniform(others, score));
  }
  const link = drawnTasks(own, settings);
  return { value, ...link, noiseUp: noise, noiseDown: noise, preferences, generativeScores };
}

/**
 * Draws a round of the papers' normalised mode. Of more vehicles, simulators or tasks the first ones are the same as of fewer, and
 * another reading of hits, score or theta changes nothing else: rounds of one replication can be paired.
 * @param alpha price scaling factor of the modified second bid
 */
export function drawnRound(random: RandomStreams, settings: RoundSettings, alpha: number): NormalisedMarket {
  const { ranges, theta } = settings;
  const power = random.stream('rsu').uniform(0, 5);
  const sizes = random.stream('simulators');
  const simulators = Array.from({ length: settings.simulators }, () => ({
    // Never 0, which would be free of any work.
    size: ranges.simulationSize[1] * (1 - sizes.next()),
    work: uniform(sizes, ranges.simulationWork),
  }));
  const unit: NormalisedRsu = { ...rsu, power };
  return {
    rsu: unit,
    simulators,
    vehicles: Array.from({ length: settings.vehicles }, (_, i) => drawnVehicle(random, i, settings)),
    theta,
    gamma: 1,
    alpha,
    drivingBid: 0.4,
    accuracy: 0.5,
    matchQuality: ranges.matchQuality,
    simulations: 'serial',
    wholeSimulations: false,
  };
}
