import type { BidTable } from '../bid-market.js';
import { type CandidateHeap, copyHeap, heapify, lowerTop, removeTop } from './candidate-heap.js';

/** A selection of winning bids on its way. */
export interface BidRun {
  /** By task: the value at the earliest completion so far. */
  readonly reached: Float64Array;
  /** Bids by marginal value - price, possibly out of date. */
  readonly heap: CandidateHeap;
  /** By vehicle: 1 when it takes no part (any more). */
  readonly out: Uint8Array;
  /** V(w). */
  value: number;
  /** Marginal value of the bid last taken. */
  marginal: number;
}

/** V_b(w), eq. (8): what a bid adds, given the values reached so far. */
export function bidMarginal(table: BidTable, reached: Float64Array, bid: number): number {
  const { entryTask, entryValue } = table;
  const last = table.entryStart[bid + 1];
  let total = 0;
  for (let entry = table.entryStart[bid]; entry < last; entry++) {
    const more = entryValue[entry] - reached[entryTask[entry]];
    if (more > 0) total += more;
  }
  return total;
}

/** A selection before its first step, without one vehicle if wanted. */
export function startBidRun(table: BidTable, vehicles: number, without = -1): BidRun {
  const bids = table.price.length;
  const reached = new Float64Array(table.tasks);
  const heap: CandidateHeap = { keys: new Float64Array(bids), ids: new Int32Array(bids), size: 0 };
  for (let bid = 0; bid < bids; bid++) {
    if (table.vehicle[bid] === without) continue;
    const welfare = bidMarginal(table, reached, bid) - table.price[bid];
    if (welfare > 0) {
      heap.keys[heap.size] = welfare;
      heap.ids[heap.size++] = bid;
    }
  }
  heapify(heap);
  return { reached, heap, out: new Uint8Array(vehicles), value: 0, marginal: 0 };
}

/** A copy of a run that goes its own way. */
export function forkBidRun(run: BidRun): BidRun {
  const size = run.heap.size;
  const heap: CandidateHeap = { keys: new Float64Array(size), ids: new Int32Array(size), size: 0 };
  copyHeap(run.heap, heap);
  return {
    reached: run.reached.slice(),
    heap,
    out: run.out.slice(),
    value: run.value,
    marginal: run.marginal,
  };
}

/**
 * Takes the bid with the highest marginal value - price (ties: lowest number) of the vehicles still in, and leaves its marginal
 * value in `marginal`. Marginal values never grow, so a top whose key is up to date is the maximum.
 * @returns its number, or -1 when no bid is worth more than its price
 */
export function takeBid(table: BidTable, run: BidRun): number {
  const { heap } = run;
  while (heap.size > 0) {
    const bid = heap.ids[0];
    if (run.out[table.vehicle[bid]] === 1) {
      removeTop(heap);
      continue;
    }
    const marginal = bidMarginal(table, run.reached, bid);
    const welfare = marginal - table.price[bid];
    if (welfare <= 0) {
      removeTop(heap);
    } else if (welfare === heap.keys[0]) {
      run.marginal = marginal;
      removeTop(heap);
      return bid;
    } else lowerTop(heap, welfare);
  }
  return -1;
}

/** Makes a bid a winner, with which its vehicle's other bids are out. `run.marginal` must be its marginal value. */
export function acceptBid(table: BidTable, run: BidRun, bid: number): void {
  run.value += run.marginal;
  run.out[table.vehicle[bid]] = 1;
  for (let entry = table.entryStart[bid]; entry < table.entryStart[bid + 1]; entry++) {
    const task = table.entryTask[entry];
    run.reached[task] = Math.max(run.reached[task], table.entryValue[entry]);
  }
}
