import { Malformed } from './malformed.js';

/** Called with the body of one message, `bytes[start, end)`, valid only during the call. */
export type FrameHandler = (bytes: Buffer, start: number, end: number) => void;

/**
 * Cuts the byte stream of a socket into TraCI messages (four bytes of length, then the body).
 * Memory grows with what the peer has really sent, never with what it merely declares.
 */
export class FrameSplitter {
  readonly #maxBytes: number;
  readonly #onFrame: FrameHandler;
  #held: Buffer = Buffer.allocUnsafeSlow(65_536);
  #heldLength = 0;

  /** @param maxBytes the longest message that is accepted */
  constructor(maxBytes: number, onFrame: FrameHandler) {
    this.#maxBytes = maxBytes;
    this.#onFrame = onFrame;
  }

  /** Takes the next bytes of the stream; `chunk` may be reused after the call. */
  push(chunk: Buffer): void {
    if (this.#heldLength === 0) {
      const used = this.#split(chunk, chunk.length);
      if (used < chunk.length) this.#hold(chunk, used);
      return;
    }
    this.#hold(chunk, 0);
    const used = this.#split(this.#held, this.#heldLength);
    if (used > 0) {
      this.#held.copyWithin(0, used, this.#heldLength);
      this.#heldLength -= used;
    }
  }

  /** True in the middle of a message. */
  get incomplete(): boolean {
    return this.#heldLength > 0;
  }

  #split(bytes: Buffer, end: number): number {
    let at = 0;
    while (end - at >= 4) {
      const length = bytes.readInt32BE(at);
      if (length < 4 || length > this.#maxBytes) {
        throw new Malformed(`a message declares ${length} bytes; 4 to ${this.#maxBytes} are accepted`);
      }
      if (end - at < length) break;
      this.#onFrame(bytes, at + 4, at + length);
      at += length;
    }
    return at;
  }

  #hold(chunk: Buffer, from: number): void {
    const needed = this.#heldLength + chunk.length - from;
    if (needed > this.#held.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#held.length * 2));
      this.#held.copy(grown, 0, 0, this.#heldLength);
      this.#held = grown;
    }
    chunk.copy(this.#held, this.#heldLength, from);
    this.#heldLength = needed;
  }
}
