import { createServer, type Server, type Socket } from 'node:net';
import { type ConnectOptions, connectTraci, type TraciSession } from '../../src/traci/index.js';

/** A SUMO that says whatever a test wants. */
export interface FakePeer {
  readonly port: number;
  /** Bytes received so far. */
  readonly received: () => Buffer;
  close(): Promise<void>;
}

/** Frames a body as a message. */
export function message(...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

/** A successful status of a command. */
export const ok = (command: number): Buffer => Buffer.from([7, command, 0, 0, 0, 0, 0]);

/** A status with a text. */
export function status(command: number, code: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.from([7 + bytes.length, command, code, 0, 0, 0, bytes.length]);
  return Buffer.concat([head, bytes]);
}

/** The answer to getVersion. */
export function versionAnswer(api = 20, identifier = 'SUMO 1.15.0'): Buffer {
  const name = Buffer.from(identifier);
  const body = Buffer.alloc(10);
  body[0] = 10 + name.length;
  body.writeInt32BE(api, 2);
  body.writeInt32BE(name.length, 6);
  return message(ok(0), body, name);
}

/**
 * Listens and answers each message received with what `answer` gives: bytes, nothing, or the end of the connection.
 * The first message is getVersion.
 */
export function fakePeer(
  answer: (index: number, request: Buffer, socket: Socket) => Buffer | undefined,
): Promise<FakePeer> {
  const sockets = new Set<Socket>();
  let received = Buffer.alloc(0);
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let held = Buffer.alloc(0);
    let index = 0;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      held = Buffer.concat([held, chunk]);
      while (held.length >= 4 && held.length >= held.readInt32BE(0)) {
        const length = held.readInt32BE(0);
        const reply = answer(index++, held.subarray(4, length), socket);
        if (reply !== undefined) socket.write(reply);
        held = held.subarray(length);
      }
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({
        port: address.port,
        received: () => received,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

/** A session with a peer that greets well and then answers as told. */
export async function withPeer<T>(
  answer: (index: number, request: Buffer, socket: Socket) => Buffer | undefined,
  use: (sumo: TraciSession, peer: FakePeer) => Promise<T>,
  options: Partial<ConnectOptions> = {},
): Promise<T> {
  const peer = await fakePeer((index, request, socket) =>
    index === 0 ? versionAnswer() : answer(index - 1, request, socket),
  );
  try {
    return await use(await connectTraci({ port: peer.port, ...options }), peer);
  } finally {
    await peer.close();
  }
}
