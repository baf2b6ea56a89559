/** Neighbours in compressed rows: those of `v` are `targets[offsets[v]] .. targets[offsets[v + 1] - 1]`. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** The index of the connection to each target, at the same place. */
  readonly connections: Int32Array;
}

/** Builds rows for `size` links from their connections; within a row the order of the connections is kept. */
export function adjacency(
  size: number,
  pairs: readonly { readonly from: number; readonly to: number }[],
  source: 'from' | 'to',
  target: 'from' | 'to',
): Adjacency {
  const offsets = new Int32Array(size + 1);
  for (const pair of pairs) offsets[pair[source] + 1]++;
  for (let v = 0; v < size; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice(0, size);
  const targets = new Int32Array(pairs.length);
  const connections = new Int32Array(pairs.length);
  pairs.forEach((pair, index) => {
    const place = next[pair[source]]++;
    targets[place] = pair[target];
    connections[place] = index;
  });
  return { offsets, targets, connections };
}
