/**
 * Recruiting vehicles for tasks by reverse auctions: tasks, bids and their expected value, TBUMA and the mechanisms it is
 * compared with, and the selection among several bids per vehicle (WBS). Every mechanism is a function from data to data.
 */
export { type AuctionName, auctionDocument, mechanisms } from './auction-document.js';
export { type BidMarket, type BidTable, bidTableOf, type TimedBid } from './bid-market.js';
export { buma } from './buma.js';
export { bvm } from './bvm.js';
export {
  addedValue,
  type Coverage,
  cover,
  coverageOf,
  coveredValue,
  entryValue,
  marginalValue,
  valueOfAll,
} from './coverage.js';
export { keepsBudget } from './internal/outcome.js';
export type { AuctionMarket, Task, Valuation, VehicleBid } from './market.js';
export type {
  AuctionMechanism,
  AuctionOptions,
  AuctionResult,
  AuctionTrace,
  CandidateSet,
  PaymentStep,
  SelectionStep,
} from './mechanism.js';
export { bestSet, optimum, type WelfareSet } from './optimum.js';
export { setValue } from './set-value.js';
export { settledAuction } from './settled.js';
export { type ExponentialValue, type StepValue, type TaskValue, taskValueAt } from './task-value.js';
export { tbuma, tbumaWinners } from './tbuma.js';
export {
  type BidMechanism,
  type BidNumber,
  type BidPaymentStep,
  type BidStep,
  type WbsOptions,
  type WbsResult,
  wbs,
} from './wbs.js';
export { wbsDocument } from './wbs-document.js';
