import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { InputError } from '../input/index.js';
import type { TraciSession } from '../traci/index.js';
import { Interrupted } from './exit.js';
import { writeOut } from './json-document.js';
import { wholeNumber } from './run.js';

interface TraciFlags {
  readonly port?: number;
  readonly host?: string;
  readonly order?: number;
  readonly binary?: string;
}

const guide = `
At the prompt: vehicle.getIDList(), step(10), .help, .help vehicle; Tab completes domains, methods and ids; Ctrl-D ends SUMO.
With standard input from a pipe or a file, every value is printed as one line of JSON, and the first error ends it with status 1:
    echo 'step(60); vehicle.getIDCount()' | bidlane traci sumo-configs/grid3/grid3.sumocfg
    bidlane traci --port 8813              a SUMO that was started with --remote-port 8813
    bidlane traci city.sumocfg -- --seed 7 options of SUMO after --`;

async function openSession(
  args: readonly string[],
  flags: TraciFlags,
  signal: AbortSignal,
): Promise<TraciSession> {
  const { connectTraci, startSumo } = await import('../traci/index.js');
  const { port, host, order, binary } = flags;
  const onWarning = (message: string): void => void process.stderr.write(`warning: ${message}\n`);
  if (port !== undefined) {
    if (args.length > 0) {
      throw new InputError(
        '--port',
        `is given together with ${args[0]}`,
        'either a running SUMO or one to start',
      );
    }
    if (port > 65_535) throw new InputError('--port', `is ${port}`, 'a port from 1 to 65535');
    return connectTraci({ port, host, order, signal, onWarning });
  }
  for (const option of ['host', 'order'] as const) {
    if (flags[option] !== undefined) {
      throw new InputError(`--${option}`, 'is given without --port', '--port of a running SUMO');
    }
  }
  const [first] = args;
  if (first === undefined) {
    throw new InputError(
      'command line',
      'names no SUMO',
      'a configuration such as city.sumocfg to start one, or --port of one that runs',
    );
  }
  const configured = !first.startsWith('-');
  if (configured && !existsSync(first)) {
    throw new InputError(first, 'there is no such file', 'a configuration of SUMO (.sumocfg)');
  }
  return startSumo({ args: configured ? ['-c', ...args] : args, binary, signal, onWarning });
}

/** `bidlane traci`: a prompt for exploring a running SUMO, or a script for it from a pipe. */
export function registerTraci(program: Command): void {
  program
    .command('traci')
    .description('explore a running SUMO: vehicle.getIDList(), step(10), ...')
    .argument('[config]', 'configuration of a SUMO to start, such as sumo-configs/grid3/grid3.sumocfg')
    .argument('[options...]', 'further options of SUMO, after --')
    .option('--port <n>', 'port of a SUMO that runs already', wholeNumber('--port', 1))
    .option('--host <name>', 'its machine (default: 127.0.0.1)')
    .option('--order <n>', 'place among several clients of it', wholeNumber('--order', 0))
    .option('--binary <program>', 'what to start in place of sumo, such as sumo-gui')
    .addHelpText('after', guide)
    .action(async (config: string | undefined, options: readonly string[], flags: TraciFlags) => {
      const [{ makeScope }, { runRepl }, { runScript }] = await Promise.all([
        import('./traci-scope.js'),
        import('./traci-repl.js'),
        import('./traci-script.js'),
      ]);
      const controller = new AbortController();
      const stop = (name: NodeJS.Signals): void =>
        controller.abort(new Interrupted(`${name} received, SUMO was ended`));
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const name of signals) process.on(name, stop);
      try {
        const session = await openSession(
          config === undefined ? [] : [config, ...options],
          flags,
          controller.signal,
        );
        const scope = makeScope(session);
        try {
          if (process.stdin.isTTY) {
            // At the prompt Ctrl-C ends the command that runs.
            process.off('SIGINT', stop);
            await runRepl(scope, { input: process.stdin, output: process.stdout });
          } else {
            await runScript(scope, createInterface({ input: process.stdin }), writeOut);
          }
        } finally {
          // After an error SUMO is still there; its own end is told already.
          if (session.connected) await session.close().catch(() => undefined);
        }
      } catch (error) {
        if (controller.signal.aborted) throw controller.signal.reason;
        throw error;
      } finally {
        for (const name of signals) process.off(name, stop);
        process.stdin.destroy();
      }
    });
}
