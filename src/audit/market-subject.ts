import {
  type MarketMechanism,
  type MarketOptions,
  type NormalisedMarket,
  normalisedMarket,
  offerTable,
} from '../market/index.js';
import { type Arithmetic, floats, rationals, sumOf } from './arithmetic.js';
import { exactMarket, type MarketAccount, type MarketRule } from './internal/exact-market.js';
import { marketInstances } from './internal/market-instances.js';
import {
  deadlines,
  drivingFalseNames,
  secondSimulators,
  secondVehicles,
  simulatorBids,
  vehicleBids,
  winnersBids,
} from './internal/market-probes.js';
import type { PropertyName } from './property.js';
import type { Rational } from './rational.js';
import type { Probe, Settlement } from './settlement.js';
import type { Claim, Subject } from './subject.js';

/** A mechanism of a roadside unit's market that is to be audited. */
export interface MarketCandidate {
  readonly mechanism: string;
  readonly options: MarketOptions;
  /** Whether a vehicle can report other deadlines than it has. */
  readonly deadlines: 'verified' | 'reported';
  readonly run: MarketMechanism;
  /** Which built-in mechanism it is, where it is one. */
  readonly rule?: MarketRule;
  readonly promises: readonly PropertyName[];
}

/** Persons are the vehicles, the traffic simulators from 1 on, and at last the driving simulator. */
function settlementOf<T>(
  arithmetic: Arithmetic<T>,
  account: MarketAccount<T>,
  truth: NormalisedMarket,
  probe: Probe<NormalisedMarket> | undefined,
): Settlement<T> {
  const { zero, of, add, subtract, multiply } = arithmetic;
  const table = offerTable(normalisedMarket(truth));
  const vehicles = truth.vehicles.length;
  const traffic = truth.simulators.length - 1;
  const people = vehicles + traffic + 1;
  const won = Array.from({ length: people }, () => false);
  const paid = Array.from({ length: people }, () => zero);
  const worth = Array.from({ length: people }, () => zero);
  const { vehicle: winner, simulatorPerTask, simulatorPayments, vehiclePayment } = account;
  if (winner !== null) {
    const vehicle = winner < vehicles ? winner : (probe?.person ?? winner);
    won[vehicle] = true;
    paid[vehicle] = subtract(zero, vehiclePayment);
    if (simulatorPerTask.some((simulator) => simulator !== null))
      worth[vehicle] = of(truth.vehicles[vehicle].value);
    for (const [n, k] of simulatorPerTask.entries()) {
      if (k === null) continue;
      const isAlias = k > traffic;
      const own = k === 0 ? people - 1 : vehicles + k - 1;
      const person = isAlias ? (probe?.person ?? own) : own;
      won[person] = true;
      paid[person] = subtract(paid[person], simulatorPayments[n]);
      // Under a false name there is nothing of use to simulate.
      if (isAlias) continue;
      const offer = (table.taskStart[vehicle] + n) * table.simulators + k;
      const perSecond = multiply(of(truth.vehicles[vehicle].value), of(table.quality[offer]));
      const gained = multiply(of(table.duration[offer]), perSecond);
      worth[person] = add(worth[person], k === 0 ? multiply(of(truth.gamma), gained) : gained);
    }
  }
  const spending = (): T => subtract(zero, sumOf(arithmetic, [vehiclePayment, ...simulatorPayments]));
  return {
    won,
    paid,
    utility: paid.map((money, i) => add(money, worth[i])),
    willing: vehicles + traffic,
    spending,
    surplus: () => subtract(zero, spending()),
  };
}

const everyClaim: readonly Omit<Claim<NormalisedMarket>, 'promised'>[] = [
  { property: 'truthful-price', probes: vehicleBids },
  { property: 'truthful-simulator', probes: simulatorBids },
  { property: 'individual-rationality' },
  { property: 'profitability' },
  { property: 'monotonicity', probes: winnersBids },
  { property: 'critical-payment', probes: winnersBids },
  { property: 'false-names', probes: secondVehicles },
  { property: 'false-names-simulator', probes: secondSimulators },
  { property: 'false-names-driving', probes: drivingFalseNames },
  { property: 'truthful-deadline', probes: deadlines },
];

/** A mechanism of a roadside unit's market as an audit sees it. */
export function marketSubject(candidate: MarketCandidate): Subject<NormalisedMarket> {
  const { mechanism, options, run, rule, promises } = candidate;
  const accountOf = (market: NormalisedMarket): MarketAccount<number> =>
    run(normalisedMarket(market), options);
  const exactAccountOf = (market: NormalisedMarket): MarketAccount<Rational> => {
    if (rule !== undefined) return exactMarket(market, rule, options);
    const { vehiclePayment, simulatorPayments, ...rest } = accountOf(market);
    return {
      ...rest,
      vehiclePayment: rationals.of(vehiclePayment),
      simulatorPayments: simulatorPayments.map(rationals.of),
    };
  };
  return {
    mechanism,
    variant: {
      ...Object.fromEntries(Object.entries(options).map(([key, value]) => [key, String(value)])),
      deadlines: candidate.deadlines,
    },
    claims: everyClaim
      .filter(({ property }) => candidate.deadlines === 'reported' || property !== 'truthful-deadline')
      .map((claim) => ({ ...claim, promised: promises.includes(claim.property) })),
    instances: marketInstances,
    exactness: rule === undefined ? 'outcome' : 'mechanism',
    settle: (truth, probe) => settlementOf(floats, accountOf(probe?.reported ?? truth), truth, probe),
    settleExactly: (truth, probe) =>
      settlementOf(rationals, exactAccountOf(probe?.reported ?? truth), truth, probe),
    ask: (truth, person) => -(truth.vehicles[person]?.value ?? 0),
    budget: () => Number.POSITIVE_INFINITY,
    scale: ({ vehicles, drivingBid }) => Math.max(0.01, drivingBid, ...vehicles.map(({ value }) => value)),
    personName: ({ vehicles, simulators }, person) => {
      if (person < vehicles.length) return `vehicle ${person}`;
      const k = person - vehicles.length + 1;
      return k < simulators.length ? `traffic simulator ${k}` : 'the driving simulator';
    },
    document: (market) => ({ ...market, ...options }),
  };
}
