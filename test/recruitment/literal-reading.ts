/**
 * The algorithms of the paper read word by word, for tests: dense probabilities, every value computed anew from its
 * definition, sets as arrays. Slow, and without a line in common with the library.
 */
import type { AuctionMarket, Valuation } from '../../src/recruitment/index.js';

export interface Outcome {
  readonly winners: number[];
  readonly payments: number[];
}

function q(market: AuctionMarket, i: number, j: number, k: number): number {
  return market.vehicles[i].completion[j]?.[k] ?? 0;
}

/** Eq. (11) and (12). */
function taskValueOfPaper(market: AuctionMarket, set: readonly number[], j: number): number {
  const { values } = market.tasks[j];
  let total = 0;
  for (let k = 0; k < values.length; k++) {
    let product = 1;
    for (let m = 0; m < k; m++) for (const i of set) product *= 1 - q(market, i, j, m);
    let here = 1;
    for (const i of set) here *= 1 - q(market, i, j, k);
    total += product * (1 - here) * values[k];
  }
  return total;
}

/** The expected value at the first completion of independent vehicles. */
function taskValueOfFirst(market: AuctionMarket, set: readonly number[], j: number): number {
  const { values } = market.tasks[j];
  const notBy = (k: number): number => {
    let product = 1;
    for (const i of set) {
      let f = 0;
      for (let m = 0; m <= k; m++) f += q(market, i, j, m);
      product *= 1 - Math.min(1, f);
    }
    return product;
  };
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k] * ((k === 0 ? 1 : notBy(k - 1)) - notBy(k));
  return total;
}

export function literalValue(market: AuctionMarket, set: readonly number[], valuation: Valuation): number {
  const ofTask = valuation === 'paper' ? taskValueOfPaper : taskValueOfFirst;
  let total = 0;
  for (let j = 0; j < market.tasks.length; j++) total += ofTask(market, set, j);
  return total;
}

export function everyone(market: AuctionMarket): number[] {
  return market.vehicles.map((_, i) => i);
}

interface Reading {
  readonly market: AuctionMarket;
  readonly valuation: Valuation;
  readonly alpha: 'paper' | 'two';
  /** Value of the full published set. */
  readonly all: number;
}

function marginal(r: Reading, i: number, set: readonly number[]): number {
  return literalValue(r.market, [...set, i], r.valuation) - literalValue(r.market, set, r.valuation);
}

function ratio(value: number, bid: number): number {
  if (bid > 0) return value / bid;
  return value > 1e-13 ? Infinity : 0;
}

function argmax(r: Reading, candidates: readonly number[], set: readonly number[]): number {
  let best = -1;
  let highest = -Infinity;
  for (const i of candidates) {
    const x = ratio(marginal(r, i, set), r.market.vehicles[i].bid);
    if (x > highest) {
      highest = x;
      best = i;
    }
  }
  return best;
}

/** Right side of line 6 of Algorithm 2, eq. (23). */
function nu(r: Reading, i: number, set: readonly number[]): number {
  const { budget } = r.market;
  const divisor = r.alpha === 'two' ? 2 : Math.min(2, r.all / budget);
  const together = literalValue(r.market, [...set, i], r.valuation);
  return together === 0 ? 0 : ((budget / divisor) * marginal(r, i, set)) / together;
}

/** Algorithm 2 on the vehicles `candidates`; calls back before each winner is added. */
function selectWinners(
  r: Reading,
  candidates: readonly number[],
  before: (winner: number, set: readonly number[]) => void,
): number[] {
  const limited = r.market.budget < r.all;
  const set: number[] = [];
  let left = [...candidates];
  while (left.length > 0) {
    const i = argmax(r, left, set);
    const bid = r.market.vehicles[i].bid;
    if (!(marginal(r, i, set) > bid)) break;
    left = left.filter((x) => x !== i);
    if (!limited || bid <= nu(r, i, set)) {
      before(i, [...set]);
      set.push(i);
    }
  }
  return set;
}

/** Algorithms 2 and 3, with (24) as a minimum. */
export function literalTbuma(market: AuctionMarket, valuation: Valuation, alpha: 'paper' | 'two'): Outcome {
  const all = literalValue(market, everyone(market), valuation);
  const r: Reading = { market, valuation, alpha, all };
  const limited = market.budget < all;
  const winners = selectWinners(r, everyone(market), () => undefined);
  const payments = winners.map((i) => {
    let p = 0;
    const rivals = selectWinners(
      r,
      everyone(market).filter((x) => x !== i),
      (rival, set) => {
        const rho = (marginal(r, i, set) * market.vehicles[rival].bid) / marginal(r, rival, set);
        p = Math.max(p, limited ? Math.min(rho, nu(r, i, set)) : rho);
      },
    );
    const last = marginal(r, i, rivals);
    return Math.max(p, limited ? Math.min(last, nu(r, i, rivals)) : last);
  });
  return { winners, payments };
}

/** The benchmark of section 6.4: highest ratio first, alpha 2, no test against the bid. */
export function literalBvmWinners(
  market: AuctionMarket,
  valuation: Valuation,
  onViolation: 'stop' | 'continue',
): number[] {
  const r: Reading = { market, valuation, alpha: 'two', all: 0 };
  const set: number[] = [];
  let left = everyone(market);
  while (left.length > 0) {
    const i = argmax(r, left, set);
    if (marginal(r, i, set) < 1e-13) break;
    left = left.filter((x) => x !== i);
    if (market.vehicles[i].bid <= nu(r, i, set)) set.push(i);
    else if (onViolation === 'stop') break;
  }
  return set;
}

/** The market with another bid of one vehicle. */
export function withBid(market: AuctionMarket, vehicle: number, bid: number): AuctionMarket {
  return { ...market, vehicles: market.vehicles.map((v, i) => (i === vehicle ? { ...v, bid } : v)) };
}

/** The highest bid with which a vehicle still wins, between a winning and a losing bid, by bisection. */
export function bisectedCriticalBid(wins: (bid: number) => boolean, winning: number, losing: number): number {
  let low = winning;
  let high = losing;
  for (let n = 0; n < 200 && high - low > 1e-12 * high; n++) {
    const middle = (low + high) / 2;
    if (wins(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
