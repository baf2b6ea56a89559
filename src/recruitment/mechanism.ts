import type { AuctionMarket, Valuation } from './market.js';

/** What can be chosen when an auction is run. A mechanism takes the options that concern it and ignores the rest. */
export interface AuctionOptions {
  /** Default `exact`. */
  readonly valuation?: Valuation;
  /**
   * TBUMA: the divisor of the budget in the budget feasible criterion. `paper`: min(2, V(I) / B), under which payments
   * can exceed the budget when B < V(I) < 2 B. `two` (default): always 2, under which they cannot.
   */
  readonly alpha?: 'paper' | 'two';
  /** BUMA: the relative gain that a step of the local search must bring, divided by the set's size. Default .01. */
  readonly epsilon?: number;
  /** BVM: what follows on the first vehicle that the budget does not allow. Default `stop`. */
  readonly onViolation?: 'stop' | 'continue';
  /** Also return how each decision came about. Default false. */
  readonly trace?: boolean;
}

/** One turn of a greedy selection: the vehicle with the highest ratio and what became of it. */
export interface SelectionStep {
  readonly candidate: number;
  /** V_i(w), what the candidate adds to the value of the winners so far. */
  readonly marginalValue: number;
  readonly bid: number;
  /** V_i(w) / b_i; `Infinity` for a bid of zero that adds value. */
  readonly ratio: number;
  /** The highest bid that the budget feasible criterion lets pass; `Infinity` where it is not applied. */
  readonly cap: number;
  readonly accepted: boolean;
  /** `over-cap`: refused by the budget feasible criterion; `not-worth-bid`: ends the selection, V_i(w) <= b_i. */
  readonly reason: 'accepted' | 'over-cap' | 'not-worth-bid';
  /** V(w) after this step. */
  readonly value: number;
}

/** One of the prices whose maximum a winner is paid: what it could have asked and still win before `rival`. */
export interface PaymentStep {
  /** The winner of this turn of the auction without the paid vehicle; `null` for the last price, after all rivals. */
  readonly rival: number | null;
  /** V_i(w) of the paid vehicle at this turn. */
  readonly marginalValue: number;
  /** rho, the bid with the rival's ratio; in the last step the limit set by the paid vehicle's own value. */
  readonly ratioPrice: number;
  /** nu, the bid that the budget feasible criterion just lets pass; `Infinity` where it is not applied. */
  readonly budgetPrice: number;
  /** min(rho, nu). */
  readonly price: number;
}

/** A set among which a mechanism chose. */
export interface CandidateSet {
  readonly name: string;
  readonly vehicles: readonly number[];
  /** V(S) - sum of bids. */
  readonly objective: number;
}

/** How an auction came to its result; only the parts that its mechanism has are filled. */
export interface AuctionTrace {
  readonly selection: readonly SelectionStep[];
  /** By winner. */
  readonly payments: Readonly<Record<number, readonly PaymentStep[]>>;
  readonly sets: readonly CandidateSet[];
}

/** The outcome of an auction. */
export interface AuctionResult {
  readonly mechanism: string;
  readonly valuation: Valuation;
  /** In the order of selection. */
  readonly winners: readonly number[];
  /** By winner. */
  readonly payments: Readonly<Record<number, number>>;
  /** V(w), the expected value of the winners. */
  readonly value: number;
  /** V(I), the expected value if every vehicle of the market won. */
  readonly valueOfAll: number;
  /** Sum of the winners' bids. */
  readonly bidTotal: number;
  readonly paymentTotal: number;
  /** V(w) - sum of payments, eq. (14). */
  readonly requesterUtility: number;
  /** V(w) - sum of bids, eq. (16) with bids for costs. */
  readonly socialWelfare: number;
  /** B < V(I). */
  readonly budgetLimited: boolean;
  /** Sum of payments at most B (up to a relative rounding error of 1e-9). */
  readonly withinBudget: boolean;
  readonly trace?: AuctionTrace;
}

/**
 * An auction: a function from a market to an outcome, without any other input. Built-in mechanisms have this type, and so
 * must a mechanism of a user's own.
 */
export type AuctionMechanism = (market: AuctionMarket, options?: AuctionOptions) => AuctionResult;
