/** Which half of a 64-bit float comes first in memory on this machine. */
const low = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
const high = 1 - low;

/**
 * Writes a column of whole numbers as four planes: first the lowest byte of every number, then the second, ...
 * Bytes of like meaning side by side compress far better than whole numbers do.
 * @returns the first byte behind the column
 */
export function writeIntegers(bytes: Uint8Array, at: number, values: Int32Array): number {
  const n = values.length;
  for (let i = 0; i < n; i++) {
    const value = values[i];
    const to = at + i;
    bytes[to] = value;
    bytes[to + n] = value >>> 8;
    bytes[to + 2 * n] = value >>> 16;
    bytes[to + 3 * n] = value >>> 24;
  }
  return at + 4 * n;
}

/** Reads `n` whole numbers that stand from `at` on as {@link writeIntegers} writes them. */
export function readIntegers(bytes: Uint8Array, at: number, n: number): Int32Array {
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const from = at + i;
    values[i] =
      bytes[from] | (bytes[from + n] << 8) | (bytes[from + 2 * n] << 16) | (bytes[from + 3 * n] << 24);
  }
  return values;
}

/** Writes the bits of 64-bit floats, eight planes of bytes, the lowest first. */
export function writeBits(bytes: Uint8Array, at: number, values: Float64Array): number {
  const n = values.length;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
  for (let i = 0; i < n; i++) {
    const lower = words[2 * i + low];
    const upper = words[2 * i + high];
    const to = at + i;
    bytes[to] = lower;
    bytes[to + n] = lower >>> 8;
    bytes[to + 2 * n] = lower >>> 16;
    bytes[to + 3 * n] = lower >>> 24;
    bytes[to + 4 * n] = upper;
    bytes[to + 5 * n] = upper >>> 8;
    bytes[to + 6 * n] = upper >>> 16;
    bytes[to + 7 * n] = upper >>> 24;
  }
  return at + 8 * n;
}

/** Reads `n` 64-bit floats that stand from `at` on as {@link writeBits} writes them. */
export function readBits(bytes: Uint8Array, at: number, n: number): Float64Array {
  const values = new Float64Array(n);
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < n; i++) {
    const from = at + i;
    words[2 * i + low] =
      bytes[from] | (bytes[from + n] << 8) | (bytes[from + 2 * n] << 16) | (bytes[from + 3 * n] << 24);
    words[2 * i + high] =
      bytes[from + 4 * n] |
      (bytes[from + 5 * n] << 8) |
      (bytes[from + 6 * n] << 16) |
      (bytes[from + 7 * n] << 24);
  }
  return values;
}

/** Replaces the bits of `values[i]` by those in which it differs from `guess`: applied twice, the value is back. */
export class BitDifference {
  readonly #guess = new Float64Array(1);
  readonly #guessWords = new Uint32Array(this.#guess.buffer);
  readonly #words: Uint32Array;

  /** @param values changed in place, bit by bit: a float in between may be any, NaN included */
  constructor(values: Float64Array) {
    this.#words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  }

  apply(i: number, guess: number): void {
    this.#guess[0] = guess;
    this.#words[2 * i] ^= this.#guessWords[0];
    this.#words[2 * i + 1] ^= this.#guessWords[1];
  }
}
