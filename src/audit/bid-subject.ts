import type { BidMechanism, BidNumber, WbsOptions } from '../recruitment/index.js';
import { type Arithmetic, floats, rationals, sumOf } from './arithmetic.js';
import { bidInstances, type SteppedMarket } from './internal/bid-instances.js';
import {
  bidPrices,
  secondBidders,
  smallerBids,
  winnersBidPrices,
  withheldBids,
} from './internal/bid-probes.js';
import { bidValue } from './internal/bid-value.js';
import type { PropertyName } from './property.js';
import type { Rational } from './rational.js';
import type { Probe, Settlement } from './settlement.js';
import type { Claim, Subject } from './subject.js';

/** Winning bids and their payments, in an arithmetic. */
export interface BidAccount<T> {
  readonly winners: readonly BidNumber[];
  /** Of the winners, in their order. */
  readonly payments: readonly T[];
}

/** A selection among several bids per vehicle that is to be audited. */
export interface BidCandidate {
  readonly mechanism: string;
  readonly options: WbsOptions;
  /** Vehicles have one bid each, or up to three. */
  readonly bids: '1' | 'several';
  readonly run: BidMechanism;
  /** The same mechanism in rationals, where there is one. */
  readonly exactly?: (market: SteppedMarket, options: WbsOptions) => BidAccount<Rational>;
  readonly promises: readonly PropertyName[];
}

function settlementOf<T>(
  arithmetic: Arithmetic<T>,
  account: BidAccount<T>,
  truth: SteppedMarket,
  probe: Probe<SteppedMarket> | undefined,
): Settlement<T> {
  const { zero, of, add, subtract } = arithmetic;
  const people = truth.vehicles.length;
  const paid = truth.vehicles.map(() => zero);
  // By person: the true bids that it has to keep, each once, under whatever name they won.
  const kept = truth.vehicles.map(() => new Set<number>());
  for (const [n, { vehicle, bid }] of account.winners.entries()) {
    const person = vehicle < people ? vehicle : (probe?.person ?? vehicle);
    const name = vehicle < people ? 0 : 1;
    const origins = person === probe?.person ? probe.origins?.[name] : undefined;
    kept[person].add(origins === undefined ? bid : origins[bid]);
    paid[person] = add(paid[person], account.payments[n]);
  }
  const utility = paid.map((money, i) =>
    [...kept[i]].reduce((rest, k) => subtract(rest, of(truth.vehicles[i].bids[k].price)), money),
  );
  const spending = (): T => sumOf(arithmetic, account.payments);
  return {
    won: kept.map(({ size }) => size > 0),
    paid,
    utility,
    willing: people,
    spending,
    surplus: () => {
      const bids = account.winners.map(({ vehicle, bid }) => truth.vehicles[vehicle].bids[bid]);
      return subtract(bidValue(arithmetic, truth, bids), spending());
    },
  };
}

const everyClaim: readonly Omit<Claim<SteppedMarket>, 'promised'>[] = [
  { property: 'truthful-price', probes: bidPrices },
  { property: 'truthful-bids', probes: withheldBids },
  { property: 'truthful-bundle', probes: smallerBids },
  { property: 'individual-rationality' },
  { property: 'profitability' },
  { property: 'monotonicity', probes: winnersBidPrices },
  { property: 'critical-payment', probes: winnersBidPrices },
  { property: 'false-names', probes: secondBidders },
];

/** A selection among several bids per vehicle as an audit sees it. */
export function bidSubject(candidate: BidCandidate): Subject<SteppedMarket> {
  const { mechanism, options, bids, run, exactly, promises } = candidate;
  const accountOf = (market: SteppedMarket): BidAccount<number> => {
    const { winners, payments } = run(market, options);
    return { winners, payments: winners.map(({ vehicle }) => payments[vehicle]) };
  };
  const exactAccountOf = (market: SteppedMarket): BidAccount<Rational> => {
    if (exactly !== undefined) return exactly(market, options);
    const { winners, payments } = accountOf(market);
    return { winners, payments: payments.map(rationals.of) };
  };
  const { payment } = options;
  return {
    mechanism,
    variant: { ...(payment === undefined ? {} : { payment }), bids },
    claims: everyClaim
      .filter(({ property }) => bids === 'several' || property !== 'truthful-bids')
      .map((claim) => ({ ...claim, promised: promises.includes(claim.property) })),
    instances: bidInstances(bids === '1' ? 1 : 3),
    exactness: exactly === undefined ? 'outcome' : 'mechanism',
    settle: (truth, probe) => settlementOf(floats, accountOf(probe?.reported ?? truth), truth, probe),
    settleExactly: (truth, probe) =>
      settlementOf(rationals, exactAccountOf(probe?.reported ?? truth), truth, probe),
    ask: (truth, person) => truth.vehicles[person].bids[0]?.price ?? 0,
    budget: () => Number.POSITIVE_INFINITY,
    scale: ({ vehicles, tasks }) =>
      Math.max(
        0.01,
        ...vehicles.flatMap((vehicle) => vehicle.bids.map(({ price }) => price)),
        ...tasks.flatMap(({ steps }) => steps.map(([, value]) => value)),
      ),
    personName: (_, person) => `vehicle ${person}`,
    document: (market) => ({ ...market, ...options }),
  };
}
