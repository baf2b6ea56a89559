import { isSpace, XmlTag } from './xml-tag.js';

/** What is called while an XML file streams by. Throwing from a handler ends the reading with that error. */
export interface XmlHandlers {
  open(tag: XmlTag): void;
  /** An end tag; a self-closing tag has none. */
  close?(name: string): void;
}

/** Called at the first fault, with its place in the file; throws. */
export type XmlFaultAt = (what: string, line: number, column: number, byte: number) => never;

/** No tag of a trace comes near to this. */
const longestTag = 1 << 26;
const [LF, LT, GT, SLASH, EQUALS, BANG, QUESTION, AMPERSAND] = [10, 60, 62, 47, 61, 33, 63, 38];
/** The scanner needs more bytes to go on from here. */
const INCOMPLETE = -1;

/**
 * Scans XML in pieces as they come, in constant memory, and calls a handler for each start tag and each end tag.
 * Texts between tags, comments and processing instructions are passed over. Document type declarations are refused: they
 * alone can define entities, so that nothing is ever expanded or loaded from elsewhere. What is not well-formed is refused.
 */
export class XmlScanner {
  readonly #handlers: XmlHandlers;
  readonly #fault: XmlFaultAt;
  readonly #tag: XmlTag;
  #bytes = Buffer.allocUnsafeSlow(1 << 19);
  #start = 0;
  #end = 0;
  /** Bytes of the file before the buffer. */
  #before = 0;
  #line = 1;
  /** Place in the file where the line begins. */
  #lineStart = 0;
  readonly #open: string[] = [];
  #hasRoot = false;

  constructor(handlers: XmlHandlers, fault: XmlFaultAt) {
    this.#handlers = handlers;
    this.#fault = fault;
    this.#tag = new XmlTag((raw) => this.#refuse(`undefined entity in ${JSON.stringify(raw)}`, this.#start));
  }

  /** Scans the next bytes of the file. */
  write(bytes: Buffer): void {
    this.#take(bytes);
    if (this.#before === 0 && this.#start === 0) this.#byteOrderMark();
    while (this.#start < this.#end) {
      if (!this.#skipText()) return;
      const next = this.#construct(this.#start);
      if (next === INCOMPLETE) {
        if (this.#end - this.#start > longestTag) this.#refuse('a tag without end', this.#start);
        return;
      }
      this.#start = next;
    }
  }

  /** To be called at the end of the file: whether it is whole. */
  finish(): void {
    const { length } = this.#open;
    if (this.#start === this.#end && this.#hasRoot && length === 0) return;
    if (this.#before + this.#end === 0) this.#refuse('is empty', 0);
    const inTag = this.#start < this.#end;
    for (let i = this.#start; i < this.#end; i++) if (this.#bytes[i] === LF) this.#newLine(i);
    const open = length > 0 ? `<${this.#open[length - 1]}> is not closed` : 'nothing but white space';
    this.#refuse(`breaks off: ${inTag ? 'in the middle of a tag' : open}`, this.#end);
  }

  #take(bytes: Buffer): void {
    const rest = this.#end - this.#start;
    const needed = rest + bytes.length;
    if (needed > this.#bytes.length) {
      const wider = Buffer.allocUnsafeSlow(2 * needed);
      this.#bytes.copy(wider, 0, this.#start, this.#end);
      this.#bytes = wider;
    } else if (rest > 0) this.#bytes.copyWithin(0, this.#start, this.#end);
    this.#before += this.#start;
    bytes.copy(this.#bytes, rest);
    this.#start = 0;
    this.#end = needed;
  }

  #byteOrderMark(): void {
    const bytes = this.#bytes;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#start = 3;
    else if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
      this.#refuse('is UTF-16', 0);
  }

  /** Goes to the next tag; false where the bytes end before it. */
  #skipText(): boolean {
    const bytes = this.#bytes;
    let i = this.#start;
    for (; i < this.#end; i++) {
      const byte = bytes[i];
      if (byte === LT) break;
      if (byte === LF) this.#newLine(i);
      else if (this.#open.length === 0 && !isSpace(byte)) {
        this.#refuse(this.#hasRoot ? 'text after the root element' : 'text before the root element', i);
      }
    }
    this.#start = i;
    return i < this.#end;
  }

  /** What begins with `<` at `at`; the place behind it. */
  #construct(at: number): number {
    const bytes = this.#bytes;
    if (at + 1 >= this.#end) return INCOMPLETE;
    switch (bytes[at + 1]) {
      case SLASH:
        return this.#endTag(at);
      case QUESTION: {
        const next = this.#passOver(at, '?>');
        if (next !== INCOMPLETE) this.#declaration(bytes.toString('latin1', at, next), at);
        return next;
      }
      case BANG:
        return this.#markup(at);
      default:
        return this.#startTag(at);
    }
  }

  /** Of a declaration `<?xml ...?>` the encoding. */
  #declaration(text: string, at: number): void {
    if (!/^<\?xml\s/.test(text)) return;
    const encoding = /\sencoding\s*=\s*["']([^"']*)/.exec(text)?.[1]?.toLowerCase() ?? 'utf-8';
    if (encoding === 'iso-8859-1') this.#tag.encoding = 'latin1';
    else if (!['utf-8', 'us-ascii', 'ascii'].includes(encoding))
      this.#refuse(`is in the encoding ${encoding}, not UTF-8`, at);
  }

  #markup(at: number): number {
    const bytes = this.#bytes;
    const begins = (text: string): boolean => bytes.toString('latin1', at, at + text.length) === text;
    if (begins('<!--')) return this.#passOver(at, '-->', 4);
    if (begins('<![CDATA[')) return this.#passOver(at, ']]>', 9);
    if (this.#end - at < 9) return INCOMPLETE;
    if (begins('<!DOCTYPE'))
      this.#refuse(
        'has a document type declaration (<!DOCTYPE>), which traces never need and entities could hide in',
        at,
      );
    return this.#refuse('is not well-formed at <!', at);
  }

  /** The place behind a text that ends a construct. */
  #passOver(at: number, closing: string, opening = 2): number {
    const found = this.#bytes.subarray(0, this.#end).indexOf(closing, at + opening, 'latin1');
    if (found < 0) return INCOMPLETE;
    for (let i = this.#bytes.indexOf(LF, at); i >= 0 && i < found; i = this.#bytes.indexOf(LF, i + 1))
      this.#newLine(i);
    return found + closing.length;
  }

  #endTag(at: number): number {
    const close = this.#bytes.subarray(0, this.#end).indexOf(GT, at);
    if (close < 0) return INCOMPLETE;
    const name = this.#bytes.toString(this.#tag.encoding, at + 2, close).trimEnd();
    const open = this.#open.pop();
    if (open !== name)
      this.#refuse(
        open === undefined ? `</${name}> closes nothing` : `</${name}> where <${open}> is open`,
        at,
      );
    this.#handlers.close?.(name);
    return close + 1;
  }

  #startTag(at: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    const tag = this.#tag;
    const line = this.#line;
    const lineStart = this.#lineStart;
    let i = at + 1;
    while (i < end && !isSpace(bytes[i]) && bytes[i] !== GT && bytes[i] !== SLASH) i++;
    tag.bytes = bytes;
    tag.nameStart = at + 1;
    tag.nameEnd = i;
    tag.count = 0;
    tag.line = line;
    tag.column = this.#before + at - lineStart + 1;
    for (;;) {
      const gap = i;
      i = this.#skipSpace(i);
      if (i >= end) break;
      if (bytes[i] === GT || (bytes[i] === SLASH && bytes[i + 1] === GT)) {
        const selfClosing = bytes[i] === SLASH;
        if (selfClosing && i + 1 >= end) break;
        this.#opened(at, selfClosing);
        return i + (selfClosing ? 2 : 1);
      }
      if (i + 1 >= end) break;
      if (gap === i) this.#refuse('is not well-formed: a space is missing in a tag', i);
      i = this.#attribute(i);
      if (i === INCOMPLETE) break;
    }
    // The tag is read again when there is more of it.
    this.#line = line;
    this.#lineStart = lineStart;
    return INCOMPLETE;
  }

