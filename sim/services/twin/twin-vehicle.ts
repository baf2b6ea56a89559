import type { RandomStream } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import type { TwinVehicle } from './twin-task.js';

/** What is drawn of a vehicle when it comes onto the road. */
export interface VehicleDraw {
  readonly takesPart: boolean;
  readonly value: number;
  readonly preferences: readonly number[];
  readonly generativeScores: readonly number[];
}

/**
 * Draws a vehicle: as many random numbers whether it takes part or not, so that the others are the same at another share.
 * Preferences h follow Zipf's law with exponent 2 from 1 to the size of the cache (twin-market journal, section V, on a finite support).
 */
export function drawVehicle({ vehicles, simulators }: TwinSettings, random: RandomStream): VehicleDraw {
  const [lowest, highest] = vehicles.value;
  const [least, most] = vehicles.generativeScore;
  const takesPart = random.bernoulli(vehicles.share);
  const value = random.uniform(lowest, highest);
  const preferences = simulators.map(() => random.zipf(vehicles.cache, 2));
  const generativeScores = simulators.map(() => random.uniform(least, most));
  return { takesPart, value, preferences, generativeScores };
}

/** Brings the integral of the twin's age up to a time. */
export function ageUntil(vehicle: TwinVehicle, time: number): void {
  const from = vehicle.ageUntil - vehicle.stateOf;
  const to = time - vehicle.stateOf;
  vehicle.ageIntegral += ((from + to) / 2) * (to - from);
  vehicle.observed += to - from;
  vehicle.ageUntil = time;
}
