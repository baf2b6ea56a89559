/**
 * CPU times of the auctions: `npx tsx scripts/bench/recruitment.ts`. Medians over repetitions.
 * "Eager" is TBUMA as a textbook has it: every marginal value anew in every turn, every payment run from the start.
 */
import { cpuUsage, stdout } from 'node:process';
import seedrandom from 'seedrandom';
import {
  type AuctionMarket,
  buma,
  type Coverage,
  cover,
  coverageOf,
  marginalValue,
  tbuma,
  tbumaWinners,
  valueOfAll,
} from '../../src/recruitment/index.js';

/** About five tasks a vehicle, five subintervals, costs as in tbuma's section 6.1 scaled by `cost`. */
function randomMarket(
  vehicles: number,
  tasks: number,
  budget: number,
  cost: number,
  seed: string,
): AuctionMarket {
  const random = seedrandom.alea(seed);
  const vehicle = () => {
    const completion: Record<number, number[]> = {};
    const size = 3 + Math.floor(random() * 5);
    for (let n = 0; n < size; n++) {
      const mean = random() * 6;
      const q = [0, 1, 2, 3, 4].map((k) => Math.max(0, 1 - Math.abs(k + 0.5 - mean)) * 0.95);
      completion[Math.floor(random() * tasks)] = q;
    }
    const count = Object.keys(completion).length;
    return { bid: cost * (0.5 + random() + (0.3 + 0.7 * random()) * count), completion };
  };
  return {
    budget,
    tasks: Array.from({ length: tasks }, () => ({ values: [1, 0.8, 0.6, 0.4, 0.2] })),
    vehicles: Array.from({ length: vehicles }, vehicle),
  };
}

function cpuMilliseconds(work: () => unknown): number {
  const before = cpuUsage();
  work();
  const used = cpuUsage(before);
  return (used.user + used.system) / 1000;
}

function median(repetitions: number, work: () => unknown): number {
  const times = Array.from({ length: repetitions }, () => cpuMilliseconds(work)).sort((a, b) => a - b);
  return times[repetitions >> 1];
}

/** The textbook's TBUMA: eager, from scratch for every winner. */
function eagerRun(
  market: Coverage,
  share: number,
  without: number,
  turn: (i: number, value: number, r: Float64Array, marginal: number) => void,
): number[] {
  const residual = market.drops.slice();
  const left = new Set(Array.from({ length: market.vehicles }, (_, i) => i).filter((i) => i !== without));
  const winners: number[] = [];
  let value = 0;
  for (;;) {
    let best = -1;
    let bestRatio = 1;
    let bestMarginal = 0;
    for (const i of left) {
      const marginal = marginalValue(market, residual, i);
      if (marginal / market.bids[i] > bestRatio) {
        best = i;
        bestRatio = marginal / market.bids[i];
        bestMarginal = marginal;
      }
    }
    if (best < 0) return winners;
    left.delete(best);
    const cap = share === Infinity ? Infinity : (share * bestMarginal) / (value + bestMarginal);
    if (market.bids[best] > cap) continue;
    turn(best, value, residual, bestMarginal);
    winners.push(best);
    value += bestMarginal;
    cover(market, residual, best);
  }
}

function eagerTbuma(market: AuctionMarket): { winners: number[]; paymentTotal: number } {
  const coverage = coverageOf(market, 'exact');
  const share = market.budget < valueOfAll(coverage) ? market.budget / 2 : Infinity;
  const nu = (own: number, value: number): number =>
    share === Infinity ? Infinity : (share * own) / (value + own);
  const winners = eagerRun(coverage, share, -1, () => undefined);
  let paymentTotal = 0;
  for (const i of winners) {
    let payment = 0;
    const residual = coverage.drops.slice();
    let total = 0;
    eagerRun(coverage, share, i, (rival, value, r, marginal) => {
      const own = marginalValue(coverage, r, i);
      payment = Math.max(payment, Math.min((own * coverage.bids[rival]) / marginal, nu(own, value)));
      cover(coverage, residual, rival);
      total = value + marginal;
    });
    const own = marginalValue(coverage, residual, i);
    paymentTotal += Math.max(payment, Math.min(own, nu(own, total)));
  }
  return { winners, paymentTotal };
}

function line(text: string): void {
  stdout.write(`${text}\n`);
}

function benchTbuma(vehicles: number, tasks: number, repetitions: number): void {
  for (const cost of [0.1, 0.3, 0.6]) {
    for (const share of [0.02, 0.1, 0.3, 0.6, 2]) {
      const budget = tasks * share;
      const market = randomMarket(vehicles, tasks, budget, cost, `tbuma/${vehicles}/${tasks}`);
      for (const alpha of ['two', 'paper'] as const) {
        const result = tbuma(market, { alpha });
        const time = median(repetitions, () => tbuma(market, { alpha }));
        line(
          `tbuma ${vehicles} x ${tasks}, costs x ${cost}, B = ${budget}, alpha ${alpha}: ${time.toFixed(1)} ms, ${result.winners.length} winners`,
        );
      }
    }
  }
}

benchTbuma(1000, 300, 15);
benchTbuma(10_000, 1000, 3);
{
  const market = randomMarket(100_000, 10_000, 3000, 0.3, 'tbuma/large');
  const coverage = coverageOf(market, 'exact');
  line(`form of 100000 x 10000: ${median(5, () => coverageOf(market, 'exact')).toFixed(0)} ms`);
  for (const budget of [300, 3000, 20_000]) {
    const winners = tbumaWinners(coverage, budget);
    const time = median(5, () => tbumaWinners(coverage, budget));
    line(
      `tbuma selection alone 100000 x 10000, B = ${budget}: ${time.toFixed(1)} ms, ${winners.length} winners`,
    );
  }
}
for (const budget of [80, 600]) {
  const market = randomMarket(1000, 300, budget, 0.3, 'tbuma/eager');
  const lazy = tbuma(market);
  const eager = eagerTbuma(market);
  const same = Math.abs(lazy.paymentTotal - eager.paymentTotal) < 1e-9 * eager.paymentTotal;
  const eagerTime = median(3, () => eagerTbuma(market));
  const lazyTime = median(15, () => tbuma(market));
  line(
    `eager / lazy 1000 x 300, ${eager.winners.length} winners: ${eagerTime.toFixed(0)} / ${lazyTime.toFixed(2)} ms = ${(eagerTime / lazyTime).toFixed(0)} x (same payments: ${same})`,
  );
}
for (const cost of [1, 0.5, 0.3, 0.2]) {
  const market = randomMarket(100, 20, 15, cost, 'buma');
  const time = median(3, () => buma(market));
  line(
    `buma 100 x 20, costs x ${cost}, B = 15: ${time.toFixed(0)} ms, ${buma(market).winners.length} winners`,
  );
}
