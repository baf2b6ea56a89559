import { sumoEnvironment } from '../sumo/index.js';
import { checkSessionOptions, openSession, reach, type SessionOptions } from './connect-traci.js';
import { ConnectionLost, SumoStartError } from './errors.js';
import { freePort, portTaken } from './internal/free-port.js';
import { type OutputListener, SumoProcess } from './internal/sumo-process.js';
import type { TraciSession } from './session.js';
import { findSumo } from './sumo-binary.js';

/** What SUMO is started with. */
export interface StartOptions extends SessionOptions {
  /** SUMO's options, such as `['-c', 'city.sumocfg']`. */
  readonly args: readonly string[];
  /** `sumo` (the default), `sumo-gui`, or the path of one. */
  readonly binary?: string;
  /** The port SUMO listens on; a free one by default. SUMO listens on every network interface. */
  readonly port?: number;
  /** SUMO's environment; this process's by default. SUMO_HOME is set where it is missing, and huge pages are asked for. */
  readonly env?: NodeJS.ProcessEnv;
  /** SUMO's working folder. */
  readonly cwd?: string;
  /** Milliseconds SUMO may take until it accepts the connection; 60 000 by default. */
  readonly startTimeout?: number;
  /** Takes SUMO's output as it comes. */
  readonly onOutput?: OutputListener;
  /** Called once SUMO has accepted this client: with several clients, the others may connect now. */
  readonly onListening?: (address: { readonly host: string; readonly port: number }) => void;
}

const HOST = '127.0.0.1';
const PORT_ATTEMPTS = 8;
const BIND_FAILURE = /unable to create listening socket|address already in use|WSAEADDRINUSE|bind/i;

/**
 * Starts SUMO and connects to it. SUMO's output is drained, and SUMO never outlives this process.
 * @returns once SUMO has loaded its network and speaks TraCI
 * @throws (rejects) SumoStartError: not found, port taken, ended while loading, too slow; VersionMismatch; InputError
 */
export async function startSumo(options: StartOptions): Promise<TraciSession> {
  checkSessionOptions('startSumo', options);
  const program = findSumo(options.binary, options.env);
  const env = sumoEnvironment(program, options.env);
  if (options.port !== undefined && (await portTaken(options.port))) {
    throw new SumoStartError(
      'port taken',
      `port ${options.port} is taken: name a free one, or none to let one be chosen`,
    );
  }
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      return await startOn(port, program, env, options);
    } catch (error) {
      const retry = error instanceof SumoStartError && error.failure === 'port taken';
      if (!retry || options.port !== undefined || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function sumoArguments(port: number, options: StartOptions): string[] {
  const args = [...options.args, '--remote-port', String(port)];
  if ((options.numClients ?? 1) > 1) args.push('--num-clients', String(options.numClients));
  // Thousands of lines that nobody reads, unless somebody asked for them.
  const chosen = options.args.some((arg) => /^(--no-step-log|--step-log)/.test(arg));
  if (!chosen && options.onOutput === undefined) args.push('--no-step-log', 'true');
  return args;
}

async function startOn(
  port: number,
  program: string,
  env: NodeJS.ProcessEnv,
  options: StartOptions,
): Promise<TraciSession> {
  const { signal, startTimeout = 60_000 } = options;
  if (signal?.aborted) throw new SumoStartError('aborted', `${program}: starting was aborted`);
  const sumo = new SumoProcess(program, sumoArguments(port, options), env, options.cwd, options.onOutput);
  try {
    const open = await reach(HOST, port, startTimeout, () => {
      if (signal?.aborted) return new SumoStartError('aborted', `${program}: starting was aborted`);
      return sumo.gone ? new SumoStartError('exited', `${program} ended at once`) : undefined;
    });
    options.onListening?.({ host: HOST, port });
    const session = await openSession(open, options, HOST, port, sumo, options.cwd);
    // Had somebody else taken the port, the answers would be theirs and this SUMO would have ended.
    if (sumo.gone) throw new SumoStartError('port taken', `port ${port} was taken while SUMO started`);
    return session;
  } catch (error) {
    sumo.kill();
    await sumo.ended;
    throw startError(error, program, port, sumo);
  }
}

function startError(error: unknown, program: string, port: number, sumo: SumoProcess): unknown {
  if (sumo.failure !== undefined) {
    const what = `${program}: cannot be run: ${sumo.failure.message}`;
    return new SumoStartError('not found', what, sumo.state, { cause: error });
  }
  const lost = error instanceof ConnectionLost;
  const own = error instanceof SumoStartError;
  if (!lost && !(own && (error.failure === 'exited' || error.failure === 'unreachable'))) return error;
  const { lastLines } = sumo.state;
  if (lastLines.some((line) => BIND_FAILURE.test(line))) {
    return new SumoStartError('port taken', `port ${port} is taken`, sumo.state, { cause: error });
  }
  if (own && error.failure === 'unreachable') {
    return new SumoStartError('timeout', `${program} does not accept a connection`, sumo.state, {
      cause: error,
    });
  }
  if (lost && error.reason === 'aborted') {
    return new SumoStartError('aborted', `${program}: starting was aborted`, sumo.state, { cause: error });
  }
  if (lost && error.reason === 'timeout') {
    return new SumoStartError('timeout', `${program} does not answer`, sumo.state, { cause: error });
  }
  return new SumoStartError('exited', `${program} ended before it was ready`, sumo.state, { cause: error });
}
