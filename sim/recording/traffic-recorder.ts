import type { TableColumns } from '../../src/results/index.js';
import type { TrafficStep } from '../traffic/traffic.js';
import type { trafficTable } from './tables.js';

/** Collects the traffic step by step. */
export class TrafficRecorder {
  readonly #steps: Omit<TrafficStep, 'followed'>[] = [];

  step({ time, departed, arrived, running, teleported }: TrafficStep): void {
    this.#steps.push({ time, departed, arrived, running, teleported });
  }

  columns(): TableColumns<typeof trafficTable> {
    const steps = this.#steps;
    return {
      time: Float64Array.from(steps, (s) => s.time),
      departed: Int32Array.from(steps, (s) => s.departed),
      arrived: Int32Array.from(steps, (s) => s.arrived),
      running: Int32Array.from(steps, (s) => s.running),
      teleported: Int32Array.from(steps, (s) => s.teleported),
    };
  }
}
