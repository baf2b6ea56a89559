import { LinkTraversalBuilder, type LinkTraversals } from '../traces/index.js';

/** Traversals for fitting, and others to judge the fit by. */
export interface HeldOut {
  readonly fitted: readonly LinkTraversals[];
  readonly held: readonly LinkTraversals[];
}

/** The traversals of some of the vehicles. */
function ofVehicles(traversals: LinkTraversals, keep: (vehicle: number) => boolean): LinkTraversals {
  const builder = new LinkTraversalBuilder();
  const { count, vehicles, vehicle, link, entry, exit, flags } = traversals;
  for (let row = 0; row < count; row++) {
    if (!keep(vehicle[row])) continue;
    builder.add(builder.vehicle(vehicles[vehicle[row]]), link[row], entry[row], exit[row], flags[row]);
  }
  return builder.build();
}

/**
 * Holds out one part of `parts`: whole rounds where there are that many, because vehicles of one round meet the same jams; else
 * vehicles, every so-manieth in the order in which they appear.
 * @param part from 0
 */
export function heldOut(rounds: readonly LinkTraversals[], part: number, parts = 5): HeldOut {
  const isHeld = (i: number): boolean => i % parts === part;
  if (rounds.length >= parts) {
    return {
      fitted: rounds.filter((_, round) => !isHeld(round)),
      held: rounds.filter((_, round) => isHeld(round)),
    };
  }
  return {
    fitted: rounds.map((round) => ofVehicles(round, (vehicle) => !isHeld(vehicle))),
    held: rounds.map((round) => ofVehicles(round, isHeld)),
  };
}
