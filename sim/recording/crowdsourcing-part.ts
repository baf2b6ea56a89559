import { z } from 'zod';

const count = z.int().min(0);
const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();

const campaign = z.object({
  tasks: count,
  bidders: count,
  winners: count,
  paymentTotal: z.number(),
  withinBudget: z.boolean(),
  expectedValue: z.number(),
  realisedValue: z.number(),
  expectedCompletions: z.number(),
  realisedCompletions: z.number(),
});

const completion = z.object({ predicted: z.number(), sd: z.number(), realised: z.number() });

const calibrationCounts = z.object({
  count,
  squares: z.number(),
  bins: list(z.object({ count, hits: count, sum: z.number() })),
});

const mapDetail = z.object({
  tasks: list(
    z.object({
      x: z.number(),
      y: z.number(),
      state: z.enum(['in-time', 'late', 'not-completed', 'not-covered']),
      label: z.string(),
    }),
  ),
  /** The ways of the winners from where they were when the campaign began: m from the start of the first link. */
  routes: list(z.object({ vehicle: z.string(), position: z.number(), links: list(z.string()) })),
});

const auctionDetail = z.object({
  winners: list(
    z.object({
      vehicle: z.string(),
      tasks: list(count),
      cost: z.number(),
      payment: z.number(),
      /** Null for a mechanism that keeps no trace of its selection. */
      expectedValue: z.number().nullable(),
      realisedValue: z.number().nullable(),
    }),
  ),
  decisions: list(
    z.object({
      vehicle: z.string(),
      marginalValue: z.number(),
      bid: z.number(),
      /** Null for a bid of 0: without bound. */
      ratio: z.number().nullable(),
      /** Null where the budget does not bind. */
      cap: z.number().nullable(),
      accepted: z.boolean(),
    }),
  ),
});

/** What the report shows of the campaign of one replication. */
export const crowdsourcingPart = z.object({
  campaign,
  /** Completion times of winners, s: forecast mean and standard deviation, and fact. */
  completions: list(completion),
  calibration: calibrationCounts,
  /** What only one replication shows in a report: that of number 0. */
  detail: z.object({ map: mapDetail, auction: auctionDetail }).nullable(),
});

/** What the report shows of one campaign. */
export type CrowdsourcingPart = z.infer<typeof crowdsourcingPart>;
/** The map of a campaign without its roads. */
export type MapDetail = z.infer<typeof mapDetail>;
/** Winners and decisions of an auction. */
export type AuctionDetail = z.infer<typeof auctionDetail>;
