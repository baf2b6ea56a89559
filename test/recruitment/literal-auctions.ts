/** BUMA, the exact optimum and WBS read word by word, for tests; without a line in common with the library. */
import {
  type AuctionMarket,
  type BidMarket,
  taskValueAt,
  type Valuation,
} from '../../src/recruitment/index.js';
import { everyone, literalValue } from './literal-reading.js';

const noise = 1e-11;

function welfare(market: AuctionMarket, set: readonly number[], valuation: Valuation): number {
  return literalValue(market, set, valuation) - cost(market, set);
}

function cost(market: AuctionMarket, set: readonly number[]): number {
  return set.reduce((sum, i) => sum + market.vehicles[i].bid, 0);
}

/** The best objective of all sets within the budget. */
export function literalOptimum(market: AuctionMarket, valuation: Valuation): number {
  let best = 0;
  for (let mask = 0; mask < 2 ** market.vehicles.length; mask++) {
    const set = everyone(market).filter((i) => (mask >> i) & 1);
    if (cost(market, set) <= market.budget + noise) best = Math.max(best, welfare(market, set, valuation));
  }
  return best;
}

/** Greedy_3: every set of up to three vehicles, and from every triple the greedy extension. */
function literalGreedyThree(market: AuctionMarket, among: readonly number[], valuation: Valuation): number[] {
  const f = (set: readonly number[]): number => welfare(market, set, valuation);
  const fits = (set: readonly number[]): boolean => cost(market, set) <= market.budget + noise;
  const sets: number[][] = [[], ...among.map((a) => [a])];
  for (const a of among) for (const b of among) if (a < b) sets.push([a, b]);
  for (const a of among)
    for (const b of among)
      for (const c of among) {
        if (!(a < b && b < c && fits([a, b, c]))) continue;
        sets.push([a, b, c]);
        const set = [a, b, c];
        for (;;) {
          let next = -1;
          let highest = 1;
          for (const i of among) {
            if (set.includes(i) || !fits([...set, i])) continue;
            const marginal = f([...set, i]) - f(set) + market.vehicles[i].bid;
            if (marginal - market.vehicles[i].bid <= noise) continue;
            const ratio = market.vehicles[i].bid > 0 ? marginal / market.vehicles[i].bid : Infinity;
            if (ratio > highest + (highest === 1 ? 0 : noise)) {
              next = i;
              highest = ratio;
            }
          }
          if (next < 0) break;
          set.push(next);
        }
        sets.push(set);
      }
  return sets.filter(fits).reduce((best, set) => (f(set) > f(best) + noise ? set : best), []);
}

/** Every subset of S_1 is at most as good as the best one, so S'_1 adds nothing beyond this bound. */
export function literalBuma(
  market: AuctionMarket,
  valuation: Valuation,
): { readonly objective: number; readonly bestSubsetOfFirst: number } {
  const first = literalGreedyThree(market, everyone(market), valuation);
  const second = literalGreedyThree(
    market,
    everyone(market).filter((i) => !first.includes(i)),
    valuation,
  );
  const objective = Math.max(welfare(market, first, valuation), welfare(market, second, valuation));
  const inFirst = {
    ...market,
    vehicles: market.vehicles.map((v, i) => (first.includes(i) ? v : { ...v, bid: 1e9 })),
  };
  return { objective, bestSubsetOfFirst: Math.max(0, literalOptimum(inFirst, valuation)) };
}

interface Chosen {
  readonly vehicle: number;
  readonly bid: number;
}

function bidsOf(market: BidMarket): Chosen[] {
  return market.vehicles.flatMap((v, vehicle) => v.bids.map((_, bid) => ({ vehicle, bid })));
}

/** Eq. (3). */
export function literalBidValue(market: BidMarket, set: readonly Chosen[]): number {
  let total = 0;
  for (const [j, task] of market.tasks.entries()) {
    const times = set
      .map(({ vehicle, bid }) => market.vehicles[vehicle].bids[bid].etc[j])
      .filter((t) => t !== undefined);
    if (times.length > 0) total += taskValueAt(task, Math.min(...times));
  }
  return total;
}

function priceOf(market: BidMarket, { vehicle, bid }: Chosen): number {
  return market.vehicles[vehicle].bids[bid].price;
}

function bidMarginal(market: BidMarket, set: readonly Chosen[], bid: Chosen): number {
  return literalBidValue(market, [...set, bid]) - literalBidValue(market, set);
}

/** Algorithm 1 on the bids of all vehicles but one, with a call before each winner is added. */
function selectBids(
  market: BidMarket,
  without: number,
  before: (bid: Chosen, set: readonly Chosen[]) => void,
): Chosen[] {
  const set: Chosen[] = [];
  let left = bidsOf(market).filter((b) => b.vehicle !== without);
  for (;;) {
    let best: Chosen | undefined;
    let highest = noise;
    for (const bid of left) {
      const gain = bidMarginal(market, set, bid) - priceOf(market, bid);
      if (gain > highest + (best === undefined ? 0 : noise)) {
        best = bid;
        highest = gain;
      }
    }
    if (best === undefined) return set;
    before(best, set);
    set.push(best);
    const { vehicle } = best;
    left = left.filter((b) => b.vehicle !== vehicle);
  }
}

/** Eq. (10), with the value before the rival is added, and after all of them at the end. */
export function literalCriticalPrice(market: BidMarket, bid: Chosen): number {
  let p = 0;
  const rivals = selectBids(market, bid.vehicle, (rival, set) => {
    p = Math.max(
      p,
      bidMarginal(market, set, bid) - (bidMarginal(market, set, rival) - priceOf(market, rival)),
    );
  });
  return Math.max(p, bidMarginal(market, rivals, bid));
}

export function literalWbs(market: BidMarket): { winners: Chosen[]; payments: number[] } {
  const winners = selectBids(market, -1, () => undefined);
  return { winners, payments: winners.map((bid) => literalCriticalPrice(market, bid)) };
}
