import type { AuctionResult } from '../../../src/recruitment/index.js';
import type { CompletionForecast } from './bids.js';
import type { Participant } from './participants.js';
import type { PlacedTask } from './tasks.js';

/** What happened to one task of a bidder's bundle; times in s from the start of the campaign, undefined if never. */
export interface Completion {
  readonly bidder: number;
  readonly task: number;
  /** Which link of the bidder's route passes the task. */
  readonly routeIndex: number;
  readonly forecast: CompletionForecast;
  arrival: number | undefined;
  completion: number | undefined;
}

/** A campaign after its auction. */
export interface CampaignOutcome {
  /** When the campaign began, s of simulated time. */
  readonly start: number;
  readonly tasks: readonly PlacedTask[];
  /** T_1 .. T_K, s from the start of the campaign. */
  readonly boundaries: readonly number[];
  readonly participants: number;
  /** Participants with at least one task on their way, in the order of the auction's vehicle numbers. */
  readonly bidders: readonly Participant[];
  readonly auction: AuctionResult;
  /** Every bidder-task pair, winners or not: all of them drive on, so all forecasts can be judged. */
  readonly completions: readonly Completion[];
}
