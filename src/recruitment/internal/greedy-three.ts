import { type Coverage, cover, coveredValue, entryValue, marginalValue } from '../coverage.js';
import { type CandidateHeap, lowerTop, removeTop } from './candidate-heap.js';
import { valuePerBid } from './greedy-run.js';
import { isAffordable, isMore } from './outcome.js';
import { taskwiseBound, welfareBound } from './welfare-bound.js';

/** A set of vehicles in the order in which they were taken, with V(S) - sum of bids. */
export interface TakenSet {
  readonly vehicles: readonly number[];
  readonly objective: number;
}

/** V(S) - sum of bids, summed by ascending number so that one set has one value. */
export function welfareOf(market: Coverage, vehicles: readonly number[]): number {
  const set = vehicles.toSorted((a, b) => a - b);
  return set.reduce((rest, i) => rest - market.bids[i], coveredValue(market, set));
}

/** What is known after the first few vehicles of a triple have been taken. */
interface Level {
  readonly residual: Float64Array;
  /** By vehicle: V_i of the set. */
  readonly marginals: Float64Array;
  /** V_i / b_i, by vehicle; 0 for those that the budget does not allow. */
  readonly ratios: Float64Array;
  /** The vehicles of ratio above 1, by falling ratio, ties by number; the first `count`. */
  readonly order: Int32Array;
  count: number;
  welfare: number;
  spent: number;
  /** What all vehicles of `order` add together, and by task. */
  together: number;
  readonly togetherByTask: Float64Array;
  /** By entry of a vehicle of `order`: what it adds alone. */
  readonly contributions: Float64Array;
}

/** A greedy set on its way: what `extend` works on and uses up. */
interface Extension {
  readonly residual: Float64Array;
  /** Ratios that may be out of date, and whose they are; vehicles already taken may be among them. */
  readonly heap: CandidateHeap;
  welfare: number;
  spent: number;
  /** An upper bound of what the heap's vehicles add together. */
  together: number;
}

interface Search {
  readonly market: Coverage;
  readonly budget: number;
  readonly among: readonly number[];
  /** After 0, 1 and 2 vehicles. */
  readonly levels: readonly [Level, Level, Level];
  readonly extension: Extension;
  readonly taken: number[];
  /** By task; room for a bound. */
  readonly left: Float64Array;
  best: TakenSet | undefined;
  /** Only sets above this are of interest. */
  highest: number;
  /** An objective that some triple's extension is known to reach. */
  reachable: number;
}

/** Makes a set the best one if it is. `about` is its objective up to rounding. */
function offer(search: Search, vehicles: readonly number[], about: number): void {
  if (about < search.highest - 1e-9 * (1 + Math.abs(search.highest))) return;
  const objective = welfareOf(search.market, vehicles);
  if (!isMore(objective, search.highest)) return;
  search.best = { vehicles: [...vehicles], objective };
  search.highest = objective;
}

/** Whether an upper bound rules out what is looked for, with room for rounding. */
function isHopeless(search: Search, bound: number): boolean {
  const known = Math.max(search.highest, search.reachable);
  return bound < known - 1e-9 * (1 + Math.abs(known));
}

/** Whether no affordable set that holds the level's vehicles and `next` can be what is looked for. */
function isNextHopeless(search: Search, level: Level, next: number): boolean {
  const { market, left } = search;
  const { bids, entryStart, entryTask } = market;
  const isOpen = level.ratios[next] > 1;
  const together = level.together - (isOpen ? level.marginals[next] : 0);
  const money = search.budget * (1 + 1e-9) - level.spent - bids[next];
  const { order, count, marginals, ratios, contributions } = level;
  const welfare = level.welfare + level.marginals[next] - bids[next];
  const pooled = welfareBound(order, count, marginals, bids, money, together + 1e-12, next);
  if (isHopeless(search, welfare + pooled)) return true;
  left.set(level.togetherByTask);
  if (isOpen)
    for (let entry = entryStart[next]; entry < entryStart[next + 1]; entry++)
      left[entryTask[entry]] = Math.max(0, left[entryTask[entry]] - contributions[entry]);
  const taskwise = taskwiseBound(market, order, count, ratios, contributions, left, together + 1e-12, next);
  return isHopeless(search, welfare + taskwise);
}

