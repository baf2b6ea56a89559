const FREE = -1;
/** The place of a text in the table that was released; a search goes on behind it. */
const RELEASED = -2;

/**
 * Gives every distinct text a small whole number, straight from the bytes of messages: a text that is known costs no
 * string. Numbers count up from 0; the numbers of texts that were released are given again, the latest first.
 */
export class StringInterner {
  #table = new Int32Array(1024).fill(FREE);
  /** How many places of the table are not free. */
  #taken = 0;
  readonly #hashes: number[] = [];
  readonly #offsets: number[] = [];
  /** The length of a text in bytes; -1 for a number that is free. */
  readonly #lengths: number[] = [];
  readonly #released: number[] = [];
  #pool = Buffer.allocUnsafeSlow(16_384);
  #poolLength = 0;
  /** How many bytes of the pool belong to texts that are known. */
  #poolUsed = 0;
  readonly #names: (string | undefined)[] = [];

  /** How many texts are known. */
  get size(): number {
    return this.#hashes.length - this.#released.length;
  }

  /** The text with a number. @throws RangeError for a number that was never given, or whose text was released */
  name(index: number): string {
    const known = this.#names[index];
    if (known !== undefined) return known;
    const length = this.#lengths[index] ?? -1;
    if (length < 0) throw new RangeError(`no text has the number ${index}`);
    const offset = this.#offsets[index];
    const name = this.#pool.toString('utf8', offset, offset + length);
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
    return Math.max(-1, this.#table[this.#slot(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length))]);
  }

  /** The number of the text `bytes[start, start + length)` in UTF-8, given now where it had none. */
  internBytes(bytes: Buffer, start: number, length: number): number {
    const hash = hashOf(bytes, start, length);
    const slot = this.#slot(bytes, start, length, hash);
    const known = this.#table[slot];
    if (known >= 0) return known;
    return this.#add(bytes, start, length, hash, slot);
  }

  /** Forgets a text; its number will be given to another. @throws RangeError where no text has the number */
  release(index: number): void {
    const length = this.#lengths[index] ?? -1;
    if (length < 0) throw new RangeError(`no text has the number ${index}`);
    const mask = this.#table.length - 1;
    let slot = this.#hashes[index] & mask;
    while (this.#table[slot] !== index) slot = (slot + 1) & mask;
    this.#table[slot] = RELEASED;
    this.#lengths[index] = -1;
    this.#names[index] = undefined;
    this.#released.push(index);
    this.#poolUsed -= length;
  }

  /** The place of a text in the table, or the free one that ends the search for it. */
  #slot(bytes: Buffer, start: number, length: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const candidate = table[slot];
      if (candidate === FREE) return slot;
      if (
        candidate >= 0 &&
        this.#hashes[candidate] === hash &&
        this.#equals(candidate, bytes, start, length)
      ) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #equals(index: number, bytes: Buffer, start: number, length: number): boolean {
    if (this.#lengths[index] !== length) return false;
    const offset = this.#offsets[index];
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[offset + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Buffer, start: number, length: number, hash: number, slot: number): number {
    if (this.#poolLength + length > this.#pool.length) this.#repack(length);
    const index = this.#released.pop() ?? this.#hashes.length;
    const offset = this.#poolLength;
    bytes.copy(this.#pool, offset, start, start + length);
    this.#poolLength += length;
    this.#poolUsed += length;
    this.#offsets[index] = offset;
    this.#lengths[index] = length;
    this.#hashes[index] = hash;
    this.#table[slot] = index;
    this.#taken++;
    if (this.#taken * 2 > this.#table.length) this.#rebuild();
    return index;
  }

  /** Copies the known texts together, into a larger pool where they fill more than half of it. */
  #repack(needed: number): void {
    const old = this.#pool;
    const wanted = this.#poolUsed + needed;
    this.#pool = Buffer.allocUnsafeSlow(wanted * 2 > old.length ? wanted * 4 : old.length);
    let to = 0;
    for (let index = 0; index < this.#lengths.length; index++) {
      const length = this.#lengths[index];
      if (length < 0) continue;
      const offset = this.#offsets[index];
      old.copy(this.#pool, to, offset, offset + length);
      this.#offsets[index] = to;
      to += length;
    }
    this.#poolLength = to;
  }

  /** Makes the table anew, without released places and at most a quarter full. */
  #rebuild(): void {
    let size = 1024;
    while (size < this.size * 4) size *= 2;
    const table = new Int32Array(size).fill(FREE);
    const mask = size - 1;
    for (let index = 0; index < this.#lengths.length; index++) {
      if (this.#lengths[index] < 0) continue;
      let slot = this.#hashes[index] & mask;
      while (table[slot] >= 0) slot = (slot + 1) & mask;
      table[slot] = index;
    }
    this.#table = table;
    this.#taken = this.size;
  }
}

/** FNV-1a. */
function hashOf(bytes: Buffer, start: number, length: number): number {
  let hash = 0x811c9dc5;
  const end = start + length;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 15);
}
