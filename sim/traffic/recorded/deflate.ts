import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Compresses a part of a recording. */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { level: 6 });
}

const largestChunk = 2 ** 22;

/**
 * The part of which the compressed bytes are given.
 * @param size how many bytes it must have; more are never made
 * @throws RangeError when it has another size; what zlib throws when it is not compressed at all
 */
export function inflate(bytes: Uint8Array, size: number): Uint8Array {
  const chunkSize = Math.min(largestChunk, Math.max(64, size));
  const raw = inflateRawSync(bytes, { maxOutputLength: Math.max(1, size), chunkSize });
  if (raw.length !== size) throw new RangeError(`a part has ${raw.length} bytes instead of ${size}`);
  return raw;
}
