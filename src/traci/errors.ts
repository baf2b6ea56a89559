import { RunError } from '../input/index.js';

/** What SUMO said and how it ended, as far as this client could see it. */
export interface SumoEnd {
  /** SUMO's exit status; `null` when a signal ended it; `undefined` while it runs or when another process started it. */
  readonly exitCode?: number | null;
  /** The signal that ended SUMO. */
  readonly signal?: NodeJS.Signals | null;
  /** The last lines SUMO wrote to its standard error. */
  readonly lastLines: readonly string[];
}

/** Anything that goes wrong between this client and SUMO. */
export class TraciError extends RunError {
  override readonly name: string = 'TraciError';
}

function quoted(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n  SUMO's last words:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

function ending(end: SumoEnd): string {
  if (typeof end.exitCode === 'number') return ` (SUMO ended with exit status ${end.exitCode})`;
  if (end.signal) return ` (SUMO was ended by ${end.signal})`;
  return '';
}

/** SUMO refused a command; the simulation goes on and the connection stays open. */
export class CommandRefused extends TraciError {
  override readonly name: string = 'CommandRefused';
  /** The command as it is called here: `vehicle.getSpeed`. */
  readonly command: string;
  /** The id of the object it was about. */
  readonly objectID: string;
  /** Whether SUMO does not know the command or could not do it. */
  readonly status: 'error' | 'not implemented';
  /** SUMO's own explanation. */
  readonly statusText: string;

  constructor(command: string, objectID: string, status: 'error' | 'not implemented', statusText: string) {
    const object = objectID === '' ? '' : `(${JSON.stringify(objectID)})`;
    super(
      `${command}${object}: SUMO ${status === 'error' ? 'refuses' : 'does not implement this'}: ${statusText || 'no explanation given'}`,
    );
    this.command = command;
    this.objectID = objectID;
    this.status = status;
    this.statusText = statusText;
  }
}

/** SUMO answered a command with a value of a type this client does not know for it; the connection stays open. */
export class UnexpectedResult extends TraciError {
  override readonly name: string = 'UnexpectedResult';
  readonly command: string;

  constructor(command: string, detail: string) {
    super(`${command}: ${detail}`);
    this.command = command;
  }
}

/** Why a connection is no more. */
export type LossReason =
  | 'exited'
  | 'closed by SUMO'
  | 'closed by this client'
  | 'timeout'
  | 'aborted'
  | 'protocol';

/** The connection is gone; every call that waited for an answer is rejected with its own instance. */
export class ConnectionLost extends TraciError {
  override readonly name: string = 'ConnectionLost';
  /** The command that waited for an answer. */
  readonly command: string;
  readonly reason: LossReason;
  readonly end: SumoEnd;

  constructor(command: string, reason: LossReason, what: string, end: SumoEnd, options?: ErrorOptions) {
    super(`${command}: ${what}${ending(end)}${quoted(end.lastLines)}`, options);
    this.command = command;
    this.reason = reason;
    this.end = end;
  }
}

/** The peer sent bytes that are not TraCI; the connection has been closed. */
export class ProtocolError extends ConnectionLost {
  override readonly name: string = 'ProtocolError';

  constructor(command: string, detail: string, end: SumoEnd) {
    super(command, 'protocol', `the answer is not TraCI: ${detail}; the connection has been closed`, end);
  }
}

/** Why SUMO did not start. */
export type StartFailure = 'not found' | 'port taken' | 'exited' | 'timeout' | 'aborted' | 'unreachable';

/** SUMO could not be started or reached. */
export class SumoStartError extends TraciError {
  override readonly name: string = 'SumoStartError';
  readonly failure: StartFailure;
  readonly end: SumoEnd;

  constructor(failure: StartFailure, what: string, end: SumoEnd = { lastLines: [] }, options?: ErrorOptions) {
    super(`${what}${ending(end)}${quoted(end.lastLines)}`, options);
    this.failure = failure;
    this.end = end;
  }
}

/** SUMO speaks a version of TraCI that this client does not. */
export class VersionMismatch extends TraciError {
  override readonly name: string = 'VersionMismatch';
  /** The TraCI version of the SUMO that was met. */
  readonly sumoApi: number;
  /** The SUMO that was met, such as `SUMO 1.4.0`. */
  readonly sumo: string;
  /** The oldest TraCI version this client speaks. */
  readonly oldestApi: number;

  constructor(sumoApi: number, sumo: string, oldestApi: number, newestApi: number) {
    super(
      `${sumo} speaks TraCI version ${sumoApi}, this client versions ${oldestApi} (SUMO 1.15) to ${newestApi}: install SUMO 1.15 or newer`,
    );
    this.sumoApi = sumoApi;
    this.sumo = sumo;
    this.oldestApi = oldestApi;
  }
}
