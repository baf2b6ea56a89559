import { InputError, RunError } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { findProgram, SumoMissingError, sumoEnvironment } from '../../src/sumo/index.js';
import { startSumo, type TraciSession, type VehicleStep } from '../../src/traci/index.js';
import { type MovementTrack, secondsPerPoint } from '../../src/twin/prediction/index.js';
import type { RoutePool } from '../traffic/demand.js';
import { liveOptions } from '../traffic/live-options.js';
import { withWorkFolder } from '../traffic/work-folder.js';
import { TrackBuilder } from './track-builder.js';

/** What following all vehicles of a traffic needs. */
export interface MovementTraceInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** The text from which the traffic follows; other texts, other traffic. */
  readonly seed: string;
  readonly signal?: AbortSignal;
  /** Told the simulated time after every second. */
  readonly onSecond?: (time: number, end: number) => void;
}

const variables = ['position', 'roadID', 'lanePosition', 'routeIndex', 'routeID'] as const;
type Step = VehicleStep<(typeof variables)[number]>;

/** Traffic steps per point of a track. @throws InputError when no whole number of steps makes a second */
function stepsPerPoint({ traffic, name }: Scenario): number {
  const steps = secondsPerPoint / traffic.stepLength;
  if (Math.abs(steps - Math.round(steps)) < 1e-9 && steps > 0.5) return Math.round(steps);
  throw new InputError(
    `scenario ${name}: traffic.stepLength`,
    `is ${traffic.stepLength}`,
    '1 or a whole part of it: movement is predicted second by second',
  );
}

/** The routes of the vehicles in a step that are new, or on another route than before, go to the builder. */
async function learnRoutes(
  sumo: TraciSession,
  builder: TrackBuilder,
  { count, ids, columns }: Step,
  nameOf: (id: number) => string,
): Promise<void> {
  const asked: Promise<void>[] = [];
  for (let row = 0; row < count; row++) {
    const [id, routeID] = [ids[row], columns.routeID[row]];
    if (builder.knowsRoute(id, routeID)) continue;
    const learn = async (): Promise<void> => {
      builder.begin(id, nameOf(id), routeID, await sumo.vehicle.getRoute(nameOf(id)));
    };
    asked.push(learn());
  }
  await Promise.all(asked);
}

/**
 * Drives the traffic of a scenario with SUMO, with nobody on it, and follows every vehicle second by second from the end of the
 * warm-up on: where it is, and where on its route. A vehicle that a teleport lifts goes on as another track.
 * @param prefix begins the name of each vehicle, to tell it from those of other traffic
 * @throws InputError when the step length does not fit, or SUMO is missing; RunError when SUMO fails
 */
export async function movementTraces(prefix: string, inputs: MovementTraceInputs): Promise<MovementTrack[]> {
  const { scenario, network, pool, seed, signal, onSecond } = inputs;
  const perPoint = stepsPerPoint(scenario);
  const { warmUp, duration, stepLength } = scenario.traffic;
  const binary = findProgram('sumo');
  if (binary === undefined) throw new SumoMissingError('sumo');
  return withWorkFolder(async (folder) => {
    const random = new RandomStreams(seed);
    const { args } = await liveOptions({ scenario, network, pool, random, folder, signal });
    const sumo = await startSumo({ args, binary, env: sumoEnvironment(binary), signal });
    const builder = new TrackBuilder(network, prefix);
    try {
      const stream = sumo.vehicles.stream(variables, { until: warmUp + duration });
      let steps = 0;
      for await (const step of stream) {
        signal?.throwIfAborted();
        steps++;
        for (const id of step.left) builder.end(id);
        if (steps % perPoint !== 0 || steps * stepLength <= warmUp) continue;
        await learnRoutes(sumo, builder, step, (id) => stream.vehicles.name(id));
        builder.take(step, (text) => stream.texts.name(text));
        onSecond?.(step.time, warmUp + duration);
      }
      await sumo.close();
      return builder.tracks();
    } catch (error) {
      await sumo.close().catch(() => undefined);
      signal?.throwIfAborted();
      if (error instanceof InputError || error instanceof RunError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new RunError(`traffic ${prefix} (seed ${seed}): ${why}`, { cause: error });
    }
  });
}
