import type { RoadNetwork } from '../../src/network/index.js';
import { RandomStreams } from '../../src/random/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../src/traveltime/index.js';
import { type CosimulationRecord, cosimulate } from '../cosimulation.js';
import type { RoutePool } from '../traffic/demand.js';
import { replicationSeed } from '../traffic/replication-seed.js';
import type { TrafficSource } from '../traffic/traffic.js';
import { withWorkFolder } from '../traffic/work-folder.js';
import { openTraffic } from './open-traffic.js';
import type { Place } from './places.js';
import { replicationFailure } from './replication-failure.js';

export { replicationSeed };

/** What every replication of a run shares. */
export interface ReplicationInputs {
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  readonly pool: RoutePool | undefined;
  /** Where it is still to come, traffic drives as far as it can without. */
  readonly model: LinkTravelTimeModel | Promise<LinkTravelTimeModel>;
  /** Recorded traffic to replay, a file or a folder with one file per replication; null for live SUMO. */
  readonly recorded: string | null;
  readonly signal?: AbortSignal;
  /** The place that it has among others; it is left as soon as SUMO has ended. */
  readonly place?: Place;
  /** Told the simulated time and the vehicles on the road after every traffic step. */
  readonly onStep?: (time: number, running: number) => void;
}

/**
 * Runs one replication on a SUMO of its own, which is ended whatever happens, or on recorded traffic.
 * @throws RunError that says when and how SUMO ended, when it does before its time
 */
export async function runReplication(
  replication: number,
  inputs: ReplicationInputs,
): Promise<CosimulationRecord> {
  const { scenario, network, model, signal, place, onStep } = inputs;
  const giveWay = place && (() => place.giveWay());
  const random = new RandomStreams(replicationSeed(scenario, replication));
  return withWorkFolder(async (folder) => {
    let traffic: TrafficSource | undefined;
    try {
      traffic = await openTraffic(replication, { ...inputs, random, folder });
      const record = await cosimulate({ scenario, network, model, random, traffic, signal, giveWay, onStep });
      await traffic.close();
      place?.leave();
      return record;
    } catch (error) {
      // The first failure is the one to tell: SUMO may end badly because of it.
      await traffic?.close().catch(() => undefined);
      throw replicationFailure(error, replication, scenario.replications);
    }
  });
}
