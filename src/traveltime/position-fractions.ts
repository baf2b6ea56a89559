/**
 * Where on a link its time is spent.
 *
 * - `uniform`: evenly along the length;
 * - `signal`: the link is driven at its free-flow speed, and what the mean time exceeds the free-flow time by is
 *   waited for at its end.
 */
export type PositionModel = 'uniform' | 'signal';

/** What the position models need to know of a link. */
export interface LinkTimes {
  /** Length in m. */
  readonly length: number;
  /** Free-flow time in s. */
  readonly freeFlowTime: number;
  /** Mean travel time in s, in the slot in question. */
  readonly meanTime: number;
}

/**
 * The part of a link's time that passes from its beginning to `offset` metres along it: the integral of the
 * distribution P_Y of positions of vehicles on the link, eq. (4) of Chen et al. (TBUMA). 0 at the beginning, 1 at the
 * end; with `signal` it jumps at the end by the part that is waited there.
 */
export function timeFractionUpTo(offset: number, link: LinkTimes, model: PositionModel = 'uniform'): number {
  if (!(link.length > 0) || offset >= link.length) return 1;
  if (offset <= 0) return 0;
  const along = offset / link.length;
  if (model === 'uniform' || link.meanTime <= link.freeFlowTime) return along;
  return (along * link.freeFlowTime) / link.meanTime;
}

/** The part of a link's time from `from` to `to` metres along it: gamma of a task on the link the vehicle is on. */
export function timeFractionBetween(
  from: number,
  to: number,
  link: LinkTimes,
  model: PositionModel = 'uniform',
): number {
  return Math.max(0, timeFractionUpTo(to, link, model) - timeFractionUpTo(from, link, model));
}

/** The part of a link's time still ahead of a vehicle `offset` metres along it, alpha of eq. (4). */
export function remainingTimeFraction(
  offset: number,
  link: LinkTimes,
  model: PositionModel = 'uniform',
): number {
  return 1 - timeFractionUpTo(offset, link, model);
}
