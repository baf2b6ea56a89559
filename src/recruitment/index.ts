/**
 * Recruiting vehicles for tasks by reverse auctions: tasks, bids and their expected value, TBUMA and the mechanisms it is
 * compared with. Every mechanism is a function from data to data.
 */
export { bvm } from './bvm.js';
export {
  type Coverage,
  cover,
  coverageOf,
  coveredValue,
  marginalValue,
  valueOfAll,
} from './coverage.js';
export { type AuctionMarket, checkMarket, type Task, type Valuation, type VehicleBid } from './market.js';
export type {
  AuctionMechanism,
  AuctionOptions,
  AuctionResult,
  AuctionTrace,
  CandidateSet,
  PaymentStep,
  SelectionStep,
} from './mechanism.js';
export { setValue } from './set-value.js';
export { tbuma, tbumaWinners } from './tbuma.js';
