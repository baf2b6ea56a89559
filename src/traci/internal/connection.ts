import type { Socket } from 'node:net';
import { InputError } from '../../input/index.js';
import { ConnectionLost, type LossReason, ProtocolError, type SumoEnd } from '../errors.js';
import { FrameSplitter } from './frame-splitter.js';
import { Malformed } from './malformed.js';
import { type Body, Call, type Pending } from './pending.js';
import { ReadCursor } from './read-cursor.js';
import { Unwritable, WriteBuffer } from './write-buffer.js';

/** What the connection needs to know about the SUMO at its other end. */
export interface Peer {
  /** SUMO's last words and exit status, waiting shortly for an exit that is under way. */
  end(): Promise<SumoEnd>;
  /** Ends SUMO at once, where this client started it. */
  kill(): void;
}

/** How a connection behaves. */
export interface ConnectionLimits {
  /** The longest message accepted from SUMO, in bytes. */
  readonly maxMessageBytes: number;
  /** Milliseconds without a byte from SUMO while an answer is due, after which it counts as hanging; 0 waits forever. */
  readonly timeout: number;
  /** Other clients are connected too, so a step must travel alone in its message. */
  readonly stepsAlone: boolean;
  /** How many bytes of text SUMO may be given that it might repeat in an error message. */
  readonly maxEchoBytes: number;
}

/** Where a command may stand in a message: among others; alone; a step as the last one, or alone (`step`). */
export type Placement = 'anywhere' | 'last' | 'alone' | 'step';

/** A whole message whose answers are read by one handler. */
export interface RawMessage {
  readonly label: string;
  /** Reads all answers of the message. @throws Malformed */
  answer(cursor: ReadCursor): void;
  reject(error: Error): void;
}

type Frame = readonly Pending[] | RawMessage;

/**
 * SUMO writes the length of a status into one byte and dies of a longer one. Its messages repeat ids and other texts;
 * what is left of 255 after this limit is for SUMO's own words.
 */
export const MAX_ECHO_BYTES = 180;
const MAX_FRAME_BYTES = 1 << 20;

