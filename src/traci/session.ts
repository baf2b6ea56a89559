import { InputError } from '../input/index.js';
import type { DomainHost } from './domain.js';
import { Domains, domainSpecs } from './domains/index.js';
import { ConnectionLost, VersionMismatch } from './errors.js';
import type { Connection } from './internal/connection.js';
import { inFlight } from './internal/in-flight.js';
import { nothing } from './internal/pending.js';
import type { ReadCursor } from './internal/read-cursor.js';
import { SubscriptionReader } from './internal/subscription-reader.js';
import type { SumoProcess } from './internal/sumo-process.js';
import type { StepResult } from './subscription.js';
import { Vehicles } from './vehicles.js';

const CMD_GETVERSION = 0x00;
const CMD_LOAD = 0x01;
const CMD_SIMSTEP = 0x02;
const CMD_SETORDER = 0x03;
const CMD_CLOSE = 0x7f;

/** The oldest TraCI version this client speaks: that of SUMO 1.15. */
export const OLDEST_API = 20;
/** The newest TraCI version this client was made for. */
export const NEWEST_API = 22;

/** Which SUMO is at the other end. */
export interface SumoVersion {
  /** The version of TraCI it speaks. */
  readonly api: number;
  /** Its own name and version: `SUMO 1.15.0`. */
  readonly identifier: string;
}

/** How steps are taken by {@link TraciSession.steps}. */
export interface StepsOptions {
  /** How many steps are requested before the answer to the current one is in; 0 by default. */
  readonly ahead?: number;
  /** Ends before the step that would go beyond this simulation time in seconds. */
  readonly until?: number;
  /** Ends after this many steps. */
  readonly count?: number;
}

/** How SUMO ended after `close`. */
export interface CloseResult {
  readonly exitCode?: number | null;
  readonly signal?: NodeJS.Signals | null;
}

/** What a session needs besides its connection. */
export interface SessionParts {
  readonly connection: Connection;
  readonly process?: SumoProcess | undefined;
  readonly port: number;
  readonly host: string;
  /** Milliseconds SUMO is given to end after `close`, before it is killed. */
  readonly closeTimeout: number;
  readonly warn: (message: string) => void;
  /** Checks that SUMO can write a file. @throws InputError */
  readonly checkOutput: (label: string, file: string) => void;
}

/**
 * A connection to a running SUMO with the face of Python's `traci`: `await sumo.vehicle.getSpeed('veh0')`.
 * Calls of the same tick travel together; a step runs after the calls issued before it and before those issued after it.
 */
export class TraciSession extends Domains {
  /** Which SUMO is at the other end. */
  readonly version: SumoVersion;
  /** Where SUMO listens. */
  readonly host: string;
  readonly port: number;
  /** All vehicles at once, step by step, as columns. */
  readonly vehicles: Vehicles;
  readonly #parts: SessionParts;
  readonly #subscriptions: SubscriptionReader;
  readonly #host: { epoch: number };
  #closing: Promise<CloseResult> | undefined;

  private constructor(host: DomainHost & { epoch: number }, parts: SessionParts, version: SumoVersion) {
    super(host);
    this.#parts = parts;
    this.#subscriptions = host.subscriptions;
    this.#host = host;
    this.version = version;
    this.host = parts.host;
    this.port = parts.port;
    const { simulation, vehicle, junction, lane } = this;
    const step = (): Promise<unknown> => this.simulationStep();
    this.vehicles = new Vehicles({ ...host, simulation, vehicle, junction, lane, step });
  }

  /** Greets SUMO. @throws VersionMismatch, ConnectionLost */
  static async open(parts: SessionParts, order?: number): Promise<TraciSession> {
    const { connection } = parts;
    const greeting = askVersion(connection);
    const ordered = order === undefined ? undefined : sendOrder(connection, order);
    const [version] = await Promise.all([greeting, ordered]);
    if (version.api < OLDEST_API) {
      await connection.lose('closed by this client', 'the versions do not match');
      throw new VersionMismatch(version.api, version.identifier, OLDEST_API, NEWEST_API);
    }
    if (version.api > NEWEST_API) {
      parts.warn(
        `${version.identifier} speaks TraCI version ${version.api}; this client was made for ${OLDEST_API} to ${NEWEST_API}`,
      );
    }
    const subscriptions = new SubscriptionReader(domainSpecs, parts.warn);
    const { checkOutput } = parts;
    return new TraciSession({ connection, subscriptions, checkOutput, epoch: 0 }, parts, version);
  }

  /** The process id of SUMO, where this client started it. */
  get pid(): number | undefined {
    return this.#parts.process?.pid;
  }

