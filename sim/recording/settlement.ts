import type { CampaignOutcome, Completion } from '../services/crowdsourcing/campaign-outcome.js';
import type { HeldAuction } from '../services/crowdsourcing/mechanisms.js';

/** What a task was really worth. */
export interface RealisedTask {
  /** First completion by a winner, s from the start of the campaign; undefined if none completed it. */
  readonly completion: number | undefined;
  /** Its worth at that time. */
  readonly value: number;
}

/** A task that a winner of an auction on promised times promised. */
export interface KeptPromise {
  readonly record: Completion;
  readonly isKept: boolean;
}

/** How an auction ended when everybody had driven. */
export interface Settlement {
  readonly tasks: readonly RealisedTask[];
  /** Sum of the worths of the tasks. */
  readonly value: number;
  /** What each winner is paid in the end: nothing to one that broke a promise. */
  readonly payments: ReadonlyMap<number, number>;
  readonly paymentTotal: number;
  /** Empty for auctions on completion probabilities. */
  readonly promises: readonly KeptPromise[];
}

/**
 * The subinterval (from 0) of [0, T_K] in which a time falls, the earlier one at a boundary; undefined after T_K or for never.
 * @param boundaries T_1 .. T_K, s
 */
export function subintervalOf(time: number | undefined, boundaries: readonly number[]): number | undefined {
  if (time === undefined) return undefined;
  const k = boundaries.findIndex((boundary) => time <= boundary);
  return k < 0 ? undefined : k;
}

/** The tasks that the winners of an auction perform: their bundles, or what they promised of them. */
function performed({ completions }: CampaignOutcome, { auction, promise }: HeldAuction): Completion[] {
  const winners = new Set(auction.winners);
  return completions.filter(({ bidder, task }) => {
    if (!winners.has(bidder)) return false;
    return (
      promise === undefined ||
      promise.chosen.get(bidder)?.participant.bundle.some((ahead) => ahead.task === task)
    );
  });
}

/**
 * How an auction would have ended, or did, as everybody really drove. It is known of every mechanism as long as winning changes
 * nobody's way.
 * @param held one of the mechanisms of the outcome, by default the one that acted
 */
export function settle(outcome: CampaignOutcome, held: HeldAuction = outcome.mechanisms[0]): Settlement {
  const { auction, promise } = held;
  const records = performed(outcome, held);
  const first = new Array<number | undefined>(outcome.tasks.length).fill(undefined);
  for (const { task, completion } of records)
    if (completion !== undefined) first[task] = Math.min(first[task] ?? Number.POSITIVE_INFINITY, completion);
  const tasks = first.map((completion) => ({ completion, value: outcome.requester.worth.at(completion) }));
  const promises =
    promise === undefined
      ? []
      : records.map((record) => {
          const { completion, forecast } = record;
          const isKept =
            completion !== undefined &&
            Math.abs(completion - Math.max(0, forecast.mean)) <= promise.tolerance;
          return { record, isKept };
        });
  const broken = new Set(promises.filter(({ isKept }) => !isKept).map(({ record }) => record.bidder));
  const payments = new Map(
    auction.winners.map((winner) => [winner, broken.has(winner) ? 0 : auction.payments[winner]]),
  );
  return {
    tasks,
    value: tasks.reduce((sum, { value }) => sum + value, 0),
    payments,
    // With no promise broken the very number of the auction.
    paymentTotal:
      broken.size === 0 ? auction.paymentTotal : [...payments.values()].reduce((sum, paid) => sum + paid, 0),
    promises,
  };
}

/** Whether it is known how an auction would have ended: always for the one that acted, else unless vehicles were sent other ways. */
export function isKnown({ mechanisms, reroutes }: CampaignOutcome, held: HeldAuction): boolean {
  return held === mechanisms[0] || !reroutes;
}
