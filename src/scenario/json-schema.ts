import { z } from 'zod';
import { scenarioSchema } from './schema.js';

/** The JSON Schema (2020-12) of a scenario file, for editors: defaults, units and descriptions included. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(scenarioSchema, { io: 'input' }), title: 'Bidlane scenario' };
}
