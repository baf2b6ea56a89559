import { ProcessorSharing, type Simulation } from '../../../src/kernel/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { type ComputeQueue, computeQueue } from './compute-queue.js';
import { SharedChannel } from './shared-channel.js';
import type { UnitPlace } from './unit-places.js';
import { WaitingTasks } from './waiting-tasks.js';

/** A roadside unit: its radio, its processors, and the tasks that wait for the next round of its market. */
export class RoadsideUnit {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly uplink: SharedChannel;
  readonly downlink: SharedChannel;
  readonly cpu: ComputeQueue;
  readonly gpu: ProcessorSharing;
  /** Tasks that bid here. */
  readonly waiting = new WaitingTasks();
  rounds = 0;
  granted = 0;
  handoversIn = 0;

  constructor(sim: Simulation, place: UnitPlace, { unit }: TwinSettings) {
    const { name } = place;
    this.name = name;
    this.x = place.x;
    this.y = place.y;
    this.uplink = new SharedChannel(sim, `uplink of ${name}`, unit.uplinkBandwidth);
    this.downlink = new SharedChannel(sim, `downlink of ${name}`, unit.downlinkBandwidth);
    this.cpu = computeQueue(sim, `CPU of ${name}`, unit.cpu, unit.queue);
    this.gpu = new ProcessorSharing(sim, { name: `GPU of ${name}`, rate: unit.gpu });
  }
}
