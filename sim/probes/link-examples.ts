import type { RoadNetwork } from '../../src/network/index.js';
import { type LinkTraversals, traversalFlag } from '../../src/traces/index.js';
import type { LinkTravelTimeModel } from '../../src/traveltime/index.js';

/** The observed travel times of one link in one time slot, beside the fitted normal. */
export interface LinkExample {
  /** Id of the link. */
  readonly link: string;
  readonly name: string;
  /** Number of the slot, from 0. */
  readonly slot: number;
  /** Length of a slot, s. */
  readonly slotLength?: number;
  /** Observed travel times, s. */
  readonly times: readonly number[];
  /** Fitted mean and standard deviation, s. */
  readonly mean: number;
  readonly sd: number;
  readonly freeFlowTime: number;
}

const exampleCount = 4;

/**
 * Observed travel times of the links with the most traversals in a slot in the middle of the model, each of another street where
 * there is one, so that a person sees what the fit makes of signals and queues.
 */
export function linkExamples(
  traversals: LinkTraversals,
  model: LinkTravelTimeModel,
  network: RoadNetwork,
): LinkExample[] {
  const slot = Math.min(model.slots - 1, 2);
  const { samples, slots, slotLength, start } = model;
  const byCount = network.links
    .map(({ index }) => index)
    .filter((link) => model.fallback[link] === 0 && samples[link * slots + slot] >= 10)
    .sort((a, b) => samples[b * slots + slot] - samples[a * slots + slot] || a - b);
  const chosen: number[] = [];
  const streets = new Set<string>();
  for (const link of byCount) {
    const street = network.links[link].name || network.links[link].type;
    if (chosen.length < exampleCount && !streets.has(street)) {
      streets.add(street);
      chosen.push(link);
    }
  }
  for (const link of byCount) if (chosen.length < exampleCount && !chosen.includes(link)) chosen.push(link);
  const partial = traversalFlag.partialFirst | traversalFlag.partialLast | traversalFlag.plannedStop;
  const times = new Map(chosen.map((link): [number, number[]] => [link, []]));
  for (let row = 0; row < traversals.count; row++) {
    const list = times.get(traversals.link[row]);
    const inSlot = Math.floor((traversals.entry[row] - start) / slotLength) === slot;
    if (list !== undefined && inSlot && (traversals.flags[row] & partial) === 0)
      list.push(traversals.exit[row] - traversals.entry[row]);
  }
  return chosen.map((link) => ({
    link: network.links[link].id,
    name: network.links[link].name,
    slot,
    slotLength,
    times: (times.get(link) ?? []).sort((a, b) => a - b),
    mean: model.mean[link * slots + slot],
    sd: model.sd[link * slots + slot],
    freeFlowTime: network.freeFlowTimes[link],
  }));
}
