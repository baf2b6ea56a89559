import { Simulation } from '../src/kernel/index.js';
import type { RoadNetwork } from '../src/network/index.js';
import type { RandomStreams } from '../src/random/index.js';
import type { Scenario } from '../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../src/traveltime/index.js';
import { TrafficRecorder } from './recording/traffic-recorder.js';
import { CrowdsourcingCampaign } from './services/crowdsourcing/campaign.js';
import type { CampaignOutcome } from './services/crowdsourcing/campaign-outcome.js';
import type { TrafficSource } from './traffic/traffic.js';

/** Among events of one time the traffic moves on last: whoever decides at that time decides before. */
const trafficPriority = 10;

/** What one replication works with. */
export interface CosimulationInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  /** Link travel times, learnt from probe rounds. */
  readonly model: LinkTravelTimeModel;
  /** The replication's own random streams. */
  readonly random: RandomStreams;
  /** What moves the vehicles; at time 0, closed by the caller. */
  readonly traffic: TrafficSource;
  readonly signal?: AbortSignal;
  /** Told the simulated time and the vehicles on the road after every traffic step. */
  readonly onStep?: (time: number, running: number) => void;
}

/** What happened in one replication. */
export interface CosimulationRecord {
  readonly campaign: CampaignOutcome;
  readonly traffic: TrafficRecorder;
}

/**
 * One replication: the kernel keeps the time, the traffic moves in steps, a crowdsourcing campaign lives on it.
 *
 * A traffic step that begins at time t is an event at t: SUMO moves the vehicles to t + step, and whatever they did on the way
 * (passing a task, say) becomes an event at its own time within the step. So nothing is ever scheduled into the past, and
 * all events have one total order: time, priority, sequence.
 * @throws KernelError when a process fails; its cause says why (SUMO ended, say)
 */
export async function cosimulate(inputs: CosimulationInputs): Promise<CosimulationRecord> {
  const { scenario, network, model, random, traffic, signal, onStep } = inputs;
  const { warmUp, duration } = scenario.traffic;
  const end = warmUp + duration;
  const sim = new Simulation();
  const recorder = new TrafficRecorder();
  const campaign = new CrowdsourcingCampaign(sim, traffic, { scenario, network, model, random });

  sim.process('traffic', function* () {
    for (let steps = 1; ; steps++) {
      const step = yield* sim.external(traffic.step(Math.min(campaign.undisturbedUntil, end)));
      recorder.step(step);
      campaign.observe(step);
      onStep?.(step.time, step.running);
      const finished = campaign.finished();
      if (finished.length > 0) yield* sim.external(traffic.release(finished));
      yield sim.timeout(steps * traffic.stepLength - sim.now, undefined, trafficPriority);
    }
  });
  campaign.begin(warmUp);
  await sim.runAsync({ until: end, signal });

  if (campaign.outcome === undefined) throw new Error('the campaign did not begin');
  return { campaign: campaign.outcome, traffic: recorder };
}
