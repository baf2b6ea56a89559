import type { Simulation } from '../../src/kernel/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import type { RandomStreams } from '../../src/random/index.js';
import type { Table } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../src/traveltime/index.js';
import type { MeasuredValue } from '../recording/replication-result.js';
import type { TrafficSource, TrafficStep } from '../traffic/traffic.js';

/** What a service lives on. */
export interface ServiceInputs {
  readonly sim: Simulation;
  readonly scenario: Scenario;
  readonly network: RoadNetwork;
  /** Link travel times, learnt from probe rounds; free-flow times where the scenario needs no probe rounds. */
  readonly model: LinkTravelTimeModel;
  /** The streams of the replication; a service uses those whose names begin with its own name. */
  readonly random: RandomStreams;
  readonly traffic: TrafficSource;
}

/** What a service leaves of one replication. */
export interface ServiceRecord {
  /** Its tables: every service has names of its own. */
  readonly tables: readonly Table[];
  /** Its numbers of the replication, for summaries, comparisons and studies. */
  readonly measures: readonly MeasuredValue[];
  /** What its part of the report is made of: plain JSON, which stands in `replication.json` under the service's name. */
  readonly report: unknown;
}

/** Something that lives on the traffic of a co-simulation: processes of the kernel that watch vehicles and decide. */
export interface Service {
  /** As the scenario calls its section. */
  readonly name: string;
  /**
   * Until when, s, the service neither asks the traffic anything nor tells it anything (`vehicles`, `follow`, `watch`), so
   * that steps up to it may be computed ahead.
   */
  readonly undisturbedUntil: number;
  /** Starts its processes at time 0. @param start when the warm-up ends, s */
  begin(start: number): void;
  /**
   * Takes in what the vehicles do in the traffic step that begins at the kernel's present: whatever happens on the way becomes an event
   * at its own time within the step.
   * @returns a promise when there is something to tell the traffic before its next step
   */
  observe(step: TrafficStep): Promise<void> | undefined;
  /**
   * What it leaves when the simulation is over.
   * @param detailed whether with what only one replication shows in a report
   */
  leave(detailed: boolean): ServiceRecord;
}
