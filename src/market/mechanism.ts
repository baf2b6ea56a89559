import type { ServiceMarket } from './market.js';
import type { ScoreForm } from './score.js';
import type { TaskService } from './service.js';
import type { Revenue, Surplus } from './surplus.js';

/**
 * What the winning vehicle pays.
 * `critical` (default): the least bid with which it would still win.
 * `paper`: the bid of the runner-up by score (twin-market journal, eq. (9)), which is neither truthful nor individually rational.
 */
export type OnlinePricing = 'critical' | 'paper';

/** What can be chosen when a market is held. A mechanism takes the options that concern it and ignores the rest. */
export interface MarketOptions {
  /** EPViSA and MTEPViSA; default `coupled`. */
  readonly score?: ScoreForm;
  /** Default `critical`. */
  readonly pricing?: OnlinePricing;
}

/** The outcome of a round in which one vehicle wins. */
export interface MarketOutcome {
  readonly mechanism: string;
  /** The winning vehicle; null where there is none to win. */
  readonly vehicle: number | null;
  readonly vehiclePayment: number;
  /** By task of the winner: the simulator that won it, null for an infeasible task. */
  readonly simulatorPerTask: readonly (number | null)[];
  /** By task of the winner: what that simulator pays, 0 for an infeasible task. */
  readonly simulatorPayments: readonly number[];
  readonly surplus: Surplus;
  readonly revenue: Revenue;
  /** By task of the winner. */
  readonly tasks: readonly TaskService[];
  /** By vehicle: Phi, what it was chosen by. */
  readonly scores: readonly number[];
}

/**
 * A mechanism: a function from a round's market to an outcome, without any other input. Built-in mechanisms have this type, and
 * so must a mechanism of a user's own.
 * @throws InputError when the market is wrong (see `checkMarket`)
 */
export type MarketMechanism = (market: ServiceMarket, options?: MarketOptions) => MarketOutcome;
