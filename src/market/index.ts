/**
 * The market of a roadside unit: vehicles bid for the execution of their twins' tasks (online submarket), simulators bid for
 * simulating meanwhile (offline submarket). PViSA, EPViSA, MTEPViSA with both online pricings and both scores, several slots a
 * round, the omniscient optimum, surplus by part and revenue by submarket. Every mechanism is a function from data to data.
 */
export { epvisa } from './epvisa.js';
export { checkMarket, type MarketVehicle, type ServiceMarket, type TwinTask } from './market.js';
export {
  type MarketDocument,
  type MarketMechanismName,
  marketDocument,
  mechanisms,
  type TaskDocument,
} from './market-document.js';
export type { MarketMechanism, MarketOptions, MarketOutcome, OnlinePricing } from './mechanism.js';
export { mtepvisa } from './mtepvisa.js';
export {
  type NormalisedMarket,
  type NormalisedRsu,
  type NormalisedVehicle,
  normalisedMarket,
} from './normalised-market.js';
export { type OfferTable, offerTable, reckonOffers } from './offer-table.js';
export { modifiedSecondBid, type OfflineAuction, type OfflineAward, secondPrice } from './offline-auction.js';
export {
  onlineSlots,
  type SlotsOutcome,
  type SlotWinner,
  slotsOptimum,
} from './online-slots.js';
export { optimum } from './optimum.js';
export {
  type ObservedQualities,
  observedQualities,
  PriceMemory,
  priceScalingFactor,
} from './price-scaling.js';
export { pvisa } from './pvisa.js';
export { criticalBid, type Score, type ScoreForm, scoreOf, scoreTotal } from './score.js';
export type { TaskService, VehicleService } from './service.js';
export { allocateSlots, optimalSlots, type SlotAllocation } from './slot-allocation.js';
export type { Revenue, Surplus } from './surplus.js';
