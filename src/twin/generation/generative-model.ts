import type { RandomStream } from '../../random/index.js';
import { type SimulationSupply, simulationComputation, simulationTransmission } from '../index.js';
import type { SignGenerator } from './sign-generator.js';
import { imageLength } from './sign-image.js';
import type { SignSetScore } from './sign-tasks.js';

/** One simulation of a simulator: what it asks for and what it is worth. */
export interface GeneratedSimulation {
  /** s, its result in MB (8e6 bit). */
  readonly size: number;
  /** e, its GPU work in Gcycles/MB. */
  readonly work: number;
  /** G, in [0, 1]. */
  readonly generativeScore: number;
  /** Relative accuracy of the model fine-tuned on it, in (0, 1]: 1 is no improvement. */
  readonly theta: number;
}

/** Where the simulations of a simulator come from. */
export interface GenerativeModel {
  readonly name: string;
  /** Draws a simulation. */
  simulation(random: RandomStream): GeneratedSimulation;
}

/** Seconds from the order of a simulation to its arrival, one after the other: computed on the GPU, then sent. */
export function simulationLatency(simulation: GeneratedSimulation, supply: SimulationSupply): number {
  return simulationComputation(1, simulation, supply) + simulationTransmission(1, simulation, supply);
}

type Range = readonly [low: number, high: number];

/** What a declared model draws from, each uniform. */
export interface DeclaredSimulations {
  /** MB; default 0 to 2.5. */
  readonly size?: Range;
  /** Gcycles/MB; default 0 to 5. */
  readonly work?: Range;
  /** Default .4 to .6. */
  readonly generativeScore?: Range;
  /** Default .53 always. */
  readonly theta?: Range;
}

/** A model by declaration, as in the papers (twin-market journal, section V): nothing is generated, everything is drawn. */
export function declaredModel({
  size = [0, 2.5],
  work = [0, 5],
  generativeScore = [0.4, 0.6],
  theta = [0.53, 0.53],
}: DeclaredSimulations = {}): GenerativeModel {
  return {
    name: 'declared',
    simulation: (random) => ({
      size: random.uniform(...size),
      work: random.uniform(...work),
      generativeScore: random.uniform(...generativeScore),
      theta: random.uniform(...theta),
    }),
  };
}

/** What measured simulations consist of. */
export interface SignSimulations {
  /** Pictures of a simulation; default 300. */
  readonly pictures?: number;
  /** Multiplications per cycle of the GPU's clock; default 1. */
  readonly perCycle?: number;
}

/** Theta enters a market as a divisor: it stays off 0, and a model that got worse counts as not improved. */
const leastTheta = 0.01;

/**
 * The model of generated traffic signs: a simulation is a set of pictures for one of the tasks, each as likely, with the G and theta
 * that were measured on it, the size of its pixels (8 bits per colour) and the multiplications of its diffusion as work.
 * @param scores as `scoreSigns` gives them
 * @throws RangeError when no task was scored
 */
export function signsModel(
  generator: SignGenerator,
  scores: readonly SignSetScore[],
  { pictures = 300, perCycle = 1 }: SignSimulations = {},
): GenerativeModel {
  const tasks = scores.flatMap(({ score, relative }) => (relative === null ? [] : [{ score, relative }]));
  if (tasks.length === 0) throw new RangeError('a model of signs needs the scores of at least one task');
  const size = (pictures * imageLength) / 1e6;
  const work = (pictures * generator.work) / perCycle / 1e9 / size;
  return {
    name: 'signs',
    simulation: (random) => {
      const { score, relative } = random.choice(tasks);
      return {
        size,
        work,
        generativeScore: score,
        theta: Math.max(leastTheta, Math.min(1, relative.theta)),
      };
    },
  };
}
