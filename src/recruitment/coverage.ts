import { type AuctionMarket, checkBid, checkEntry, checkRequest, type Valuation } from './market.js';

/**
 * A market in the form that both valuations share. The expected value of a set S of vehicles is
 *
 *   V(S) = sum over tasks j, steps k of (v_j^k - v_j^(k+1)) (1 - prod over i in S of (1 - g_ijk)),   v_j^(K+1) = 0,
 *
 * where g_ijk, the coverage, is the probability that vehicle i alone gets task j done by the end of step k: for `exact`
 * min(1, q^1 + .. + q^k), for `paper` 1 - (1 - q^1) .. (1 - q^k), which is eq. (19) of tbuma. Steps at which the value
 * does not fall are left out. The steps of one task lie side by side; so do a vehicle's entries (one per task of its
 * bundle, ascending) and the coverages of an entry, from the first positive one to the task's last step.
 */
export interface Coverage {
  readonly vehicles: number;
  readonly tasks: number;
  readonly bids: Float64Array;
  /** By step: v_j^k - v_j^(k+1). */
  readonly drops: Float64Array;
  /** By vehicle: its first entry; one more at the end. */
  readonly entryStart: Int32Array;
  /** By entry: its task. */
  readonly entryTask: Int32Array;
  /** By entry: the step of its first coverage. */
  readonly firstStep: Int32Array;
  /** By entry: its first coverage; one more at the end. */
  readonly coverageStart: Int32Array;
  /** g, in (0, 1]. */
  readonly coverage: Float64Array;
}

interface Steps {
  readonly drops: Float64Array;
  /** By task: its first step; one more at the end. */
  readonly start: Int32Array;
  /** By task: its first subinterval; one more at the end. */
  readonly subintervalStart: Int32Array;
  /** By subinterval: 1 if the value falls after it, that is, if it is a step. */
  readonly falls: Uint8Array;
}

function fallingSteps(market: AuctionMarket): Steps {
  const drops: number[] = [];
  const falls: number[] = [];
  const start = new Int32Array(market.tasks.length + 1);
  const subintervalStart = new Int32Array(market.tasks.length + 1);
  for (const [task, { values }] of market.tasks.entries()) {
    for (const [k, value] of values.entries()) {
      const drop = value - (k + 1 < values.length ? values[k + 1] : 0);
      falls.push(drop > 0 ? 1 : 0);
      if (drop > 0) drops.push(drop);
    }
    start[task + 1] = drops.length;
    subintervalStart[task + 1] = falls.length;
  }
  return { drops: Float64Array.from(drops), start, subintervalStart, falls: Uint8Array.from(falls) };
}

/**
 * Checks a market and brings it into the form that the mechanisms work on.
 * @param root how paths in messages begin
 * @throws InputError at the first number out of range, value that rises, or task that does not exist
 */
export function coverageOf(market: AuctionMarket, valuation: Valuation, root = '$'): Coverage {
  checkRequest(market, root);
  const { drops, start, subintervalStart, falls } = fallingSteps(market);
  const vehicles = market.vehicles.length;
  const bids = new Float64Array(vehicles);
  const entryStart = new Int32Array(vehicles + 1);
  const entryTask: number[] = [];
  const firstStep: number[] = [];
  const coverageStart: number[] = [0];
  const coverage: number[] = [];
  const isExact = valuation === 'exact';
  for (let i = 0; i < vehicles; i++) {
    const { bid, completion } = market.vehicles[i];
    checkBid(bid, i, root);
    bids[i] = bid;
    // Integer keys are listed in ascending order, so that equal bundles give bit-equal sums. Listing them is what takes longest.
    for (const key in completion) {
      const task = Number(key);
      const probabilities = completion[task];
      checkEntry(probabilities, key, i, market.tasks, root);
      const first = subintervalStart[task];
      const before = coverage.length;
      let step = start[task];
      let reached = 0;
      for (let k = 0; k < probabilities.length; k++) {
        // Exact for the first positive probability, where 1 - (1 - q) would not be.
        reached += isExact ? probabilities[k] : probabilities[k] * (1 - reached);
        if (reached > 1) reached = 1;
        if (falls[first + k] === 0) continue;
        if (reached > 0) coverage.push(reached);
        else step++;
      }
      if (coverage.length === before) continue;
      entryTask.push(task);
      firstStep.push(step);
      coverageStart.push(coverage.length);
    }
    entryStart[i + 1] = entryTask.length;
  }
  return {
    vehicles,
    tasks: market.tasks.length,
    bids,
    drops,
    entryStart,
    entryTask: Int32Array.from(entryTask),
    firstStep: Int32Array.from(firstStep),
    coverageStart: Int32Array.from(coverageStart),
    coverage: Float64Array.from(coverage),
  };
}

/**
 * V_i(S), what a vehicle adds to the value of a set, eq. (20).
 * @param residual by step: what the set leaves uncovered, drops x prod (1 - g); a copy of `drops` for the empty set
 */
export function marginalValue(market: Coverage, residual: Float64Array, vehicle: number): number {
  const { firstStep, coverageStart, coverage } = market;
  const last = market.entryStart[vehicle + 1];
  let total = 0;
  for (let entry = market.entryStart[vehicle]; entry < last; entry++) {
    const end = coverageStart[entry + 1];
    let step = firstStep[entry];
    let sum = 0;
    for (let c = coverageStart[entry]; c < end; c++) sum += residual[step++] * coverage[c];
    total += sum;
  }
  return total;
}

/** The part of V_i(S) that one entry, a vehicle's work on one task, adds. */
export function entryValue(market: Coverage, residual: Float64Array, entry: number): number {
  const { firstStep, coverageStart, coverage } = market;
  const end = coverageStart[entry + 1];
  let step = firstStep[entry];
  let sum = 0;
  for (let c = coverageStart[entry]; c < end; c++) sum += residual[step++] * coverage[c];
  return sum;
}

/** Takes a vehicle into the set: what it covers leaves the residual. Never undone by division, for g = 1 occurs: copy. */
export function cover(market: Coverage, residual: Float64Array, vehicle: number): void {
  const { firstStep, coverageStart, coverage } = market;
  const last = market.entryStart[vehicle + 1];
  for (let entry = market.entryStart[vehicle]; entry < last; entry++) {
    const end = coverageStart[entry + 1];
    let step = firstStep[entry];
    for (let c = coverageStart[entry]; c < end; c++) residual[step++] *= 1 - coverage[c];
  }
}

/** V(S + A) - V(S): what vehicles A together add to a set S that leaves `residual`. */
export function addedValue(market: Coverage, residual: Float64Array, vehicles: Iterable<number>): number {
  const left = residual.slice();
  let value = 0;
  for (const vehicle of vehicles) {
    value += marginalValue(market, left, vehicle);
    cover(market, left, vehicle);
  }
  return value;
}

/** V(S) of a set of vehicles, eq. (13): the sum of what each adds to those before it. */
export function coveredValue(market: Coverage, vehicles: Iterable<number>): number {
  return addedValue(market, market.drops, vehicles);
}

/** V(I), the value of the whole published set. */
export function valueOfAll(market: Coverage): number {
  return coveredValue(market, Array(market.vehicles).keys());
}
