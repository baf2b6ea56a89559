import { LiveSumo, type LiveSumoOptions } from '../live-sumo.js';
import type { Fleet, RouteState, TrafficSource, TrafficStep } from '../traffic.js';
import { type RecordingFacts, RecordingWriter } from './recording-writer.js';
import { stepsUntil } from './steps-until.js';
import { VehicleWatch } from './vehicle-watch.js';

/** What is recorded, and where to. */
export interface RecordingTarget extends Omit<RecordingFacts, 'source'> {
  readonly file: string;
}

/** The traffic of a live SUMO, which is recorded while somebody uses it: for that somebody it is the very same traffic. */
export class RecordingTraffic implements TrafficSource {
  readonly #live: LiveSumo;
  readonly #target: RecordingTarget;
  readonly #writer: RecordingWriter;
  readonly #watch: VehicleWatch;
  #closed: Promise<void> | undefined;

  private constructor(live: LiveSumo, target: RecordingTarget, writer: RecordingWriter, watch: VehicleWatch) {
    this.#live = live;
    this.#target = target;
    this.#writer = writer;
    this.#watch = watch;
  }

  /** Starts SUMO. @throws as `LiveSumo.start` does */
  static async start(options: LiveSumoOptions, target: RecordingTarget): Promise<RecordingTraffic> {
    const writer = new RecordingWriter();
    const watches: VehicleWatch[] = [];
    const live = await LiveSumo.start({
      ...options,
      driver: async (sumo) => {
        const watch = await VehicleWatch.begin(sumo, writer);
        watches.push(watch);
        return watch;
      },
    });
    return new RecordingTraffic(live, target, writer, watches[0]);
  }

  get time(): number {
    return this.#live.time;
  }

  get stepLength(): number {
    return this.#live.stepLength;
  }

  get version(): string {
    return this.#live.version;
  }

  step(undisturbed?: number): Promise<TrafficStep> {
    return this.#live.step(undisturbed);
  }

  vehicles(): Promise<readonly RouteState[]> {
    return this.#live.vehicles();
  }

  follow(vehicles: readonly RouteState[]): Promise<void> {
    return this.#live.follow(vehicles);
  }

  rest(vehicle: number, distance: number): void {
    this.#live.rest(vehicle, distance);
  }

  release(vehicles: readonly number[]): Promise<void> {
    return this.#live.release(vehicles);
  }

  watch(): Promise<Fleet> {
    return this.#live.watch();
  }

  /**
   * Ends SUMO, and writes the recording when it has come to its end; of a run that failed on its way nothing is kept.
   * @throws what SUMO says when it ends badly; InputError or RunError when the file cannot be written
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#live.close();
    const { file, until, ...facts } = this.#target;
    if (this.#writer.steps < stepsUntil(until, this.stepLength)) return;
    await this.#writer.write(file, { ...facts, until, source: this.version }, this.#watch.names());
  }
}
