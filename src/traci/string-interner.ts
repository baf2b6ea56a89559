/**
 * Gives every distinct text a small whole number, counted from 0 in the order of first appearance, straight from the
 * bytes of messages: a text that is known costs no string.
 */
export class StringInterner {
  #table = new Int32Array(1024).fill(-1);
  #hashes: number[] = [];
  #offsets: number[] = [0];
  #pool = Buffer.allocUnsafeSlow(16_384);
  readonly #names: (string | undefined)[] = [];

  /** How many texts are known. */
  get size(): number {
    return this.#hashes.length;
  }

  /** The text with a number. @throws RangeError for a number that was never given */
  name(index: number): string {
    const known = this.#names[index];
    if (known !== undefined) return known;
    if (!(index >= 0 && index < this.size)) throw new RangeError(`no text has the number ${index}`);
    const name = this.#pool.toString('utf8', this.#offsets[index], this.#offsets[index + 1]);
    this.#names[index] = name;
    return name;
  }

  /** The number of a text, given now where it had none. */
  intern(text: string): number {
    const bytes = Buffer.from(text);
    return this.internBytes(bytes, 0, bytes.length);
  }

  /** The number of a text, or -1 where it has none. */
  find(text: string): number {
    const bytes = Buffer.from(text);
    return this.#table[this.#slot(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length))];
  }

  /** The number of the text `bytes[start, start + length)` in UTF-8, given now where it had none. */
  internBytes(bytes: Buffer, start: number, length: number): number {
    const hash = hashOf(bytes, start, length);
    const slot = this.#slot(bytes, start, length, hash);
    const known = this.#table[slot];
    if (known >= 0) return known;
    return this.#add(bytes, start, length, hash, slot);
  }

  #slot(bytes: Buffer, start: number, length: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const candidate = table[slot];
      if (candidate < 0) return slot;
      if (this.#hashes[candidate] === hash && this.#equals(candidate, bytes, start, length)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(index: number, bytes: Buffer, start: number, length: number): boolean {
    const offset = this.#offsets[index];
    if (this.#offsets[index + 1] - offset !== length) return false;
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[offset + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Buffer, start: number, length: number, hash: number, slot: number): number {
    const index = this.#hashes.length;
    const offset = this.#offsets[index];
    if (offset + length > this.#pool.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(offset + length, this.#pool.length * 2));
      this.#pool.copy(grown, 0, 0, offset);
      this.#pool = grown;
    }
    bytes.copy(this.#pool, offset, start, start + length);
    this.#offsets.push(offset + length);
    this.#hashes.push(hash);
    this.#table[slot] = index;
    if (this.#hashes.length * 2 > this.#table.length) this.#grow();
    return index;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const mask = table.length - 1;
    for (let index = 0; index < this.#hashes.length; index++) {
      let slot = this.#hashes[index] & mask;
      while (table[slot] >= 0) slot = (slot + 1) & mask;
      table[slot] = index;
    }
    this.#table = table;
  }
}

/** FNV-1a. */
function hashOf(bytes: Buffer, start: number, length: number): number {
  let hash = 0x811c9dc5;
  const end = start + length;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 15);
}
