const space = /[ \t\n\r]*/y;
const scalar =
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Where a text stops being JSON. */
class Scanner {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** The offset of the first character that cannot stand where it stands; the length of the text when it ends too early. */
  fault(): number {
    if (this.#value()) this.#skip(space);
    return this.#at;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    this.#at += match?.[0].length ?? 0;
    return match !== null;
  }

  /** Whether the next character, after white space, is this one; then it is passed. */
  #next(character: string): boolean {
    this.#skip(space);
    if (this.#source[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #value(): boolean {
    if (this.#next('{')) return this.#members('}', () => this.#name() && this.#next(':') && this.#value());
    if (this.#next('[')) return this.#members(']', () => this.#value());
    return this.#skip(scalar);
  }

  #name(): boolean {
    this.#skip(space);
    return this.#source[this.#at] === '"' && this.#skip(scalar);
  }

  #members(end: string, member: () => boolean): boolean {
    if (this.#next(end)) return true;
    do if (!member()) return false;
    while (this.#next(','));
    return this.#next(end);
  }
}

/** Where a text that is not JSON stops being it, as an offset; `JSON.parse` does not always say. */
export function jsonFaultAt(source: string): number {
  try {
    return new Scanner(source).fault();
  } catch (error) {
    // Nested too deeply to follow.
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
