import { type Coverage, cover, marginalValue } from '../coverage.js';
import { type CandidateHeap, heapify, lowerTop, removeTop } from './candidate-heap.js';

/** How a budgeted greedy selection decides on the candidate with the highest ratio V_i / b_i. */
export interface GreedyRule {
  /** A candidate must be worth more than its bid; otherwise the selection is over. */
  readonly aboveBid: boolean;
  /** B / alpha: a candidate passes if b <= share V_i / V(w + i). `Infinity`: no such criterion. */
  readonly share: number;
  /** A candidate that does not pass ends the selection, or else it alone is discarded. */
  readonly stopAtViolation: boolean;
}

/** A selection on its way. */
export interface GreedyRun {
  readonly residual: Float64Array;
  readonly heap: CandidateHeap;
  /** V(w). */
  value: number;
  /** V_i(w) of the candidate last taken. */
  marginal: number;
}

/** V / b; a zero bid that adds value ranks above all, one that adds none ranks with the worthless. */
export function valuePerBid(value: number, bid: number): number {
  return value > 0 ? value / bid : 0;
}

/** The highest bid that passes the budget feasible criterion, line 6 of Algorithm 2. */
export function budgetCap(share: number, value: number, marginal: number): number {
  if (share === Infinity) return Infinity;
  return marginal > 0 ? (share * marginal) / (value + marginal) : 0;
}

/** The ratio at or below which a candidate ends the selection. */
export function floorRatio(rule: GreedyRule): number {
  return rule.aboveBid ? 1 : 0;
}

/** A selection before its first step. Vehicles that could never win are left out; they stay part of V(I). */
export function startRun(market: Coverage, rule: GreedyRule, without = -1): GreedyRun {
  const residual = market.drops.slice();
  const heap: CandidateHeap = {
    keys: new Float64Array(market.vehicles),
    ids: new Int32Array(market.vehicles),
    size: 0,
  };
  const floor = floorRatio(rule);
  for (let i = 0; i < market.vehicles; i++) {
    if (i === without) continue;
    const ratio = valuePerBid(marginalValue(market, residual, i), market.bids[i]);
    if (ratio > floor) {
      heap.keys[heap.size] = ratio;
      heap.ids[heap.size++] = i;
    }
  }
  heapify(heap);
  return { residual, heap, value: 0, marginal: 0 };
}

/**
 * Takes the candidate with the highest ratio (ties: lowest number) off the run and leaves its V_i(w) in `marginal`.
 * Marginal values never grow, in floating point too, so a top whose key is up to date is the maximum.
 * @returns its number, or -1 when the selection is over
 */
export function takeCandidate(market: Coverage, run: GreedyRun, rule: GreedyRule): number {
  const { heap, residual } = run;
  const floor = floorRatio(rule);
  while (heap.size > 0) {
    const key = heap.keys[0];
    if (key <= floor) return -1;
    const candidate = heap.ids[0];
    const marginal = marginalValue(market, residual, candidate);
    const ratio = valuePerBid(marginal, market.bids[candidate]);
    if (ratio === key) {
      run.marginal = marginal;
      removeTop(heap);
      return candidate;
    }
    if (ratio > floor) lowerTop(heap, ratio);
    else removeTop(heap);
  }
  return -1;
}

/** Adds a candidate to the winners; `run.marginal` must be its V_i(w). */
export function accept(market: Coverage, run: GreedyRun, candidate: number): void {
  run.value += run.marginal;
  cover(market, run.residual, candidate);
}

/**
 * Whether the criterion refuses every candidate left: passing needs V(w) < V(w + i) <= share V_i / b_i, and no ratio is
 * above the top key. Claimed only with room for rounding.
 */
export function isExhausted(run: GreedyRun, rule: GreedyRule): boolean {
  if (rule.share === Infinity || run.heap.size === 0) return false;
  return rule.share * run.heap.keys[0] * (1 + 1e-9) < run.value;
}