/** Computes what a level's candidates add together, and each alone, by task. */
function fillTasks(market: Coverage, level: Level): void {
  const { order, count, residual, contributions, togetherByTask } = level;
  const rest = residual.slice();
  togetherByTask.fill(0);
  level.together = 0;
  for (let n = 0; n < count; n++) {
    const i = order[n];
    for (let entry = market.entryStart[i]; entry < market.entryStart[i + 1]; entry++) {
      contributions[entry] = entryValue(market, residual, entry);
      togetherByTask[market.entryTask[entry]] += entryValue(market, rest, entry);
    }
    cover(market, rest, i);
  }
  for (const value of togetherByTask) level.together += value;
}

/** Computes the marginal values at a level and puts its candidates in order. */
function fill(search: Search, level: Level): void {
  const { market, budget, among, taken } = search;
  const { ratios, marginals, order, residual } = level;
  const { bids } = market;
  let count = 0;
  for (const i of among) {
    if (taken.includes(i)) continue;
    const marginal = marginalValue(market, residual, i);
    const ratio = valuePerBid(marginal, bids[i]);
    marginals[i] = marginal;
    ratios[i] = isAffordable(level.spent + bids[i], budget) ? ratio : 0;
    if (ratios[i] <= 1) continue;
    let place = count++;
    while (place > 0) {
      const before = order[place - 1];
      if (ratios[before] > ratio || (ratios[before] === ratio && before < i)) break;
      order[place--] = before;
    }
    order[place] = i;
  }
  level.count = count;
  fillTasks(market, level);
}

/** Puts an extension behind a level; a level's order is sorted, hence in heap order as it stands. */
function beginExtension(extension: Extension, level: Level): void {
  const { heap } = extension;
  for (let n = 0; n < level.count; n++) {
    heap.ids[n] = level.order[n];
    heap.keys[n] = level.ratios[level.order[n]];
  }
  heap.size = level.count;
  extension.residual.set(level.residual);
  extension.welfare = level.welfare;
  extension.spent = level.spent;
  extension.together = level.together;
}

/**
 * Takes, again and again, the vehicle with the highest V_i(S) / b_i that the budget allows, as long as it is worth more than its
 * bid (ties: lowest number), and offers the set that results. Given up when what is left to add cannot lift the set above what
 * is known.
 */
function extend(search: Search, extension: Extension): void {
  const { market, budget, taken } = search;
  const { heap, residual } = extension;
  const before = taken.length;
  while (heap.size > 0) {
    const next = heap.ids[0];
    const key = heap.keys[0];
    const bid = market.bids[next];
    if (key <= 1) break;
    // Every unit of value that can still be added costs at least 1 / key.
    if (isHopeless(search, extension.welfare + Math.max(0, extension.together) * (1 - 1 / key))) {
      taken.length = before;
      return;
    }
    if (!isAffordable(extension.spent + bid, budget) || taken.includes(next)) {
      removeTop(heap);
      continue;
    }
    const marginal = marginalValue(market, residual, next);
    const ratio = valuePerBid(marginal, bid);
    if (ratio !== key) {
      lowerTop(heap, ratio);
      continue;
    }
    removeTop(heap);
    taken.push(next);
    extension.welfare += marginal - bid;
    extension.spent += bid;
    extension.together -= marginal;
    cover(market, residual, next);
  }
  if (taken.length > before) offer(search, taken, extension.welfare);
  taken.length = before;
}

