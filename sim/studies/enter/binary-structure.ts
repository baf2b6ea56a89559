import type { OrderedAction, VehicleType } from '../../../src/freshness/index.js';

/** The order of actions in the case of two types, Low (number 0) and High (1): enter, Corollary 1. */
export const structures = ['LH', 'HL', 'None-L', 'None-H'] as const;
export type Structure = (typeof structures)[number];

/** The actions of a structure in their order: nobody, Low, High, both. */
export const actionsOf: Readonly<Record<Structure, readonly string[]>> = {
  LH: ['O', 'L', 'H', 'B'],
  HL: ['O', 'H', 'L', 'B'],
  'None-L': ['O', 'H', 'B'],
  'None-H': ['O', 'L', 'B'],
};

/** The name of a set of the two types. */
export function actionName(recruit: readonly number[]): string {
  return recruit.length === 2 ? 'B' : recruit.length === 0 ? 'O' : recruit[0] === 0 ? 'L' : 'H';
}

/** The structure of an action order; undefined where it is none of the four. */
export function structureOf(actions: readonly OrderedAction[]): Structure | undefined {
  const names = actions.map(({ recruit }) => actionName(recruit)).join();
  return structures.find((structure) => actionsOf[structure].join() === names);
}

/** The two ratios that decide: (1 - Q_H) / (1 - Q_L), and gamma_OL / gamma_OH. */
export interface BinaryRatios {
  readonly miss: number;
  readonly cost: number;
}

/** Conditions (25) to (28) of Corollary 1; undefined where the paper's inequalities leave a tie open. */
export function conditionOf({ miss, cost }: BinaryRatios): Structure | undefined {
  if (miss < cost && cost < 1) return 'LH';
  if (1 < cost && cost < miss) return 'HL';
  if (cost >= Math.max(1, miss)) return 'None-L';
  return cost < Math.min(1, miss) ? 'None-H' : undefined;
}

/**
 * Two types with given ratios.
 * @param success Q of the type that reports less often, in (0, 1)
 */
export function typesWith({ miss, cost }: BinaryRatios, success: number): VehicleType[] {
  const rarer = 1 - success;
  const low = miss <= 1 ? success : 1 - rarer / miss;
  const high = miss <= 1 ? 1 - miss * rarer : success;
  const marginalCost = 10;
  return [
    { success: low, payment: cost * marginalCost * low },
    { success: high, payment: marginalCost * high },
  ];
}
