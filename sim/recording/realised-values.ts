import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';

/**
 * The subinterval (from 0) of [0, T_K] in which a time falls, the earlier one at a boundary; undefined after T_K or for never.
 * @param boundaries T_1 .. T_K, s
 */
export function subintervalOf(time: number | undefined, boundaries: readonly number[]): number | undefined {
  if (time === undefined) return undefined;
  const k = boundaries.findIndex((boundary) => time <= boundary);
  return k < 0 ? undefined : k;
}

/** What a task was really worth. */
export interface RealisedTask {
  /** First completion by a winner, s from the start of the campaign; undefined if none completed it. */
  readonly completion: number | undefined;
  /** v_j at that time, eq. (1). */
  readonly value: number;
}

/** The realised worth of each task: its value at the first completion by a winner. */
export function realisedValues(outcome: CampaignOutcome, values: readonly number[]): RealisedTask[] {
  const winners = new Set(outcome.auction.winners);
  const first = new Array<number | undefined>(outcome.tasks.length).fill(undefined);
  for (const { bidder, task, completion } of outcome.completions) {
    if (completion === undefined || !winners.has(bidder)) continue;
    first[task] = Math.min(first[task] ?? Number.POSITIVE_INFINITY, completion);
  }
  return first.map((completion) => {
    const k = subintervalOf(completion, outcome.boundaries);
    return { completion, value: k === undefined ? 0 : values[k] };
  });
}
