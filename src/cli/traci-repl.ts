import { Recoverable, start as startRepl } from 'node:repl';
import { inspect } from 'node:util';
import { RunError } from '../input/index.js';
import { ConnectionLost } from '../traci/index.js';
import { readCommand } from './traci-command.js';
import { complete } from './traci-completion.js';
import { failureText, type Scope } from './traci-scope.js';

const PROMPT = 'traci> ';
const WATCH = 200;
const MOST_SHOWN = 100;

const introduction = `vehicle.getIDList()                  every domain of SUMO has its methods; promises are awaited
speeds = ids.map(id => vehicle.getSpeed(id))   and so are arrays of promises and variables that hold them
step(10)                             runs 10 steps and gives the time
sumo                                 the whole session
.help vehicle                        the methods of a domain; Tab completes domains, methods and ids
.exit or Ctrl-D                      ends the simulation`;

function helpText(scope: Scope, topic: string): string {
  const domain = scope.domains.get(topic);
  if (domain !== undefined) {
    return [...domain.methods].map(([name, names]) => `${topic}.${name}(${names.join(', ')})`).join('\n');
  }
  const heading = topic === '' ? introduction : `there is no domain ${topic}`;
  return `${heading}\n\nDomains: ${[...scope.domains.keys()].join(', ')}`;
}

/** Where a person types and reads. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Whether keys such as Tab are understood and colours shown; by default where the output is a terminal. */
  readonly terminal?: boolean;
}

/**
 * Runs the REPL until the person ends it, or SUMO ends. SUMO is ended in order.
 * @returns once all is over
 * @throws (rejects) RunError when SUMO ended otherwise than well
 */
export async function runRepl(scope: Scope, { input, output, terminal }: Terminal): Promise<void> {
  const { session } = scope;
  const say = (text: string): void => void output.write(`${text}\n`);
  say(
    `${session.version.identifier}, TraCI version ${session.version.api}, ${session.host}:${session.port}. .help shows what is possible.`,
  );
  let running: Promise<unknown> | undefined;
  let lost: unknown;
  const server = startRepl({
    prompt: PROMPT,
    input,
    output,
    terminal,
    preview: false,
    ignoreUndefined: true,
    writer: (value) => inspect(value, { colors: server.useColors, maxArrayLength: MOST_SHOWN }),
    completer: (line: string, callback: (error: Error | null, result: [string[], string]) => void) => {
      complete(line, scope).then(
        (found) => callback(null, found),
        () => callback(null, [[], '']),
      );
    },
    eval: (code, _context, _file, callback) => {
      const failed = (error: unknown): void => {
        say(`error: ${failureText(error, scope)}`);
        callback(null, undefined);
      };
      let command: ReturnType<typeof readCommand>;
      try {
        command = readCommand(code);
      } catch (error) {
        failed(error);
        return;
      }
      if (command.kind === 'incomplete')
        return callback(new Recoverable(new SyntaxError('incomplete')), undefined);
      if (command.kind === 'empty') return callback(null, undefined);
      running = command.run(scope.context).then(
        (value) => callback(null, value),
        (error: unknown) => {
          if (session.connected) return failed(error);
          lost = error;
          callback(null, undefined);
        },
      );
      running = running.finally(next);
    },
  });
  // Lines that were pasted or typed while a command runs wait for its end.
  const waiting: unknown[][] = [];
  const emit = server.emit.bind(server);
  function next(): void {
    running = undefined;
    if (!session.connected) server.close();
    while (running === undefined && session.connected) {
      const line = waiting.shift();
      if (line === undefined) return;
      emit('line', ...(line as [string]));
    }
  }
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'line' || running === undefined) return emit(event as 'line', ...(args as [string]));
    return waiting.push(args) > 0;
  };
  // While a command runs, Ctrl-C ends it; else it means what it always means.
  const usual = server.listeners('SIGINT');
  server.removeAllListeners('SIGINT');
  server.on('SIGINT', () => {
    if (running !== undefined) scope.interrupt();
    else for (const listener of usual) listener.call(server);
  });
  server.defineCommand('help', {
    help: 'Show what is possible, or the methods of a domain: .help vehicle',
    action(topic) {
      say(helpText(scope, topic.trim()));
      this.displayPrompt();
    },
  });
  const onRejection = (error: unknown): void => {
    if (!session.connected) return;
    say(`error: ${failureText(error, scope)}`);
    server.displayPrompt(true);
  };
  process.on('unhandledRejection', onRejection);
  // SUMO may end while nobody asks it anything.
  const watch = setInterval(() => {
    if (!session.connected && running === undefined) server.close();
  }, WATCH);
  try {
    await new Promise<void>((resolve) => server.once('exit', resolve));
    scope.interrupt();
    await running;
    if (!session.connected) {
      lost ??= await session.getVersion().catch((error: unknown) => error);
      if (lost instanceof ConnectionLost && lost.reason !== 'closed by this client') {
        // Nobody asked for a version: what counts is that SUMO is gone.
        if (lost.end.exitCode !== 0)
          throw new RunError(lost.message.replace(/^getVersion: /, ''), { cause: lost });
        say('SUMO has ended: the simulation is over.');
      }
    }
    await session.close();
  } finally {
    clearInterval(watch);
    process.off('unhandledRejection', onRejection);
  }
}
