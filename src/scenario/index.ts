/** Scenarios: their schema, reading them from YAML with messages that name file, line and column, and their JSON Schema. */
export { scenarioJsonSchema } from './json-schema.js';
export { type LoadedScenario, loadScenario, parseScenario, placeInScenario } from './load.js';
export {
  type ArrivalSettings,
  type CrowdsourcingSettings,
  type Scenario,
  scenarioSchema,
  type TrafficSettings,
} from './schema.js';
export { type TwinSettings, twinSchema } from './twin.js';
