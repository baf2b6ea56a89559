import { InputError } from '../../src/input/index.js';
import { type LoadedScenario, placeInScenario } from '../../src/scenario/index.js';
import { runSumoTool, SumoToolError } from '../../src/sumo/index.js';
import { SumoStartError } from '../../src/traci/index.js';
import { readyDemand } from './demand.js';

/** Whether an error, or what caused it, is a SUMO that ended on its own with an error status. */
function endedItself(error: unknown): boolean {
  if (error instanceof SumoToolError) return error.tool === 'sumo' && error.exitCode !== null;
  if (error instanceof SumoStartError) return typeof error.end.exitCode === 'number';
  return error instanceof Error && error.cause !== undefined && endedItself(error.cause);
}

/**
 * Finds the input that SUMO would not take, after a SUMO of a run has ended with an error: by giving SUMO the network, the further
 * options and the demand one after the other. Costs time only when something is wrong.
 * @returns an InputError that names the file, or the place of the option in the scenario; the error itself when it is no such thing
 */
export async function explainRefusal(
  error: unknown,
  loaded: LoadedScenario,
  signal?: AbortSignal,
): Promise<unknown> {
  if (!endedItself(error) || signal?.aborted) return error;
  const { traffic } = loaded.scenario;
  const refusal = async (args: readonly string[], end = 0): Promise<string | undefined> => {
    const all = ['--net-file', traffic.network, ...args, '--end', String(end), '--no-step-log', 'true'];
    return runSumoTool('sumo', all, { signal }).then(
      () => undefined,
      (fault: unknown) => (fault instanceof SumoToolError ? fault.lastWords : undefined),
    );
  };
  const ofNetwork = await refusal([]);
  if (ofNetwork !== undefined) {
    const right = 'a network that the installed SUMO reads; netconvert makes one of older and newer files';
    return new InputError(traffic.network, `SUMO refuses it (${ofNetwork})`, right, { cause: error });
  }
  for (const [name, value] of Object.entries(traffic.options)) {
    const ofOption = await refusal([`--${name}=${value}`]);
    if (ofOption === undefined) continue;
    const where = placeInScenario(loaded, ['traffic', 'options', name]);
    const right = 'an option of SUMO and a value that it takes, as `sumo --help` lists them';
    return new InputError(where, `traffic.options.${name}: SUMO refuses it (${ofOption})`, right, {
      cause: error,
    });
  }
  const { demand } = traffic;
  const [file, args, end] =
    'file' in demand
      ? [demand.file, readyDemand(demand), traffic.warmUp + traffic.duration]
      : [demand.routes, ['--additional-files', demand.routes], 0];
  if ('file' in demand && demand.additional !== undefined) {
    const ofAdditional = await refusal(['--additional-files', demand.additional]);
    const right = 'an additional file or route file that is whole in itself';
    if (ofAdditional !== undefined)
      return new InputError(demand.additional, `SUMO refuses it (${ofAdditional})`, right, { cause: error });
  }
  const ofDemand = await refusal(args, end);
  if (ofDemand === undefined) return error;
  const right =
    'a route file that fits the network and is whole in itself, vehicle types and routes included';
  return new InputError(file, `SUMO refuses it (${ofDemand})`, right, { cause: error });
}
