import type { ServiceMarket } from './market.js';
import { type OfferTable, offersOf } from './offer-table.js';

/** The match qualities of one task of a past round, as known once its simulations have run. */
export interface ObservedQualities {
  /** m_0, of the driving simulator. */
  readonly driving: number;
  /** m_1 to m_K, of the traffic simulators. */
  readonly traffic: readonly number[];
}

/**
 * The match qualities of each feasible task of a vehicle.
 * @param round the market, or its offers where they are reckoned already
 * @throws InputError when the market is wrong
 */
export function observedQualities(round: ServiceMarket | OfferTable, vehicle: number): ObservedQualities[] {
  const table = offersOf(round);
  const observed: ObservedQualities[] = [];
  for (let task = table.taskStart[vehicle]; task < table.taskStart[vehicle + 1]; task++) {
    if (table.feasible[task] === 0) continue;
    const [driving, ...traffic] = table.quality.subarray(
      task * table.simulators,
      (task + 1) * table.simulators,
    );
    observed.push({ driving, traffic });
  }
  return observed;
}

/** The second largest of some numbers that are not negative; 0 where there are fewer than two. */
function secondLargest(numbers: readonly number[]): number {
  let largest = 0;
  let second = 0;
  for (const number of numbers) {
    if (number > largest) {
      second = largest;
      largest = number;
    } else if (number > second) second = number;
  }
  return second;
}

/**
 * The price scaling factor of the modified second bid from past rounds, alpha = max(1, gamma E[m_0] / E[m_(2)]), m_(2) the
 * second largest quality of the TRAFFIC simulators (twin-market journal, after eq. (11)). It depends on the past only, so no
 * bid of this round moves it.
 * Where nothing was observed, or never a second quality above 0, no ratio exists and alpha is 1: the plain second bid.
 * @param past each task counts once
 * @param gamma relative bargaining power of the driving simulator, not negative
 */
export function priceScalingFactor(past: readonly ObservedQualities[], gamma: number): number {
  const memory = new PriceMemory(Number.POSITIVE_INFINITY);
  memory.remember(past);
  return memory.factor(gamma);
}

/** The tasks observed last, as far as the price scaling factor needs them. */
export class PriceMemory {
  readonly #room: number;
  /** m_0 and m_(2), the oldest task first. */
  readonly #driving: number[] = [];
  readonly #second: number[] = [];

  /** @param room how many tasks are remembered */
  constructor(room: number) {
    this.#room = room;
  }

  /** Takes in tasks; the oldest ones are forgotten where there is no room. */
  remember(observed: readonly ObservedQualities[]): void {
    for (const { driving, traffic } of observed) {
      this.#driving.push(driving);
      this.#second.push(secondLargest(traffic));
    }
    const surplus = this.#driving.length - this.#room;
    if (surplus > 0) {
      this.#driving.splice(0, surplus);
      this.#second.splice(0, surplus);
    }
  }

  /** `priceScalingFactor` of the tasks remembered. */
  factor(gamma: number): number {
    let driving = 0;
    let second = 0;
    for (let i = 0; i < this.#driving.length; i++) {
      driving += this.#driving[i];
      second += this.#second[i];
    }
    return second > 0 ? Math.max(1, (gamma * driving) / second) : 1;
  }
}
