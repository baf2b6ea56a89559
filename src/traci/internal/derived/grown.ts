/** The same numbers with room for `size` of them; what is new holds `rest`. */
export function grownInts(array: Int32Array, size: number, rest = 0): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size).fill(rest, array.length);
  grown.set(array);
  return grown;
}

/** The same numbers with room for `size` of them. */
export function grownDoubles(array: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(size);
  grown.set(array);
  return grown;
}

/** The same bytes with room for `size` of them. */
export function grownBytes(array: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(size);
  grown.set(array);
  return grown;
}
