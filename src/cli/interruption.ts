import { Interrupted } from './exit.js';

/**
 * A signal that Ctrl-C and a request to end abort; a second one ends the process at once.
 * @param discard removes what is half-written, at once
 * @param what is said to have been done
 */
export function interruption(discard: () => void, what = 'SUMO was ended'): AbortController {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      discard();
      process.exit(130);
    }
    controller.abort(new Interrupted(`${name} received, ${what}`));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller;
}
