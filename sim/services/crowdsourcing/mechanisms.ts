import { basename, extname } from 'node:path';
import { InputError, RunError } from '../../../src/input/index.js';
import {
  type AuctionMarket,
  type AuctionMechanism,
  type AuctionOptions,
  type AuctionResult,
  mechanisms as builtIn,
  setValue,
} from '../../../src/recruitment/index.js';
import { type CrowdsourcingSettings, isBuiltIn } from '../../../src/scenario/index.js';
import type { CampaignMarket } from './campaign-market.js';
import { holdOnPromises } from './promise-auction.js';
import type { Requester } from './requester.js';
import type { TrajectoryBid } from './trajectory-bids.js';
import { userFunction } from './user-module.js';

type AuctionName = keyof typeof builtIn;

/** More bidders make the search for the optimum a matter of hours. */
const mostForOptimum = 40;

/** An auction that was held. */
export interface HeldAuction {
  /** Name of the mechanism. */
  readonly mechanism: string;
  readonly auction: AuctionResult;
  /** Of an auction on promised times; absent for auctions on completion probabilities. */
  readonly promise?: Promises;
}

/** What the winners of an auction on promised times have promised. */
export interface Promises {
  /** The bid with which each winner won. */
  readonly chosen: ReadonlyMap<number, TrajectoryBid>;
  /** A promise is kept when the task is completed at most so long before or after the promised time, s. */
  readonly tolerance: number;
}

/** A mechanism as a campaign uses it. */
export interface CampaignMechanism {
  readonly name: string;
  /**
   * @param acts whether the outcome is carried out: only then vehicles can be sent another way
   * @throws RunError when the mechanism fails on these bids
   */
  hold(market: CampaignMarket, requester: Requester, acts: boolean): HeldAuction;
}

function checkWinners(
  winners: readonly number[],
  payments: Readonly<Record<number, number>>,
  vehicles: number,
): string | undefined {
  const seen = new Set<number>();
  for (const winner of winners) {
    if (!Number.isInteger(winner) || winner < 0 || winner >= vehicles || seen.has(winner))
      return `names winner ${String(winner)}, of ${vehicles} vehicles numbered from 0, each at most once`;
    seen.add(winner);
    if (!(payments[winner] >= 0 && payments[winner] < Number.POSITIVE_INFINITY))
      return `pays winner ${winner} ${String(payments[winner])}, not a number of at least 0`;
  }
  return undefined;
}

/** What a user's mechanism decided, with everything that follows from winners and payments computed here. */
function audited(
  result: AuctionResult,
  market: AuctionMarket,
  options: AuctionOptions,
  file: string,
): AuctionResult {
  const { winners, payments } = result;
  const isResult = Array.isArray(winners) && typeof payments === 'object' && payments !== null;
  const fault = isResult
    ? checkWinners(winners, payments, market.vehicles.length)
    : 'gives no winners and payments';
  if (fault !== undefined) throw new RunError(`${file}: the mechanism ${fault}`);
  const own = setValue(market, winners, options.valuation);
  const all = setValue(market, undefined, options.valuation);
  const paymentTotal = winners.reduce((sum, winner) => sum + payments[winner], 0);
  return {
    ...own,
    mechanism: basename(file, extname(file)),
    payments: Object.fromEntries(winners.map((winner) => [winner, payments[winner]])),
    valueOfAll: all.value,
    paymentTotal,
    requesterUtility: own.value - paymentTotal,
    withinBudget: paymentTotal <= market.budget * (1 + 1e-9),
    ...(result.trace === undefined ? {} : { trace: result.trace }),
  };
}

async function userMechanism(file: string): Promise<AuctionMechanism> {
  const mechanism = (await userFunction(
    file,
    'a mechanism: from a market to an auction result',
  )) as AuctionMechanism;
  return (market, options = {}) => {
    let result: AuctionResult;
    try {
      result = mechanism(market, options);
    } catch (error) {
      if (error instanceof InputError) throw error;
      const words = error instanceof Error ? error.message : String(error);
      throw new RunError(`${file}: the mechanism failed (${words})`, { cause: error });
    }
    return audited(result, market, options, file);
  };
}

function limited(market: AuctionMarket): void {
  const able = market.vehicles.filter(({ completion }) => Object.keys(completion).length > 0).length;
  if (able <= mostForOptimum) return;
  throw new RunError(
    `optimum: ${able} vehicles bid, and it is found for up to ${mostForOptimum} only: fewer of them (crowdsourcing.vehicles.share), or buma`,
  );
}

/** The names under which mechanisms stand in results: those of modules without folder and ending, where that tells them apart. */
function shortNames(all: readonly string[]): string[] {
  const short = all.map((name) => (isBuiltIn(name) ? name : basename(name, extname(name))));
  return short.map((name, i) => (short.indexOf(name) === short.lastIndexOf(name) ? name : all[i]));
}

/**
 * The mechanisms of a scenario, the one that acts first.
 * @throws InputError when the module of a user's mechanism is missing or wrong
 */
export async function mechanismsOf({ auction }: CrowdsourcingSettings): Promise<CampaignMechanism[]> {
  const { mechanism: acting, compare = [], valuation, alpha, epsilon, onViolation, wbs } = auction;
  const all = [acting, ...compare];
  const names = shortNames(all);
  const options: AuctionOptions = { valuation, alpha, epsilon, onViolation, trace: true };
  return Promise.all(
    all.map(async (mechanism, i): Promise<CampaignMechanism> => {
      const name = names[i];
      if (mechanism === 'wbs') {
        return {
          name,
          hold(market, requester, acts) {
            const options = { payment: wbs?.payment, everyWay: acts };
            const { auction: held, chosen } = holdOnPromises(market, requester, options);
            return { mechanism: name, auction: held, promise: { chosen, tolerance: wbs?.tolerance ?? 0 } };
          },
        };
      }
      const run = mechanism in builtIn ? builtIn[mechanism as AuctionName] : await userMechanism(mechanism);
      return {
        name,
        hold: ({ market }) => {
          if (mechanism === 'optimum') limited(market);
          return { mechanism: name, auction: run(market, options) };
        },
      };
    }),
  );
}
