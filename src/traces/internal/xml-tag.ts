const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Whether a byte is white space in XML. */
export const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 9 || byte === 13;

/** Replaces the entities of XML and character references; `undefined` where there is another one. */
function withoutEntities(text: string): string | undefined {
  let unknown = false;
  const plain = text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([^;&]*));?/g,
    (all: string, decimal?: string, hex?: string, name?: string) => {
      const code =
        decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : -1;
      if (all.endsWith(';') && code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      const known = all.endsWith(';') && name !== undefined ? entities[name] : undefined;
      if (known === undefined) unknown = true;
      return known ?? '';
    },
  );
  return unknown ? undefined : plain;
}

const powers = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);
const slowNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** A start tag on which a scanner stands; only valid during the call that it is given to. */
export class XmlTag {
  bytes: Buffer = Buffer.alloc(0);
  encoding: 'utf8' | 'latin1' = 'utf8';
  /** Where the name of the element stands in the bytes. */
  nameStart = 0;
  nameEnd = 0;
  /** Number of attributes, and where their names and values stand: four places an attribute. */
  count = 0;
  places = new Int32Array(64);
  /** 1 for a value that holds an entity. */
  escaped = new Uint8Array(16);
  /** Whether the element has no content and ends with this tag. */
  selfClosing = false;
  /** Line of the tag from 1, column from 1 in bytes. */
  line = 1;
  column = 1;
  /** Called for an entity that XML does not define. */
  readonly #unknownEntity: (text: string) => never;

  constructor(unknownEntity: (text: string) => never) {
    this.#unknownEntity = unknownEntity;
  }

  /** Makes room for more attributes. */
  widen(): void {
    const places = new Int32Array(2 * this.places.length);
    places.set(this.places);
    this.places = places;
    const escaped = new Uint8Array(2 * this.escaped.length);
    escaped.set(this.escaped);
    this.escaped = escaped;
  }

  /** Whether the element has this name. */
  is(name: string): boolean {
    return this.#matches(name, this.nameStart, this.nameEnd);
  }

  /** The name of the element. */
  get name(): string {
    return this.bytes.toString(this.encoding, this.nameStart, this.nameEnd);
  }

  /** The number of an attribute, or -1 where the tag lacks it. */
  find(name: string): number {
    for (let k = 0; k < this.count; k++) if (this.named(k, name)) return k;
    return -1;
  }

  /** Whether an attribute, by its number, has this name. */
  named(k: number, name: string): boolean {
    return this.#matches(name, this.places[4 * k], this.places[4 * k + 1]);
  }

  /** The value of an attribute, or `undefined` where the tag lacks it. */
  attribute(name: string): string | undefined {
    const k = this.find(name);
    return k < 0 ? undefined : this.text(k);
  }

  /** The value of an attribute by its number. */
  text(k: number): string {
    const raw = this.bytes.toString(this.encoding, this.places[4 * k + 2], this.places[4 * k + 3]);
    if (this.escaped[k] === 0) return raw;
    return withoutEntities(raw) ?? this.#unknownEntity(raw);
  }

  /** The value of an attribute by its number as a number: exactly what `Number` makes of its text; NaN where it is empty. */
  number(k: number): number {
    const { bytes, places } = this;
    const [start, end] = [places[4 * k + 2], places[4 * k + 3]];
    let i = start;
    const negative = bytes[i] === 45;
    if (negative) i++;
    let digits = 0;
    let value = 0;
    let scale = -1;
    for (; i < end; i++) {
      const byte = bytes[i];
      if (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48;
        digits++;
        if (scale >= 0) scale++;
      } else if (byte === 46 && scale < 0) scale = 0;
      else return slowNumber(this.text(k));
    }
    // Up to 15 digits and a power of ten up to 22 are exact, so that one division rounds as the text itself does.
    if (digits === 0 || digits > 15) return slowNumber(this.text(k));
    if (scale > 0) value /= powers[scale];
    return negative ? -value : value;
  }

  /** Names that are looked for are ASCII, so bytes and characters are the same. */
  #matches(name: string, start: number, end: number): boolean {
    if (end - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name.charCodeAt(i)) return false;
    return true;
  }
}
