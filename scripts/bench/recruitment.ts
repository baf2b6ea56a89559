/**
 * CPU times of the auctions: `npx tsx scripts/bench/recruitment.ts`. Medians over repetitions.
 * "Eager" is TBUMA as Theorem 6 of the paper tells it: Q_j^k kept up to date, every marginal value computed anew in every turn
 * after eq. (11), every payment run from the start.
 */
import { cpuUsage, stdout } from 'node:process';
import seedrandom from 'seedrandom';
import { type AuctionMarket, buma, coverageOf, tbuma, tbumaWinners } from '../../src/recruitment/index.js';

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

/** Q_j^k of the winners so far, eq. (12), by task and subinterval. */
type Missed = number[][];

/** V^j of a task from its Q_j^k, eq. (11). */
function taskValue(values: readonly number[], missed: readonly number[]): number {
  let value = 0;
  let before = 1;
  for (const [k, worth] of values.entries()) {
    value += before * (1 - missed[k]) * worth;
    before *= missed[k];
  }
  return value;
}

/** V_i(w) = V(w + i) - V(w), eq. (20), over the tasks of the vehicle's bundle; allocates nothing. */
function eagerMarginal(market: AuctionMarket, missed: Missed, entries: readonly Entry[]): number {
  let marginal = 0;
  for (const [task, q] of entries) {
    const { values } = market.tasks[task];
    const without = missed[task];
    let before = 1;
    let beforeTogether = 1;
    for (let k = 0; k < values.length; k++) {
      const together = without[k] * (1 - q[k]);
      marginal += (beforeTogether * (1 - together) - before * (1 - without[k])) * values[k];
      before *= without[k];
      beforeTogether *= together;
    }
  }
  return marginal;
}

type Entry = readonly [task: number, q: readonly number[]];

/**
 * The textbook's Algorithm 2: Q_j^k is updated for each winner, every marginal value computed in every turn.
 * @param turn called before each winner is added
 */
function eagerRun(
  market: AuctionMarket,
  bundles: readonly (readonly Entry[])[],
  share: number,
  without: number,
  turn: (i: number, value: number, missed: Missed, marginal: number) => void,
): { winners: number[]; value: number; missed: Missed } {
  const missed: Missed = market.tasks.map(({ values }) => values.map(() => 1));
  const left = new Set(bundles.map((_, i) => i));
  left.delete(without);
  const winners: number[] = [];
  let value = 0;
  for (;;) {
    let best = -1;
    let bestRatio = 1;
    let bestMarginal = 0;
    for (const i of left) {
      const marginal = eagerMarginal(market, missed, bundles[i]);
      if (marginal / market.vehicles[i].bid > bestRatio) {
        best = i;
        bestRatio = marginal / market.vehicles[i].bid;
        bestMarginal = marginal;
      }
    }
    if (best < 0) return { winners, value, missed };
    left.delete(best);
    const cap = share === Infinity ? Infinity : (share * bestMarginal) / (value + bestMarginal);
    if (market.vehicles[best].bid > cap) continue;
    turn(best, value, missed, bestMarginal);
    winners.push(best);
    value += bestMarginal;
    for (const [task, q] of bundles[best]) missed[task] = missed[task].map((m, k) => m * (1 - q[k]));
  }
}

/** The textbook's Algorithms 2 and 3, under eq. (11) and alpha 2. */
function eagerTbuma(market: AuctionMarket): { winners: number[]; paymentTotal: number } {
  const bundles = market.vehicles.map((v) =>
    Object.entries(v.completion).map(([task, q]): Entry => [Number(task), q]),
  );
  const missed: Missed = market.tasks.map(({ values }) => values.map(() => 1));
  for (const bundle of bundles)
    for (const [task, q] of bundle) missed[task] = missed[task].map((m, k) => m * (1 - q[k]));
  const all = market.tasks.reduce((sum, { values }, j) => sum + taskValue(values, missed[j]), 0);
  const share = market.budget < all ? market.budget / 2 : Infinity;
  const nu = (own: number, value: number): number =>
    share === Infinity ? Infinity : (share * own) / (value + own);
  const { winners } = eagerRun(market, bundles, share, -1, () => undefined);
  let paymentTotal = 0;
  for (const i of winners) {
    let payment = 0;
    const without = eagerRun(market, bundles, share, i, (rival, value, reached, marginal) => {
      const own = eagerMarginal(market, reached, bundles[i]);
      const price = (own * market.vehicles[rival].bid) / marginal;
      payment = Math.max(payment, Math.min(price, nu(own, value)));
    });
    const own = eagerMarginal(market, without.missed, bundles[i]);
    paymentTotal += Math.max(payment, Math.min(own, nu(own, without.value)));
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
  const lazy = tbuma(market, { valuation: 'paper' });
  const eager = eagerTbuma(market);
  const same = Math.abs(lazy.paymentTotal - eager.paymentTotal) < 1e-9 * eager.paymentTotal;
  const eagerTime = median(3, () => eagerTbuma(market));
  const lazyTime = median(15, () => tbuma(market, { valuation: 'paper' }));
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
