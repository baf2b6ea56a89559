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
      /** Of an auction on promised times. */
      promise: z.object({ paid: z.number(), isRerouted: z.boolean() }).optional(),
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

const amount = z.number().nullable();

/** One mechanism on the market of one campaign and requester. */
const market = z.object({
  campaign: count,
  /** s of simulated time. */
  start: z.number(),
  requester: z.string(),
  tasks: count,
  bidders: count,
  budget: z.number(),
  mechanism: z.string(),
  /** Whether its outcome was carried out. */
  acts: z.boolean(),
  winners: count,
  payment_total: z.number(),
  paid_total: amount,
  within_budget: z.boolean(),
  cost_total: z.number(),
  expected_value: z.number(),
  realised_value: amount,
  expected_utility: z.number(),
  realised_utility: amount,
  expected_welfare: z.number(),
  realised_welfare: amount,
});

const promise = z.object({
  /** s from the start of the campaign. */
  promised: z.number(),
  completion: z.number().nullable(),
  kept: z.boolean(),
});

/** An auction of one campaign and requester. */
const marketAuction = auctionDetail.extend({ campaign: count, requester: z.string(), budget: z.number() });

/** What the report shows of the campaigns of one replication. */
export const crowdsourcingPart = z.object({
  campaign,
  /** Completion times of winners, s: forecast mean and standard deviation, and fact. */
  completions: list(completion),
  calibration: calibrationCounts,
  /** What only one replication shows in a report: that of number 0. */
  detail: z.object({ map: mapDetail, auctions: list(marketAuction) }).nullable(),
  /** Every mechanism on every market. */
  markets: list(market),
  /** What winners of wbs promised. */
  promises: list(promise),
});

/** What the report shows of one campaign. */
export type CrowdsourcingPart = z.infer<typeof crowdsourcingPart>;
/** One mechanism on the market of one campaign and requester. */
export type MarketPart = z.infer<typeof market>;
/** The map of a campaign without its roads. */
export type MapDetail = z.infer<typeof mapDetail>;
/** The auction of one campaign and requester. */
export type MarketAuction = z.infer<typeof marketAuction>;
/** Winners and decisions of an auction. */
export type AuctionDetail = z.infer<typeof auctionDetail>;
