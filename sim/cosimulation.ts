import { Simulation } from '../src/kernel/index.js';
import type { LinkTravelTimeModel } from '../src/traveltime/index.js';
import { TrafficRecorder } from './recording/traffic-recorder.js';
import { servicesOf, waitsForStart } from './services/catalogue.js';
import type { Service, ServiceInputs } from './services/service.js';

/** Among events of one time the traffic moves on last: whoever decides at that time decides before. */
const trafficPriority = 10;

/** Every so many traffic steps another replication may be let in. */
const stretch = 60;

/** What one replication works with; the traffic is at time 0, and closed by the caller. */
export interface CosimulationInputs extends Omit<ServiceInputs, 'sim' | 'model'> {
  /** Link travel times; those that are still to come are awaited before the first service needs them. */
  readonly model: LinkTravelTimeModel | Promise<LinkTravelTimeModel>;
  readonly signal?: AbortSignal;
  /**
   * Called from time to time between traffic steps, when none is requested ahead: the traffic stands still until the promise is
   * fulfilled.
   */
  readonly giveWay?: () => Promise<void> | undefined;
  /** Told the simulated time and the vehicles on the road after every traffic step. */
  readonly onStep?: (time: number, running: number) => void;
}

/** What happened in one replication. */
export interface CosimulationRecord {
  readonly services: readonly Service[];
  readonly traffic: TrafficRecorder;
}

/**
 * One replication: the kernel keeps the time, the traffic moves in steps, and the services that the scenario names live on it.
 *
 * A traffic step that begins at time t is an event at t: SUMO moves the vehicles to t + step, and whatever they did on the way
 * (passing a task, say) becomes an event at its own time within the step. So nothing is ever scheduled into the past, and
 * all events have one total order: time, priority, sequence.
 * @throws KernelError when a process fails; its cause says why (SUMO ended, say)
 */
export async function cosimulate(inputs: CosimulationInputs): Promise<CosimulationRecord> {
  const { signal, giveWay, onStep, ...shared } = inputs;
  const { scenario, traffic } = shared;
  // What is told about it otherwise comes when it is awaited.
  if (shared.model instanceof Promise) shared.model.catch(() => undefined);
  let model = waitsForStart(scenario) ? shared.model : await shared.model;
  const { warmUp, duration } = scenario.traffic;
  const end = warmUp + duration;
  const sim = new Simulation();
  const recorder = new TrafficRecorder();
  const services = await servicesOf({
    ...shared,
    sim,
    get model() {
      if (model instanceof Promise) throw new Error('link travel times are not there yet');
      return model;
    },
  });

  sim.process('traffic', function* () {
    for (let steps = 1; ; steps++) {
      if (model instanceof Promise && sim.now + traffic.stepLength >= warmUp)
        model = yield* sim.external(model);
      if (steps % stretch === 0) {
        const turn = giveWay?.();
        if (turn !== undefined) yield* sim.external(turn);
      }
      const stretchEnd = (steps - (steps % stretch) + stretch - 1) * traffic.stepLength;
      const undisturbed = services.reduce(
        (least, service) => Math.min(least, service.undisturbedUntil),
        giveWay === undefined ? end : Math.min(end, stretchEnd),
      );
      const step = yield* sim.external(traffic.step(undisturbed));
      recorder.step(step);
      const told = services.flatMap((service) => service.observe(step) ?? []);
      onStep?.(step.time, step.running);
      if (told.length > 0) yield* sim.external(Promise.all(told));
      yield sim.timeout(steps * traffic.stepLength - sim.now, undefined, trafficPriority);
    }
  });
  for (const service of services) service.begin(warmUp);
  await sim.runAsync({ until: end, signal });
  return { services, traffic: recorder };
}
