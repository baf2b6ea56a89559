import { Interrupted } from './exit.js';

/**
 * A signal that Ctrl-C and a request to end abort; a second one ends the process at once.
 * @param consequence what the first one does, for the message: `SUMO was ended`
 * @param discard removes what is half-written before the process ends at once
 */
export function interruption(consequence: string, discard: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      discard();
      process.exit(130);
    }
    controller.abort(new Interrupted(`${name} received, ${consequence}`));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller.signal;
}
