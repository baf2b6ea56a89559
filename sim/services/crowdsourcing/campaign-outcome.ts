import type { AuctionResult } from '../../../src/recruitment/index.js';
import type { CompletionForecast } from './bids.js';
import type { HeldAuction } from './mechanisms.js';
import type { Participant } from './participants.js';
import type { Requester } from './requester.js';
import type { PlacedTask } from './tasks.js';

/** What happened to one task of a bidder's bundle; times in s from the start of the campaign, undefined if never. */
export interface Completion {
  readonly bidder: number;
  readonly task: number;
  /** Which link of the bidder's route passes the task. */
  readonly routeIndex: number;
  /** Distance of the task from the start of that link, m. */
  readonly offset: number;
  readonly forecast: CompletionForecast;
  arrival: number | undefined;
  completion: number | undefined;
  /** Whether the bidder was sent another way, for another requester, before it came to the task. */
  isGivenUp?: boolean;
}

/** The tasks of one requester in one campaign, after the auction for them. */
export interface CampaignOutcome {
  /** Number of the campaign, from 0. */
  readonly campaign: number;
  readonly requester: Requester;
  /** When the campaign began, s of simulated time. */
  readonly start: number;
  readonly tasks: readonly PlacedTask[];
  /** T_1 .. T_K, s from the start of the campaign. */
  readonly boundaries: readonly number[];
  readonly participants: number;
  /** In the order of the auction's vehicle numbers, each on the way that it drives with its tasks there. */
  readonly bidders: readonly Participant[];
  /** The auction whose outcome was carried out. */
  readonly auction: AuctionResult;
  /** Every mechanism on the same bids, the one that acts first. */
  readonly mechanisms: readonly HeldAuction[];
  /** Whether campaigns of the run can send vehicles another way: then nobody knows how mechanisms that do not act would have fared. */
  readonly reroutes: boolean;
  /** Winners that were sent another way, by number. */
  readonly rerouted: readonly number[];
  /** Every bidder-task pair, winners or not: all of them drive on, so all forecasts can be judged. */
  readonly completions: readonly Completion[];
}