  /** True until the connection is closed or lost. */
  get connected(): boolean {
    return this.#closing === undefined && !this.#parts.connection.lost;
  }

  /**
   * Runs the simulation for one step, or until a time.
   * @param time seconds of simulation time to run to; one step when it is 0 or missing, nothing when it has passed
   * @throws (rejects) ConnectionLost, CommandRefused
   */
  simulationStep(time = 0): Promise<StepResult> {
    // A step over several of SUMO's own loses the answers to commands before it in its message.
    return this.#parts.connection.send(
      CMD_SIMSTEP,
      'simulationStep',
      '',
      (buffer) => buffer.rawDouble(time),
      (cursor) => this.#subscriptions.step(cursor),
      time === 0 ? 'last' : 'step',
    );
  }

  /**
   * Runs the simulation step by step, for `for await`. With `ahead`, SUMO computes the next steps while the caller
   * works on this one: then what the caller asks or sets takes effect `ahead` steps after the step it looks at.
   */
  async *steps(options: StepsOptions = {}): AsyncGenerator<StepResult, void, void> {
    const { ahead = 0, until = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY } = options;
    if (!Number.isInteger(ahead) || ahead < 0) {
      throw new InputError('steps', `ahead is ${ahead}`, 'a whole number of at least 0');
    }
    let total = count;
    if (until !== Number.POSITIVE_INFINITY) {
      const [time, length] = await Promise.all([this.simulation.getTime(), this.simulation.getDeltaT()]);
      total = Math.min(count, Math.floor((until - time) / length + 1e-9));
    }
    yield* inFlight(total, ahead, () => this.simulationStep());
  }

  /**
   * Sends the calls made by `calls` in one message and waits for all their answers.
   * @example const [time, speed] = await sumo.batch(() => [sumo.simulation.getTime(), sumo.vehicle.getSpeed('a')]);
   * @throws (rejects) the first error among the answers
   */
  batch<const T extends readonly unknown[]>(
    calls: () => T,
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
    const issued = calls();
    this.#parts.connection.flush();
    return Promise.all(issued);
  }

  /** Asks SUMO for its version again. */
  getVersion(): Promise<SumoVersion> {
    return askVersion(this.#parts.connection);
  }

  /** Sets this client's place in the order of all clients; must come before the first step. */
  setOrder(order: number): Promise<void> {
    return sendOrder(this.#parts.connection, order);
  }

  /**
   * Loads another simulation into the running SUMO. Subscriptions are gone afterwards, and steps to a time must name
   * times of the new simulation.
   * @param args SUMO's options
   */
  load(args: readonly string[]): Promise<void> {
    this.#host.epoch++;
    return this.#parts.connection.send(
      CMD_LOAD,
      'load',
      '',
      (buffer) => buffer.freeTextList(args),
      nothing,
      'alone',
    );
  }

  /**
   * Ends the simulation: SUMO writes its outputs and ends. Calls issued before are answered first. May be called twice.
   * @returns SUMO's exit status, where this client started it
   * @throws (rejects) ConnectionLost when SUMO ended by an error of its own, so that its outputs may be incomplete
   */
  close(): Promise<CloseResult> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** {@link close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<CloseResult> {
    const { connection, process, closeTimeout } = this.#parts;
    if (!connection.lost) {
      const answered = connection.send(CMD_CLOSE, 'close', '', () => {}, nothing, 'alone');
      connection.flush();
      connection.forbid('close has been called');
      try {
        await answered;
      } catch (error) {
        // SUMO may end before its answer to this very command is out.
        if (!(error instanceof ConnectionLost) || error.reason !== 'closed by SUMO') throw error;
      }
    }
    if (process === undefined) {
      await connection.lose('closed by this client', 'close has been called');
      return {};
    }
    if (!(await process.waitForEnd(closeTimeout))) {
      process.kill();
      await process.ended;
    }
    await connection.lose('closed by this client', 'close has been called');
    const { exitCode, signal } = process.state;
    if (exitCode !== undefined && exitCode !== null && exitCode !== 0) {
      throw new ConnectionLost('close', 'exited', 'SUMO did not end well', process.state);
    }
    return { exitCode, signal };
  }
}

function askVersion(connection: Connection): Promise<SumoVersion> {
  const read = (cursor: ReadCursor): SumoVersion => {
    cursor.block();
    cursor.marker(CMD_GETVERSION, 'the answer');
    return { api: cursor.int(), identifier: cursor.string() };
  };
  return connection.send(CMD_GETVERSION, 'getVersion', '', () => {}, read, 'alone');
}

function sendOrder(connection: Connection, order: number): Promise<void> {
  return connection.send(CMD_SETORDER, 'setOrder', '', (buffer) => buffer.rawInt(order), nothing, 'alone');
}
