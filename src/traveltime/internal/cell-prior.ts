import { neighbourSlot, type SlotPlan } from '../slot-plan.js';

/** Weight of a traversal one, two, three slots away against one of the slot itself, in the prior. */
const neighbourWeights = [0.5, 0.25, 0.125];
/** Weight of the link's own mean in the prior, in traversals. */
export const linkWeight = 2;

/** A slot that tells something of another one, and the weight of its traversals there. */
export interface Neighbour {
  readonly slot: number;
  readonly weight: number;
}

/** The slots around each slot, nearest first. */
export function neighboursOf(plan: SlotPlan): Neighbour[][] {
  return Array.from({ length: plan.slots }, (_, slot) =>
    neighbourWeights.flatMap((weight, d) =>
      [-d - 1, d + 1].flatMap((distance) => {
        const other = neighbourSlot(plan, slot, distance);
        return other < 0 ? [] : [{ slot: other, weight }];
      }),
    ),
  );
}
