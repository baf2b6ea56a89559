/** A winner of the auction. */
export interface AuctionWinner {
  /** Place in the order of selection, from 1. */
  readonly order: number;
  readonly vehicle: string;
  /** Tasks that it bid for. */
  readonly tasks: readonly (number | string)[];
  readonly bid: number;
  /** Its private cost. */
  readonly cost: number;
  readonly payment: number;
  /** Marginal value when it was selected. */
  readonly expectedValue: number;
  /** Value that its completions added; null where it is not known. */
  readonly realisedValue: number | null;
  /** Of an auction on promised times: what it was paid in the end, and whether it was sent another way. */
  readonly promise?: { readonly paid: number; readonly isRerouted: boolean };
}

/** One step of winner selection: a candidate and why it was or was not taken. */
export interface AuctionDecision {
  readonly step: number;
  readonly vehicle: string;
  readonly marginalValue: number;
  readonly bid: number;
  /** Marginal value per bid; Infinity for a bid of 0. */
  readonly ratio: number;
  /** The highest bid that the budget allows at this step; null where the budget does not bind. */
  readonly cap: number | null;
  readonly accepted: boolean;
  /** Why not, in a few words. */
  readonly reason?: string;
}

/** The auction of one replication. */
export interface AuctionReport {
  readonly replication: number;
  /** Mechanism, valuation and alpha, as the scenario names them. */
  readonly mechanism: string;
  /** Null for a mechanism that knows none. */
  readonly budget: number | null;
  readonly winners: readonly AuctionWinner[];
  readonly decisions: readonly AuctionDecision[];
}
