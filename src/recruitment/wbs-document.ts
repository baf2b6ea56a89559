import { z } from 'zod';
import { validate } from '../input/index.js';
import { bidTableOf } from './bid-market.js';
import { settledBids } from './settled.js';
import { type BidMechanism, type WbsResult, wbs } from './wbs.js';

const amount = z.number().min(0);
const schema = z.strictObject({
  tasks: z.array(
    z.union([
      z.strictObject({ start: amount, end: amount, rate: amount, deadline: z.number().gt(0) }),
      z.strictObject({ steps: z.array(z.tuple([amount, amount])) }),
    ]),
  ),
  vehicles: z.array(
    z.strictObject({
      bids: z.array(z.strictObject({ price: amount, etc: z.record(z.string(), amount) })),
    }),
  ),
  payment: z.enum(['critical', 'menu', 'printed']).default('critical'),
  trace: z.boolean().default(false),
});

/**
 * Selects winning bids on a JSON document: tasks and vehicles as in `BidMarket` (values exponential or in steps), and optionally
 * `payment` (default `critical`) and `trace` (default false).
 * @param path how JSON paths in messages begin
 * @param select a mechanism of the same type in place of WBS, of whose result winners and payments count
 * @throws InputError with the JSON path of the first fault
 */
export function wbsDocument(value: unknown, path = '$', select?: BidMechanism): Omit<WbsResult, 'mechanism'> {
  const { tasks, vehicles, ...options } = validate(schema, value, path);
  bidTableOf({ tasks, vehicles }, path);
  const market = { tasks, vehicles };
  if (select !== undefined) return settledBids(market, select(market, options));
  const { mechanism: _, ...answer } = wbs(market, options);
  return answer;
}