/** Offers the triple that `next` completes, and its greedy extension. */
function visitTriple(search: Search, level: Level, next: number): void {
  const { market, extension } = search;
  const marginal = level.marginals[next];
  beginExtension(extension, level);
  cover(market, extension.residual, next);
  extension.welfare += marginal - market.bids[next];
  extension.spent += market.bids[next];
  if (level.ratios[next] > 1) extension.together -= marginal;
  offer(search, search.taken, extension.welfare);
  extend(search, extension);
}

/** Visits the triples in the order of their numbers. */
function visitTriples(search: Search, depth: 0 | 1 | 2, from: number): void {
  const { market, budget, among, levels, taken } = search;
  const level = levels[depth];
  for (let n = from; n < among.length; n++) {
    const next = among[n];
    const spent = level.spent + market.bids[next];
    if (!isAffordable(spent, budget) || isNextHopeless(search, level, next)) continue;
    taken.push(next);
    if (depth === 2) visitTriple(search, level, next);
    else {
      const child = levels[depth + 1];
      child.residual.set(level.residual);
      cover(market, child.residual, next);
      child.welfare = level.welfare + level.marginals[next] - market.bids[next];
      child.spent = spent;
      fill(search, child);
      visitTriples(search, depth === 0 ? 1 : 2, n + 1);
    }
    taken.pop();
  }
}

/** The best of the empty set, the single vehicles and the pairs. */
function offerSmallSets(search: Search): void {
  const { market, budget, among, levels } = search;
  const { bids } = market;
  const [start, one] = levels;
  offer(search, [], 0);
  for (const a of among) if (isAffordable(bids[a], budget)) offer(search, [a], start.marginals[a] - bids[a]);
  for (const [n, a] of among.entries()) {
    one.residual.set(start.residual);
    cover(market, one.residual, a);
    const welfare = start.marginals[a] - bids[a];
    for (const b of among.slice(n + 1))
      if (isAffordable(bids[a] + bids[b], budget))
        offer(search, [a, b], welfare + marginalValue(market, one.residual, b) - bids[b]);
  }
}

/**
 * Greedy_3 of BUMA (Gupta et al. 2010, appendix B, as tbuma's section 4 tells it): the best of the empty set, all sets of one,
 * two and three vehicles that the budget allows, and the greedy extensions of those of three. Among equals the first in order of
 * size and then of numbers. Triples whose extensions cannot exceed the best set known, by an upper bound, are passed over,
 * which leaves the result as it is.
 * @param among the vehicles to choose from, ascending
 * @param floor only sets with a higher objective are of interest
 * @returns the best set, or `undefined` when none exceeds the floor
 */
export function greedyThree(
  market: Coverage,
  budget: number,
  among: readonly number[],
  floor = -Infinity,
): TakenSet | undefined {
  const { vehicles } = market;
  const emptyLevel = (): Level => ({
    residual: market.drops.slice(),
    marginals: new Float64Array(vehicles),
    ratios: new Float64Array(vehicles),
    order: new Int32Array(vehicles),
    count: 0,
    welfare: 0,
    spent: 0,
    together: 0,
    togetherByTask: new Float64Array(market.tasks),
    contributions: new Float64Array(market.entryTask.length),
  });
  const heap = { keys: new Float64Array(vehicles), ids: new Int32Array(vehicles), size: 0 };
  const search: Search = {
    market,
    budget,
    among,
    levels: [emptyLevel(), emptyLevel(), emptyLevel()],
    extension: { residual: market.drops.slice(), heap, welfare: 0, spent: 0, together: 0 },
    taken: [],
    left: new Float64Array(market.tasks),
    best: undefined,
    highest: floor,
    reachable: -Infinity,
  };
  fill(search, search.levels[0]);
  offerSmallSets(search);
  // The plain greedy set extends its own first three vehicles, so the triples reach it too.
  const plain: Search = { ...search, taken: [], best: undefined, highest: -Infinity };
  beginExtension(search.extension, search.levels[0]);
  extend(plain, search.extension);
  if ((plain.best?.vehicles.length ?? 0) >= 3) search.reachable = plain.best?.objective ?? -Infinity;
  visitTriples(search, 0, 0);
  return search.best;
}
