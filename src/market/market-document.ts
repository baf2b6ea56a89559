import { z } from 'zod';
import { InputError, validate } from '../input/index.js';
import { epvisa } from './epvisa.js';
import type { MarketMechanism, MarketOutcome } from './mechanism.js';
import { mtepvisa } from './mtepvisa.js';
import { normalisedMarket } from './normalised-market.js';
import { optimum } from './optimum.js';
import { pvisa } from './pvisa.js';
import type { TaskService } from './service.js';
import type { Revenue, Surplus } from './surplus.js';

/** What `bidlane market` can be asked for; `optimum` is the omniscient yardstick, without payments. */
export type MarketMechanismName = 'pvisa' | 'epvisa' | 'mtepvisa' | 'optimum';

/** The built-in mechanisms by name. */
export const mechanisms: Readonly<Record<MarketMechanismName, MarketMechanism>> = {
  pvisa,
  epvisa,
  mtepvisa,
  optimum,
};

const number = z.number();
// Types, names and defaults; ranges and lengths are checked once, by `normalisedMarket`.
const schema = z.strictObject({
  rsu: z.strictObject({
    uplinkBandwidth: number,
    downlinkBandwidth: number,
    cpu: number,
    gpu: number,
    power: number,
  }),
  simulators: z.array(z.strictObject({ size: number, work: number })),
  vehicles: z.array(
    z.strictObject({
      value: number,
      gain: number,
      power: number,
      noiseUp: number,
      noiseDown: number,
      tasks: z.array(z.strictObject({ size: number, work: number, deadline: number })),
      preferences: z.array(number),
      generativeScores: z.array(number),
      cache: number.optional(),
      bid: number.optional(),
      simulatorBids: z.array(z.array(number.nullable())).optional(),
    }),
  ),
  theta: number.default(0.53),
  gamma: number.default(1),
  alpha: number.default(1),
  drivingBid: number.default(0.4),
  accuracy: number.default(0.5),
  matchQuality: z.enum(['journal', 'conference']).default('journal'),
  simulations: z.enum(['serial', 'pipelined', 'literal']).default('serial'),
  wholeSimulations: z.boolean().default(false),
  score: z.enum(['realised', 'coupled']).default('coupled'),
  pricing: z.enum(['critical', 'paper']).default('critical'),
  trace: z.boolean().default(false),
});

/** A task of the winner in the answer: as `TaskService`, with null for the infinite times of a vehicle without a link. */
export type TaskDocument = Omit<TaskService, 'uplink' | 'total'> & {
  readonly uplink: number | null;
  readonly total: number | null;
};

/** The answer of `bidlane market`. */
export interface MarketDocument
  extends Pick<
    MarketOutcome,
    'vehicle' | 'vehiclePayment' | 'simulatorPerTask' | 'simulatorPayments' | 'surplus'
  > {
  readonly tasks: readonly TaskDocument[];
  /** How it came about, where the document asks for it. */
  readonly trace?: {
    /** By vehicle. */
    readonly scores: readonly number[];
    readonly revenue: Revenue;
    /** Surplus of the omniscient optimum of the same market. */
    readonly optimum: Surplus;
  };
}

function finite(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}

/**
 * Holds a market on a JSON document: a round as in `NormalisedMarket`, in which bids are true values unless a vehicle has `bid` or
 * `simulatorBids`. Optional are `theta`
 * (default .53), `gamma` (1), `alpha` (1), `drivingBid` (.4), `accuracy` (.5), `matchQuality` (`journal`), `simulations`
 * (`serial`), `wholeSimulations` (false), `score` (`coupled`), `pricing` (`critical`), a vehicle's `cache`, and `trace` (false),
 * which adds the scores, the revenue by submarket and the optimum's surplus to the answer.
 * @param path how JSON paths in messages begin
 * @returns `simulatorPerTask`, `simulatorPayments` and `tasks` by task of the winner; infinite times are null
 * @throws InputError with the JSON path of the first fault
 */
export function marketDocument(
  mechanism: MarketMechanismName | MarketMechanism,
  value: unknown,
  path = '$',
): MarketDocument {
  const builtIn = typeof mechanism === 'string' && Object.hasOwn(mechanisms, mechanism);
  const hold = typeof mechanism === 'function' ? mechanism : builtIn ? mechanisms[mechanism] : undefined;
  if (hold === undefined)
    throw new InputError(
      path,
      `unknown mechanism ${String(mechanism)}`,
      'must be pvisa, epvisa, mtepvisa or optimum',
    );
  const { score, pricing, trace, ...document } = validate(schema, value, path);
  const market = normalisedMarket(document, path);
  const outcome = hold(market, { score, pricing });
  const answer: MarketDocument = {
    vehicle: outcome.vehicle,
    vehiclePayment: outcome.vehiclePayment,
    simulatorPerTask: outcome.simulatorPerTask,
    simulatorPayments: outcome.simulatorPayments,
    surplus: outcome.surplus,
    tasks: outcome.tasks.map((task) => ({ ...task, uplink: finite(task.uplink), total: finite(task.total) })),
  };
  if (!trace) return answer;
  const { scores, revenue } = outcome;
  return { ...answer, trace: { scores, revenue, optimum: optimum(market).surplus } };
}
