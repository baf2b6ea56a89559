import * as t from './types.js';

/** A position on a road: edge, metres from its start, lane counted from the right. */
export interface RoadPosition {
  readonly edgeID: string;
  readonly position: number;
  readonly laneIndex: number;
}

/** A value cannot be written: what it is, and what would be right. */
export class Unwritable extends Error {
  override readonly name: string = 'Unwritable';
  readonly what: string;
  readonly right: string;

  constructor(what: string, right: string) {
    super(`${what}: ${right}`);
    this.what = what;
    this.right = right;
  }
}

const LIST_ECHO_BYTES = 40;

/** A growing buffer of TraCI values. Methods named after a type write the type byte first; `raw...` do not. */
export class WriteBuffer {
  bytes: Buffer;
  #view: DataView;
  length = 0;
  /** Bytes of text since the last reset that SUMO might repeat in an error message. */
  echoBytes = 0;

  constructor(capacity = 16_384) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, capacity);
  }

  /** Makes room for `count` more bytes and returns where they begin. */
  reserve(count: number): number {
    const start = this.length;
    const end = start + count;
    if (end > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(end, this.bytes.length * 2));
      this.bytes.copy(grown, 0, 0, start);
      this.bytes = grown;
      this.#view = new DataView(grown.buffer, grown.byteOffset, grown.length);
    }
    this.length = end;
    return start;
  }

  rawUbyte(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 255) {
      throw new Unwritable(`is ${value}`, 'a whole number from 0 to 255');
    }
    this.#put(value);
  }

  /** Appends one byte. `reserve` may replace `bytes`, so it must come first. */
  #put(byte: number): void {
    const at = this.reserve(1);
    this.bytes[at] = byte;
  }

  rawInt(value: number): void {
    if (!Number.isInteger(value) || value < -2147483648 || value > 2147483647) {
      throw new Unwritable(`is ${value}`, 'a whole number of 32 bits');
    }
    const at = this.reserve(4);
    this.#view.setInt32(at, value);
  }

  /** Overwrites four bytes written before. */
  patchInt(at: number, value: number): void {
    this.#view.setInt32(at, value);
  }

  rawDouble(value: number): void {
    if (!Number.isFinite(value)) throw new Unwritable(`is ${value}`, 'a finite number');
    const at = this.reserve(8);
    this.#view.setFloat64(at, value);
  }

  /** Writes text and returns its bytes. */
  #text(value: string): number {
    if (typeof value !== 'string') throw new Unwritable(`is ${String(value)}`, 'a text');
    const size = value.length;
    const start = this.reserve(4 + size * 3);
    const bytes = this.bytes;
    let length = 0;
    while (length < size && length < 64) {
      const code = value.charCodeAt(length);
      if (code > 127) break;
      bytes[start + 4 + length++] = code;
    }
    if (length < size) length = bytes.write(value, start + 4, 'utf8');
    this.#view.setInt32(start, length);
    this.length = start + 4 + length;
    return length;
  }

  /** Text that SUMO may repeat in an error message, such as an id. */
  rawString(value: string): void {
    this.echoBytes += this.#text(value);
  }

  int(value: number): void {
    this.#put(t.TYPE_INTEGER);
    this.rawInt(value);
  }

  double(value: number): void {
    this.#put(t.TYPE_DOUBLE);
    this.rawDouble(value);
  }

  ubyte(value: number): void {
    this.#put(t.TYPE_UBYTE);
    this.rawUbyte(value);
  }

  byte(value: number): void {
    if (!Number.isInteger(value) || value < -128 || value > 127) {
      throw new Unwritable(`is ${value}`, 'a whole number from -128 to 127');
    }
    const start = this.reserve(2);
    this.bytes[start] = t.TYPE_BYTE;
    this.bytes[start + 1] = value & 0xff;
  }

  string(value: string): void {
    this.#put(t.TYPE_STRING);
    this.rawString(value);
  }

  /** Text that SUMO never repeats in an error message, and that may therefore be long. */
  freeText(value: string): void {
    this.#put(t.TYPE_STRING);
    this.#text(value);
  }

  stringList(values: readonly string[]): void {
    this.#put(t.TYPE_STRING_LIST);
    this.rawInt(values.length);
    let longest = 0;
    for (const value of values) longest = Math.max(longest, this.#text(value));
    // An error names at most two neighbours of a list, in SUMO's longest sentences ("no connection between ...").
    this.echoBytes += 2 * longest + LIST_ECHO_BYTES;
  }

  /** Texts that SUMO never repeats in an error message. */
  freeTextList(values: readonly string[]): void {
    this.#put(t.TYPE_STRING_LIST);
    this.rawInt(values.length);
    for (const value of values) this.#text(value);
  }

  doubleList(values: readonly number[]): void {
    this.#put(t.TYPE_DOUBLE_LIST);
    this.rawInt(values.length);
    for (const value of values) this.rawDouble(value);
  }

  /** The head of a compound of `size` values. */
  compound(size: number): void {
    this.#put(t.TYPE_COMPOUND);
    this.rawInt(size);
  }

  color(color: readonly number[]): void {
    this.#put(t.TYPE_COLOR);
    for (let i = 0; i < 4; i++) this.rawUbyte(i === 3 ? (color[3] ?? 255) : color[i]);
  }

  position2D(x: number, y: number, type: number = t.TYPE_POSITION_2D): void {
    this.#put(type);
    this.rawDouble(x);
    this.rawDouble(y);
  }

  roadPosition(road: RoadPosition): void {
    this.#put(t.TYPE_ROADMAP);
    this.rawString(road.edgeID);
    this.rawDouble(road.position);
    this.rawUbyte(road.laneIndex);
  }

  polygon(points: readonly (readonly [number, number])[]): void {
    this.#put(t.TYPE_POLYGON);
    if (points.length === 0) throw new Unwritable('has no corners', 'a shape of at least one');
    if (points.length <= 255) this.rawUbyte(points.length);
    else {
      this.rawUbyte(0);
      this.rawInt(points.length);
    }
    for (const [x, y] of points) {
      this.rawDouble(x);
      this.rawDouble(y);
    }
  }
}
