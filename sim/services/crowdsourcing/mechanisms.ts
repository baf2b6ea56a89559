import { basename, extname } from 'node:path';
import { InputError, RunError } from '../../../src/input/index.js';
import {
  type AuctionMarket,
  type AuctionOptions,
  type AuctionResult,
  type BidMechanism,
  mechanisms as builtIn,
  settledAuction,
  wbs,
} from '../../../src/recruitment/index.js';
import { type CrowdsourcingSettings, isBuiltIn, type WbsSettings } from '../../../src/scenario/index.js';
import type { CampaignMarket } from './campaign-market.js';
import { holdOnPromises } from './promise-auction.js';
import type { Requester } from './requester.js';
import type { TrajectoryBid } from './trajectory-bids.js';

type AuctionSettings = CrowdsourcingSettings['auction'];

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
  /** Whether it decides on promised times rather than completion probabilities. */
  readonly isOnPromises: boolean;
  /**
   * @param acts whether the outcome is carried out: only then vehicles can be sent another way
   * @throws RunError when the mechanism fails on these bids
   */
  hold(market: CampaignMarket, requester: Requester, acts: boolean): HeldAuction;
}

/** @throws RunError that names the module whose function throws something else */
function guarded<R>(file: string, run: () => R): R {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError || error instanceof RunError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new RunError(`${file}: the mechanism failed (${words})`, { cause: error });
  }
}

function limited(market: AuctionMarket): void {
  const able = market.vehicles.filter(({ completion }) => Object.keys(completion).length > 0).length;
  if (able <= mostForOptimum) return;
  throw new RunError(
    `optimum: ${able} vehicles bid, and it is found for up to ${mostForOptimum} only: fewer of them (crowdsourcing.vehicles.share), or buma`,
  );
}

/** The names under which mechanisms stand in results: short ones where those tell them apart. */
function namesOf(mechanisms: readonly (readonly [short: string, long: string])[]): string[] {
  const short = mechanisms.map(([name]) => name);
  return mechanisms.map(([name, long]) => (short.indexOf(name) === short.lastIndexOf(name) ? name : long));
}

type Bodies = Pick<CampaignMechanism, 'hold' | 'isOnPromises'>;

function onProbabilities(hold: (market: AuctionMarket) => AuctionResult): (name: string) => Bodies {
  return (mechanism) => ({
    isOnPromises: false,
    hold: ({ market }) => ({ mechanism, auction: { ...hold(market), mechanism } }),
  });
}

function onPromises(run: BidMechanism, settings: WbsSettings): (name: string) => Bodies {
  const { payment, tolerance } = settings;
  return (mechanism) => ({
    isOnPromises: true,
    hold(market, requester, acts) {
      const { auction, chosen } = holdOnPromises(market, requester, { run, payment, everyWay: acts });
      return { mechanism, auction: { ...auction, mechanism }, promise: { chosen, tolerance } };
    },
  });
}

/** A mechanism by its name or path, once it has a name of its own in results. */
async function bodiesOf(
  mechanism: string,
  auction: AuctionSettings,
): Promise<readonly [short: string, bodies: (name: string) => Bodies]> {
  const { valuation, alpha, epsilon, onViolation, wbs: settings } = auction;
  const options: AuctionOptions = { valuation, alpha, epsilon, onViolation, trace: true };
  const promised = settings ?? { trajectories: 1, maxDetour: 1, tolerance: 0, payment: 'critical' };
  if (isBuiltIn(mechanism)) {
    if (mechanism === 'wbs') return [mechanism, onPromises(wbs, promised)];
    const run = builtIn[mechanism];
    return [
      mechanism,
      onProbabilities((market) => {
        if (mechanism === 'optimum') limited(market);
        return run(market, options);
      }),
    ];
  }
  const { loadMechanism } = await import('../../../src/audit/index.js');
  const user = await loadMechanism(mechanism);
  const short = user.name === mechanism ? basename(mechanism, extname(mechanism)) : user.name;
  switch (user.kind) {
    case 'auction': {
      const { run } = user;
      return [
        short,
        onProbabilities((market) =>
          settledAuction(
            market,
            guarded(mechanism, () => run(market, options)),
            short,
            options.valuation,
          ),
        ),
      ];
    }
    case 'bids': {
      const { run } = user;
      return [short, onPromises((market, given) => guarded(mechanism, () => run(market, given)), promised)];
    }
    case 'market':
      throw new InputError(`${mechanism}: kind`, 'is market', 'auction or bids, for a campaign');
  }
}

/**
 * The mechanisms of a scenario, the one that acts first.
 * @throws InputError when the module of a user's mechanism is missing or wrong
 */
export async function mechanismsOf({ auction }: CrowdsourcingSettings): Promise<CampaignMechanism[]> {
  const all = [auction.mechanism, ...(auction.compare ?? [])];
  const found = await Promise.all(all.map((mechanism) => bodiesOf(mechanism, auction)));
  const names = namesOf(found.map(([short], i) => [short, all[i]]));
  return found.map(([, bodies], i) => ({ name: names[i], ...bodies(names[i]) }));
}
