import type { AuctionMarket, AuctionMechanism, AuctionOptions } from '../recruitment/index.js';
import { type Arithmetic, floats, rationals, sumOf } from './arithmetic.js';
import { auctionInstances } from './internal/auction-instances.js';
import {
  overstatedCompletion,
  prices,
  secondNames,
  smallerBundles,
  winnersPrices,
} from './internal/auction-probes.js';
import { expectedValue } from './internal/expected-value.js';
import type { PropertyName } from './property.js';
import type { Rational } from './rational.js';
import type { Probe, Settlement } from './settlement.js';
import type { Claim, Subject } from './subject.js';

/** Winners and payments of an auction, in an arithmetic. */
export interface AuctionAccount<T> {
  readonly winners: readonly number[];
  /** Of the winners, in their order. */
  readonly payments: readonly T[];
}

/** An auction with one bid per vehicle that is to be audited. */
export interface AuctionCandidate {
  readonly mechanism: string;
  /** Those of the options that tell variants apart. */
  readonly variant: AuctionOptions;
  readonly run: AuctionMechanism;
  /** The same mechanism in rationals, where there is one. */
  readonly exactly?: (market: AuctionMarket, options: AuctionOptions) => AuctionAccount<Rational>;
  readonly promises: readonly PropertyName[];
}

function settlementOf<T>(
  arithmetic: Arithmetic<T>,
  account: AuctionAccount<T>,
  truth: AuctionMarket,
  options: AuctionOptions,
  probe: Probe<AuctionMarket> | undefined,
): Settlement<T> {
  const { zero, of, add, subtract } = arithmetic;
  const people = truth.vehicles.length;
  const won = truth.vehicles.map(() => false);
  const paid = truth.vehicles.map(() => zero);
  for (const [n, winner] of account.winners.entries()) {
    const person = winner < people ? winner : (probe?.person ?? winner);
    won[person] = true;
    paid[person] = add(paid[person], account.payments[n]);
  }
  const utility = paid.map((money, i) => (won[i] ? subtract(money, of(truth.vehicles[i].bid)) : money));
  const spending = (): T => sumOf(arithmetic, account.payments);
  return {
    won,
    paid,
    utility,
    willing: people,
    spending,
    surplus: () => {
      const value = expectedValue(arithmetic, truth, account.winners, options.valuation ?? 'exact');
      return subtract(value, spending());
    },
  };
}

const everyClaim: readonly Omit<Claim<AuctionMarket>, 'promised'>[] = [
  { property: 'truthful-price', probes: prices },
  { property: 'individual-rationality' },
  { property: 'profitability' },
  { property: 'budget-feasibility' },
  { property: 'monotonicity', probes: winnersPrices },
  { property: 'critical-payment', probes: winnersPrices },
  { property: 'truthful-bundle', probes: smallerBundles },
  { property: 'truthful-completion', probes: overstatedCompletion },
  { property: 'false-names', probes: secondNames },
];

/** An auction with one bid per vehicle as an audit sees it. */
export function auctionSubject(candidate: AuctionCandidate): Subject<AuctionMarket> {
  const { mechanism, variant, run, exactly, promises } = candidate;
  const accountOf = (market: AuctionMarket): AuctionAccount<number> => {
    const { winners, payments } = run(market, variant);
    return { winners, payments: winners.map((winner) => payments[winner]) };
  };
  const exactAccountOf = (market: AuctionMarket): AuctionAccount<Rational> => {
    if (exactly !== undefined) return exactly(market, variant);
    const { winners, payments } = accountOf(market);
    return { winners, payments: payments.map(rationals.of) };
  };
  return {
    mechanism,
    variant: Object.fromEntries(Object.entries(variant).map(([key, value]) => [key, String(value)])),
    claims: everyClaim.map((claim) => ({ ...claim, promised: promises.includes(claim.property) })),
    instances: auctionInstances,
    exactness: exactly === undefined ? 'outcome' : 'mechanism',
    settle: (truth, probe) =>
      settlementOf(floats, accountOf(probe?.reported ?? truth), truth, variant, probe),
    settleExactly: (truth, probe) =>
      settlementOf(rationals, exactAccountOf(probe?.reported ?? truth), truth, variant, probe),
    ask: (truth, person) => truth.vehicles[person].bid,
    budget: ({ budget }) => budget,
    scale: ({ vehicles, tasks }) =>
      Math.max(0.01, ...vehicles.map(({ bid }) => bid), ...tasks.flatMap(({ values }) => values)),
    personName: (_, person) => `vehicle ${person}`,
    document: (market) => ({ ...market, ...variant }),
  };
}
