import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../input/index.js';
import { SumoStartError } from './errors.js';
import { Connection, type ConnectionLimits, MAX_ECHO_BYTES, type Peer } from './internal/connection.js';
import { type OpenSocket, openSocket } from './internal/open-socket.js';
import type { SumoProcess } from './internal/sumo-process.js';
import { TraciSession } from './session.js';

/** How a session behaves, however SUMO was started. */
export interface SessionOptions {
  /** How many clients SUMO waits for; 1 by default. With more, `order` is required. */
  readonly numClients?: number;
  /** This client's place among several: clients act in ascending order at every step. */
  readonly order?: number;
  /** Milliseconds without any answer after which SUMO counts as hanging; by default it may take as long as it likes. */
  readonly timeout?: number;
  /** Ends the session, and SUMO where this client started it. */
  readonly signal?: AbortSignal;
  /** The longest message accepted from SUMO in bytes; 256 MiB by default. */
  readonly maxMessageBytes?: number;
  /**
   * The longest texts of a command in bytes, 180 by default. SUMO dies when it must repeat longer ones in an error
   * message; raise this for a network whose ids are longer, and only name objects that exist.
   */
  readonly maxTextBytes?: number;
  /** Takes warnings, such as results of unknown types; by default they are process warnings. */
  readonly onWarning?: (message: string) => void;
}

/** Where a running SUMO listens. */
export interface ConnectOptions extends SessionOptions {
  readonly port: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** Milliseconds during which the connection is tried again; 10 000 by default. */
  readonly connectTimeout?: number;
}

const CLOSE_TIMEOUT = 30_000;
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 25;

/** Checks what every session needs. @throws InputError */
export function checkSessionOptions(where: string, options: SessionOptions): void {
  const { numClients = 1, order, timeout = 0 } = options;
  if (!Number.isInteger(numClients) || numClients < 1) {
    throw new InputError(`${where}.numClients`, `is ${numClients}`, 'a whole number of at least 1');
  }
  if (numClients > 1 && order === undefined) {
    throw new InputError(
      `${where}.order`,
      `is missing with ${numClients} clients`,
      'a different whole number for every client',
    );
  }
  if (!(timeout >= 0))
    throw new InputError(`${where}.timeout`, `is ${timeout}`, 'milliseconds of at least 0');
}

/** Tries to connect until it works, `gaveUp` says why not, or the time is over. */
export async function reach(
  host: string,
  port: number,
  patience: number,
  gaveUp: () => SumoStartError | undefined,
): Promise<OpenSocket> {
  const until = performance.now() + patience;
  let pause = FIRST_PAUSE;
  for (;;) {
    const reason = gaveUp();
    if (reason !== undefined) throw reason;
    try {
      return await openSocket(host, port);
    } catch (error) {
      if (performance.now() > until) {
        throw new SumoStartError(
          'unreachable',
          `${host}:${port}: nobody accepts a connection (${(error as Error).message}); tried for ${patience} ms`,
          undefined,
          { cause: error },
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  }
}

function checkWritable(label: string, file: string, cwd = globalThis.process.cwd()): void {
  const path = resolve(cwd, file);
  try {
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
  } catch (error) {
    const why = (error as Error).message;
    throw new InputError(
      label,
      `${file} cannot be written (${why})`,
      'a file in a folder that exists and can be written',
    );
  }
}

/** Makes a session of a socket. */
export async function openSession(
  open: OpenSocket,
  options: SessionOptions,
  host: string,
  port: number,
  process?: SumoProcess,
  cwd?: string,
): Promise<TraciSession> {
  const peer: Peer = {
    end: async () => {
      if (process === undefined) return { lastLines: [] };
      // A socket that closes is the first sign of an exit; the rest follows at once.
      await process.waitForEnd(2000);
      return process.state;
    },
    kill: () => process?.kill(),
  };
  const limits: ConnectionLimits = {
    maxMessageBytes: options.maxMessageBytes ?? 256 * 1024 * 1024,
    timeout: options.timeout ?? 0,
    maxEchoBytes: options.maxTextBytes ?? MAX_ECHO_BYTES,
    stepsAlone: (options.numClients ?? 1) > 1 || options.order !== undefined,
  };
  const connection = new Connection(open.socket, peer, limits);
  const { signal } = options;
  if (signal !== undefined) {
    const abort = (): void => {
      process?.kill();
      void connection.lose('aborted', 'the session was aborted', signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    connection.onLost = () => signal.removeEventListener('abort', abort);
  }
  open.deliver((chunk) => connection.receive(chunk));
  return TraciSession.open(
    {
      connection,
      process,
      host,
      port,
      closeTimeout: CLOSE_TIMEOUT,
      checkOutput: (label, file) => {
        // Only of a SUMO on this machine is it known which files it can write.
        if (process !== undefined) checkWritable(label, file, cwd);
      },
      warn: options.onWarning ?? ((message) => globalThis.process.emitWarning(message, 'TraciWarning')),
    },
    options.order,
  );
}

/**
 * Connects to a SUMO that was started elsewhere with `--remote-port`.
 * @throws (rejects) SumoStartError when nobody listens; VersionMismatch; InputError
 */
export async function connectTraci(options: ConnectOptions): Promise<TraciSession> {
  checkSessionOptions('connectTraci', options);
  const { host = '127.0.0.1', port, connectTimeout = 10_000, signal } = options;
  const open = await reach(host, port, connectTimeout, () =>
    signal?.aborted ? new SumoStartError('aborted', `${host}:${port}: connecting was aborted`) : undefined,
  );
  return openSession(open, options, host, port);
}
