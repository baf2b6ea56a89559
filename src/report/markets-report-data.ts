import type { AuctionReport } from './auction-report-data.js';

/** A mean over the replications with its interval; null where nobody can know. */
export interface ReportedMean {
  readonly mean: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** Sums over campaigns (and requesters), as means over the replications. In units of money but for the winners. */
export interface MarketAmounts {
  readonly winners: ReportedMean;
  /** What was paid in the end. */
  readonly paid: ReportedMean;
  readonly expectedValue: ReportedMean;
  readonly realisedValue: ReportedMean;
  readonly expectedUtility: ReportedMean;
  readonly realisedUtility: ReportedMean;
  readonly expectedWelfare: ReportedMean;
  readonly realisedWelfare: ReportedMean;
}

/** Amounts of a mechanism or a requester. */
export interface NamedAmounts extends MarketAmounts {
  readonly name: string;
  /** Share of its auctions whose payments kept the budget. */
  readonly withinBudget: number;
}

/** The market of one campaign and requester, over the replications. */
export interface MarketRow extends MarketAmounts {
  readonly campaign: number;
  /** s of simulated time. */
  readonly start: number;
  readonly requester: string;
  readonly tasks: number;
  /** Mean over the replications. */
  readonly bidders: number;
  readonly budget: number;
}

/** How promised times were kept. */
export interface PromisesReport {
  /** Realised less promised time of completion, s, of the promised tasks that were completed. */
  readonly errors: readonly number[];
  readonly promised: number;
  readonly kept: number;
  /** s */
  readonly tolerance: number;
  readonly winners: ReportedMean;
  /** Share of the winners that were paid. */
  readonly winnersPaid: ReportedMean;
  readonly winnersRerouted: ReportedMean;
}

/** An auction of one campaign and requester. */
export interface MarketAuctionReport extends AuctionReport {
  readonly campaign: number;
  readonly requester: string;
}

/** What a run with several campaigns, requesters or mechanisms, or with promised times, shows besides. */
export interface MarketsReport {
  /** The mechanism whose outcomes were carried out. */
  readonly acting: string;
  /** Every mechanism on the same bids, the acting one first. */
  readonly mechanisms: readonly NamedAmounts[];
  /** Each other mechanism less the acting one, replication by replication. */
  readonly differences: readonly (MarketAmounts & { readonly name: string })[];
  /** Empty where there is one alone. */
  readonly requesters: readonly NamedAmounts[];
  readonly markets: readonly MarketRow[];
  readonly promises?: PromisesReport;
  /** Of one replication. */
  readonly auctions: readonly MarketAuctionReport[];
}
