/** Studies: their definition, points, shared work, results and claims, and how they are run. */
export { sharedNetwork as networkOf } from '../../execution/shared-inputs.js';
export { campaignMarket, learnLinkTimes } from './campaign-market.js';
export { builtInStudies } from './catalogue.js';
export { percent, percentSpread } from './change-text.js';
export { cities, cityOf, onStreets } from './city-traffic.js';
export {
  type Claim,
  type Expectation,
  type JudgedClaim,
  type Judgement,
  judgeClaim,
  shownEstimate,
  shownNumber,
  shownSpread,
} from './claim.js';
export {
  type ChartDefinition,
  defineStudy,
  type MeasureDefinition,
  type StoppingDefinition,
  type StudyContext,
  type StudyDefinition,
  type StudyPreparation,
  type StudyValues,
} from './definition.js';
export { freshMap } from './fresh-map.js';
export { linkTimes } from './link-times.js';
export type { Setting, Settings, StudyPoint } from './point.js';
export { measuresOnSameTraffic } from './same-traffic.js';
export { type Centre, type CurvePoint, type Selection, type Spread, StudyResults } from './study-results.js';
export { cross, range } from './vary-values.js';