  #skipSpace(from: number): number {
    const bytes = this.#bytes;
    let i = from;
    for (; i < this.#end && isSpace(bytes[i]); i++) if (bytes[i] === LF) this.#newLine(i);
    return i;
  }

  /** An attribute that begins at `at`; the place behind it. */
  #attribute(at: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    const tag = this.#tag;
    let i = at;
    while (i < end && bytes[i] !== EQUALS && !isSpace(bytes[i])) {
      if (bytes[i] === LT || bytes[i] === GT || bytes[i] === SLASH)
        this.#refuse('is not well-formed: an attribute without a value', i);
      i++;
    }
    const nameEnd = i;
    i = this.#skipSpace(i);
    if (i >= end) return INCOMPLETE;
    if (bytes[i] !== EQUALS || nameEnd === at)
      this.#refuse('is not well-formed: an attribute without a value', i);
    i = this.#skipSpace(i + 1);
    if (i >= end) return INCOMPLETE;
    const quote = bytes[i];
    if (quote !== 34 && quote !== 39) this.#refuse('is not well-formed: a value without quotes', i);
    const valueStart = ++i;
    let escaped = 0;
    for (; i < end && bytes[i] !== quote; i++) {
      const byte = bytes[i];
      if (byte === AMPERSAND) escaped = 1;
      else if (byte === LT) this.#refuse('is not well-formed: < in a value', i);
      else if (byte === LF) this.#newLine(i);
    }
    if (i >= end) return INCOMPLETE;
    const k = tag.count++;
    if (k === tag.escaped.length) tag.widen();
    const { places } = tag;
    places[4 * k] = at;
    places[4 * k + 1] = nameEnd;
    places[4 * k + 2] = valueStart;
    places[4 * k + 3] = i;
    tag.escaped[k] = escaped;
    return i + 1;
  }

  #opened(at: number, selfClosing: boolean): void {
    const tag = this.#tag;
    if (tag.nameEnd === tag.nameStart) this.#refuse('is not well-formed: < without a name', at);
    if (this.#open.length === 0) {
      if (this.#hasRoot) this.#refuse('has a second root element', at);
      this.#hasRoot = true;
    }
    if (!selfClosing) this.#open.push(tag.name);
    tag.selfClosing = selfClosing;
    this.#handlers.open(tag);
  }

  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = this.#before + at + 1;
  }

  #refuse(what: string, at: number): never {
    const byte = this.#before + at;
    return this.#fault(what, this.#line, byte - this.#lineStart + 1, byte);
  }
}
