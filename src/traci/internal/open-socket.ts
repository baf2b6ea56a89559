import { connect, type Socket } from 'node:net';

const READ_BYTES = 1 << 18;

/** A socket whose bytes arrive in one reused buffer. */
export interface OpenSocket {
  readonly socket: Socket;
  /** Sets who takes the bytes; until then they are kept. */
  deliver(receive: (chunk: Buffer) => void): void;
}

/** Opens a TCP connection. @throws the system's error (ECONNREFUSED and so on) */
export function openSocket(host: string, port: number): Promise<OpenSocket> {
  return new Promise((resolve, reject) => {
    let receiver: ((chunk: Buffer) => void) | undefined;
    const early: Buffer[] = [];
    const socket = connect({
      host,
      port,
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_BYTES),
        callback: (count, buffer) => {
          const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, count);
          if (receiver === undefined) early.push(Buffer.from(chunk));
          else receiver(chunk);
          return true;
        },
      },
    });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve({
        socket,
        deliver: (receive) => {
          receiver = receive;
          for (const chunk of early.splice(0)) receive(chunk);
        },
      });
    });
  });
}
