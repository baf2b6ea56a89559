import { InputError } from '../../../src/input/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { RoutePool } from '../../traffic/demand.js';

/** The routes that a study draws from. @throws InputError when the scenario has a ready demand file in their place */
export function poolOfRoutes(pool: RoutePool | undefined, scenario: Scenario): RoutePool {
  if (pool !== undefined) return pool;
  throw new InputError(
    `scenario ${scenario.name}: traffic.demand`,
    'is a ready file',
    'routes: a pool of routes that the study can draw from',
  );
}
