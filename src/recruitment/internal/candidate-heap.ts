/**
 * Candidates of a greedy selection, highest key first, equal keys by lowest number: a binary heap on typed arrays.
 * Keys are upper bounds: a key is brought up to date only when its candidate comes to the top (CELF).
 */
export interface CandidateHeap {
  readonly keys: Float64Array;
  readonly ids: Int32Array;
  size: number;
}

/** Sinks a candidate from a place to where it belongs. */
function sink(heap: CandidateHeap, from: number, key: number, id: number): void {
  const { keys, ids, size } = heap;
  let place = from;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    const right = child + 1;
    if (
      right < size &&
      (keys[right] > keys[child] || (keys[right] === keys[child] && ids[right] < ids[child]))
    )
      child = right;
    if (keys[child] < key || (keys[child] === key && ids[child] > id)) break;
    keys[place] = keys[child];
    ids[place] = ids[child];
    place = child;
  }
  keys[place] = key;
  ids[place] = id;
}

/** Puts the first `size` pairs of the arrays in heap order, in linear time. */
export function heapify(heap: CandidateHeap): void {
  for (let place = (heap.size >> 1) - 1; place >= 0; place--)
    sink(heap, place, heap.keys[place], heap.ids[place]);
}

/** Lowers the key of the top candidate. */
export function lowerTop(heap: CandidateHeap, key: number): void {
  sink(heap, 0, key, heap.ids[0]);
}

/** Takes the top candidate off. */
export function removeTop(heap: CandidateHeap): void {
  heap.size--;
  if (heap.size > 0) sink(heap, 0, heap.keys[heap.size], heap.ids[heap.size]);
}

/** Adds a candidate. */
export function push(heap: CandidateHeap, key: number, id: number): void {
  const { keys, ids } = heap;
  let place = heap.size++;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (keys[parent] > key || (keys[parent] === key && ids[parent] < id)) break;
    keys[place] = keys[parent];
    ids[place] = ids[parent];
    place = parent;
  }
  keys[place] = key;
  ids[place] = id;
}

/** Makes `copy` equal to `heap`; its arrays must be at least as long. */
export function copyHeap(heap: CandidateHeap, copy: CandidateHeap): void {
  copy.keys.set(heap.keys.subarray(0, heap.size));
  copy.ids.set(heap.ids.subarray(0, heap.size));
  copy.size = heap.size;
}
