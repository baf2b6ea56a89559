import { isUtf8 } from 'node:buffer';
import { Malformed, UnexpectedType } from './malformed.js';
import { hex } from './types.js';

/**
 * Reads TraCI values from bytes; every read is checked against `limit`, so malformed lengths end in {@link Malformed},
 * never in a read outside the message or an allocation larger than it.
 */
export class ReadCursor {
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** The next byte to read, as an index into `bytes`. */
  position = 0;
  /** The first byte that must not be read. */
  limit = 0;

  /** Points the cursor at `bytes[start, end)`. */
  reset(bytes: Buffer, start: number, end: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.position = start;
    this.limit = end;
  }

  get remaining(): number {
    return this.limit - this.position;
  }

  /** Moves over `count` bytes and returns where they begin. */
  take(count: number): number {
    const start = this.position;
    if (count < 0 || count > this.limit - start) {
      throw new Malformed(`${count} bytes are needed where ${this.limit - start} remain`);
    }
    this.position = start + count;
    return start;
  }

  ubyte(): number {
    return this.bytes[this.take(1)];
  }

  byte(): number {
    return this.view.getInt8(this.take(1));
  }

  int(): number {
    return this.view.getInt32(this.take(4));
  }

  double(): number {
    return this.view.getFloat64(this.take(8));
  }

  /** A count of items of at least `itemBytes` each, refused when the message cannot hold them. */
  count(itemBytes: number): number {
    const count = this.int();
    if (count < 0 || count * itemBytes > this.remaining) {
      throw new Malformed(
        `a list of ${count} items does not fit into the ${this.remaining} bytes that remain`,
      );
    }
    return count;
  }

  /** Text as UTF-8; bytes that are not UTF-8 are read as Latin-1. */
  string(): string {
    const length = this.int();
    const start = this.take(length);
    const text = this.bytes.toString('utf8', start, start + length);
    // The sign that stands for what cannot be read may also be meant.
    const isFaulty = text.includes('\ufffd') && !isUtf8(this.bytes.subarray(start, start + length));
    return isFaulty ? this.bytes.toString('latin1', start, start + length) : text;
  }

  stringList(): string[] {
    const count = this.count(4);
    const list: string[] = [];
    for (let i = 0; i < count; i++) list.push(this.string());
    return list;
  }

  /** The length of a command or block: one byte, or zero and four bytes. Returns the end of the block. */
  block(): number {
    const start = this.position;
    let length = this.ubyte();
    if (length === 0) length = this.int();
    const end = start + length;
    if (end < this.position || end > this.limit) {
      throw new Malformed(
        `a block of ${length} bytes does not fit into the ${this.limit - start} bytes that remain`,
      );
    }
    return end;
  }

  /** Reads a type byte that must be `type`. */
  expect(type: number): void {
    const got = this.ubyte();
    if (got !== type) throw new UnexpectedType(type, got);
  }

  /** Reads a byte that must be `value`. */
  marker(value: number, meaning: string): void {
    const got = this.ubyte();
    if (got !== value) throw new Malformed(`${meaning} should be ${hex(value)} and is ${hex(got)}`);
  }
}