/**
 * One socket to SUMO. Commands issued in the same tick are written together; answers are matched in order.
 * Several messages may be under way.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #peer: Peer;
  readonly #limits: ConnectionLimits;
  readonly #cursor = new ReadCursor();
  readonly #splitter: FrameSplitter;
  #out = new WriteBuffer();
  #frameStart = -1;
  #open: Pending[] = [];
  #flushScheduled = false;
  /** Messages whose answers are due, oldest first, from `#head` on. */
  #due: Frame[] = [];
  #head = 0;
  #timer: NodeJS.Timeout | undefined;
  #loss: { readonly reason: LossReason; readonly what: string; readonly cause?: unknown } | undefined;
  #end: SumoEnd = { lastLines: [] };
  #lost: Promise<void> | undefined;
  #forbidden: string | undefined;
  /** How many steps have been issued so far. */
  stepsIssued = 0;
  /** Called for every command that is issued one by one. */
  onCommand: ((command: number, objectID: string) => void) | undefined;
  /** Called once when the connection is gone, before the waiting calls are rejected. */
  onLost: (() => void) | undefined;

  constructor(socket: Socket, peer: Peer, limits: ConnectionLimits) {
    this.#socket = socket;
    this.#peer = peer;
    this.#limits = limits;
    this.#splitter = new FrameSplitter(limits.maxMessageBytes, (bytes, start, end) =>
      this.#onFrame(bytes, start, end),
    );
    socket.setNoDelay(true);
    let failure: Error | undefined;
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('close', () => {
      const detail = failure === undefined ? '' : `: ${failure.message}`;
      const middle = this.#splitter.incomplete ? ' in the middle of a message' : '';
      void this.lose('closed by SUMO', `SUMO closed the connection${middle}${detail}`, failure);
    });
  }

  /** Takes the next bytes from the socket, which may reuse `chunk` after the call. */
  receive(chunk: Buffer): void {
    if (this.#loss !== undefined) return;
    this.#timer?.refresh();
    try {
      this.#splitter.push(chunk);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      void this.lose('protocol', error.message);
    }
  }

  get lost(): boolean {
    return this.#loss !== undefined;
  }

  /** How many messages wait for their answers. */
  get messagesDue(): number {
    return this.#due.length - this.#head;
  }

  /**
   * Issues a command.
   * @param command the command's byte
   * @param label the command as a person calls it, for errors
   * @param objectID the object it is about, for errors
   * @param encode writes what stands behind the command's byte
   * @param body reads what stands behind the status of its answer
   * @throws (rejects) InputError where a value cannot be written or would kill SUMO; CommandRefused; UnexpectedResult; ConnectionLost
   */
  send<T>(
    command: number,
    label: string,
    objectID: string,
    encode: (buffer: WriteBuffer) => void,
    body: Body<T>,
    placement: Placement = 'anywhere',
    alias: number = command,
  ): Promise<T> {
    if (this.#forbidden !== undefined) return Promise.reject(this.#refusal(label));
    if (this.#lost !== undefined) return this.#lost.then(() => Promise.reject(this.#errorFor(label)));
    const alone =
      placement === 'alone' || placement === 'step' || (placement === 'last' && this.#limits.stepsAlone);
    if (alone) this.#closeFrame();
    const out = this.#out;
    const frameStart = this.#frameStart;
    if (frameStart < 0) {
      this.#frameStart = out.length;
      out.reserve(4);
    }
    const start = out.length;
    out.echoBytes = 0;
    try {
      out.rawUbyte(0);
      const lengthAt = out.reserve(4);
      out.rawUbyte(command);
      encode(out);
      out.patchInt(lengthAt, out.length - start);
      if (out.echoBytes > this.#limits.maxEchoBytes) {
        throw new InputError(
          label,
          `its texts are ${out.echoBytes} bytes long together`,
          `at most ${this.#limits.maxEchoBytes} bytes, because SUMO dies of error messages that repeat longer ones`,
        );
      }
    } catch (error) {
      out.length = frameStart < 0 ? this.#frameStart : start;
      this.#frameStart = frameStart;
      if (error instanceof Unwritable) {
        return Promise.reject(
          new InputError(label, `an argument ${error.what}`, error.right, { cause: error }),
        );
      }
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    this.onCommand?.(command, objectID);
    return new Promise<T>((resolve, reject) => {
      this.#open.push(new Call(label, objectID, command, body, resolve, reject, alias));
      if (placement === 'last' || placement === 'step') this.stepsIssued++;
      if (alone || placement === 'last' || out.length - this.#frameStart >= MAX_FRAME_BYTES)
        this.#closeFrame();
      this.#scheduleFlush();
    });
  }

  /**
   * Writes a message of its own, made of whole commands, behind everything issued so far. The bytes are copied.
   */
  sendRaw(commands: readonly Uint8Array[], message: RawMessage): void {
    if (this.#lost !== undefined) {
      void this.#lost.then(() => message.reject(this.#errorFor(message.label)));
      return;
    }
    if (this.#forbidden !== undefined) {
      message.reject(this.#refusal(message.label));
      return;
    }
    this.#closeFrame();
    const out = this.#out;
    const start = out.reserve(4);
    for (const bytes of commands) {
      const at = out.reserve(bytes.length);
      out.bytes.set(bytes, at);
    }
    out.patchInt(start, out.length - start);
    this.#due.push(message);
    this.#scheduleFlush();
  }

  /** Writes everything issued so far now instead of at the end of the tick. */
  flush(): void {
    this.#flushScheduled = false;
    if (this.#loss !== undefined) return;
    this.#closeFrame();
    const out = this.#out;
    if (out.length === 0) return;
    if (this.#limits.timeout > 0 && this.#timer === undefined) {
      this.#timer = setTimeout(() => {
        const what = `SUMO has not answered for ${this.#limits.timeout} ms`;
        this.#peer.kill();
        void this.lose('timeout', what);
      }, this.#limits.timeout);
    }
    this.#socket.write(out.bytes.subarray(0, out.length));
    if (this.#socket.writableLength === 0) out.length = 0;
    else this.#out = new WriteBuffer(out.bytes.length);
  }

  /** Rejects whatever is issued from now on; what is under way goes on. */
  forbid(why: string): void {
    this.#forbidden = why;
  }

  /** Ends the connection: rejects every waiting call, once SUMO's last words are in. */
  lose(reason: LossReason, what: string, cause?: unknown): Promise<void> {
    if (this.#lost !== undefined) return this.#lost;
    this.#loss = { reason, what, cause };
    clearTimeout(this.#timer);
    this.#closeFrame();
    this.#socket.destroy();
    this.#lost = this.#peer.end().then((end) => {
      this.#end = end;
      this.onLost?.();
      const due = this.#due.slice(this.#head);
      this.#due = [];
      this.#head = 0;
      for (const frame of due) {
        for (const call of 'answer' in frame ? [frame] : frame) call.reject(this.#errorFor(call.label));
      }
    });
    return this.#lost;
  }

  #errorFor(label: string): ConnectionLost {
    const loss = this.#loss;
    if (loss === undefined) throw new Error('the connection is open');
    if (loss.reason === 'protocol') return new ProtocolError(label, loss.what, this.#end);
    const options = loss.cause === undefined ? undefined : { cause: loss.cause };
    return new ConnectionLost(label, loss.reason, loss.what, this.#end, options);
  }

  #refusal(label: string): ConnectionLost {
    return new ConnectionLost(label, 'closed by this client', this.#forbidden ?? '', { lastLines: [] });
  }

  #closeFrame(): void {
    if (this.#frameStart < 0) return;
    this.#out.patchInt(this.#frameStart, this.#out.length - this.#frameStart);
    this.#due.push(this.#open);
    this.#open = [];
    this.#frameStart = -1;
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    process.nextTick(() => this.flush());
  }

  #onFrame(bytes: Buffer, start: number, end: number): void {
    if (this.#head === this.#due.length) throw new Malformed('an answer that no command asked for');
    const frame = this.#due[this.#head];
    const cursor = this.#cursor;
    cursor.reset(bytes, start, end);
    if ('answer' in frame) frame.answer(cursor);
    else for (const call of frame) call.answer(cursor);
    if (cursor.remaining > 0) throw new Malformed(`${cursor.remaining} bytes behind the last answer`);
    this.#head++;
    if (this.#head === this.#due.length) {
      this.#due.length = 0;
      this.#head = 0;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (this.#head >= 1024) {
      this.#due.splice(0, this.#head);
      this.#head = 0;
    }
  }
}
