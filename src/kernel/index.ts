/** The discrete-event kernel: clock, events in total order, processes as generators, conditions, interrupts, resources. */
export { AllOf, AnyOf, type FirstOf, type ValueOf, type ValuesOf } from './condition.js';
export { type EdfAdmission, EdfJob, type EdfOptions, type EdfRequest, EdfServer } from './edf-server.js';
export { EventQueue } from './event-queue.js';
export { FifoResource } from './fifo-resource.js';
export { Interrupt, KernelError, type KernelErrorPlace } from './kernel-error.js';
export { PriorityResource } from './priority-resource.js';
export { Process, type ProcessBody, type Yieldable } from './process.js';
export { ProcessorSharing, SharingJob, type SharingRequest } from './processor-sharing.js';
export { Request } from './request.js';
export { ResourceStatistics } from './resource-statistics.js';
export { type Action, ScheduledEvent, type ScheduleOptions } from './scheduled-event.js';
export {
  type AsyncRunOptions,
  type RunOptions,
  type RunOutcome,
  Simulation,
  type SimulationOptions,
} from './simulation.js';
export type { SlotResourceOptions } from './slot-resource.js';
export { Tally } from './tally.js';
export { type Clock, TimeWeighted } from './time-weighted.js';
export { Timeout } from './timeout.js';
export { type TraceEntry, Tracer, type TraceWindow } from './tracer.js';
export { SimEvent, Waitable, type Waiter } from './waitable.js';
