import { z } from 'zod';
import { InputError, jsonPath, validate } from '../input/index.js';
import { buma } from './buma.js';
import { bvm } from './bvm.js';
import { coverageOf } from './coverage.js';
import type { AuctionMechanism, AuctionResult } from './mechanism.js';
import { optimum } from './optimum.js';
import { setValue } from './set-value.js';
import { settledAuction } from './settled.js';
import { tbuma } from './tbuma.js';

/** What `bidlane auction` can be asked for on a market of vehicles with one bid each. */
export type AuctionName = 'tbuma' | 'buma' | 'bvm' | 'optimum' | 'value';

/** The built-in mechanisms by name. */
export const mechanisms: Readonly<Record<'tbuma' | 'buma' | 'bvm' | 'optimum', AuctionMechanism>> = {
  tbuma,
  buma,
  bvm,
  optimum,
};

const amount = z.number().min(0);
const schema = z.strictObject({
  budget: amount,
  tasks: z.array(z.strictObject({ values: z.array(amount) })),
  vehicles: z.array(
    z.strictObject({
      bid: amount,
      completion: z.record(z.string(), z.array(z.number().min(0).max(1))),
    }),
  ),
  valuation: z.enum(['paper', 'exact']).default('exact'),
  alpha: z.enum(['paper', 'two']).default('two'),
  epsilon: amount.default(0.01),
  onViolation: z.enum(['stop', 'continue']).default('stop'),
  subset: z.array(z.int().min(0)).optional(),
  trace: z.boolean().default(false),
});

/** Writes infinities as null, for JSON has none. */
function finite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(finite);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, finite(inner)]));
  return value;
}

/**
 * Runs an auction on a JSON document: budget, tasks and vehicles as in `AuctionMarket`, and optionally `valuation` (default
 * `exact`), `alpha` (tbuma, default `two`), `epsilon` (buma, default .01), `onViolation` (bvm, default `stop`),
 * `subset` (value, default all vehicles) and `trace` (default false). Options of other mechanisms are checked and ignored.
 * @param mechanism a built-in one by name, or a function of the same type, of whose result winners and payments count
 * @param path how JSON paths in messages begin
 * @returns a JSON document with the fields of `AuctionResult`; infinities (in the trace) are null
 * @throws InputError with the JSON path of the first fault
 */
export function auctionDocument(
  mechanism: AuctionName | AuctionMechanism,
  value: unknown,
  path = '$',
): AuctionResult {
  const { budget, tasks, vehicles, subset, ...options } = validate(schema, value, path);
  const market = { budget, tasks, vehicles };
  coverageOf(market, options.valuation, path);
  if (mechanism === 'value') return setValue(market, subset, options.valuation, path);
  if (typeof mechanism === 'function')
    return finite(
      settledAuction(market, mechanism(market, options), 'own', options.valuation),
    ) as AuctionResult;
  const run = mechanisms[mechanism];
  if (run === undefined)
    throw new InputError(
      jsonPath([], path),
      `unknown mechanism ${String(mechanism)}`,
      'tbuma, buma, bvm, optimum or value',
    );
  const result = run(market, options);
  return result.trace === undefined ? result : (finite(result) as AuctionResult);
}
