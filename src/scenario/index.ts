/** Scenarios: their schema, reading them from YAML with messages that name file, line and column, and their JSON Schema. */
export {
  type BuiltInMechanism,
  type CrowdsourcingSettings,
  isBuiltIn,
  type TaskSettings,
  type WbsSettings,
} from './crowdsourcing.js';
export { type FreshnessPolicy, type FreshnessSettings, freshnessPolicies } from './freshness.js';
export { scenarioJsonSchema } from './json-schema.js';
export { type LoadedScenario, loadScenario, parseScenario, placeInScenario } from './load.js';
export { withModules } from './modules.js';
export {
  type ArrivalSettings,
  type Scenario,
  scenarioSchema,
  type TrafficSettings,
} from './schema.js';
export { declaredAccuracy, type MeasuredAccuracySettings, type TwinSettings, twinSchema } from './twin.js';
