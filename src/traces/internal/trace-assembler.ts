import type { GpsTrace } from '../gps-trace.js';
import type { FaultCounts, GpsFault } from '../trace-faults.js';

interface Fix {
  readonly time: number;
  readonly x: number;
  readonly y: number;
  readonly speed: number;
  readonly heading: number;
}

interface OpenTrace {
  readonly times: number[];
  readonly x: number[];
  readonly y: number[];
  readonly speeds: number[];
  readonly headings: number[];
}

/** A trace with more fixes is handed over in parts, so that memory stays bounded. */
const longestTrace = 20_000;

/** Puts fixes together to traces, vehicle by vehicle; a trace ends at a gap. */
export class TraceAssembler {
  readonly #open = new Map<string, OpenTrace>();
  /** Of each vehicle the end of its last trace, s. */
  readonly #ended = new Map<string, number>();
  readonly #maxGap: number;
  readonly #faults: FaultCounts<GpsFault>;
  readonly #take: (trace: GpsTrace) => void;

  /** @param maxGap a longer time between two fixes ends a trace, s */
  constructor(maxGap: number, faults: FaultCounts<GpsFault>, take: (trace: GpsTrace) => void) {
    this.#maxGap = maxGap;
    this.#faults = faults;
    this.#take = take;
  }

  /** Adds a fix; one that is older than the last of its vehicle is put in its place. */
  add(vehicle: string, fix: Fix, path: string, line: number): void {
    const kind = this.#place(vehicle, fix);
    if (kind !== undefined) this.#faults.add(kind, path, line, `${vehicle} at ${fix.time} s`);
  }

  #place(vehicle: string, fix: Fix): GpsFault | undefined {
    const { time } = fix;
    let open = this.#open.get(vehicle);
    const last = open?.times.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (open !== undefined && (time - last > this.#maxGap || open.times.length >= longestTrace)) {
      this.end(vehicle);
      open = undefined;
    }
    const ended = this.#ended.get(vehicle) ?? Number.NEGATIVE_INFINITY;
    if (time <= ended) return 'backwards';
    if (open === undefined) {
      open = { times: [], x: [], y: [], speeds: [], headings: [] };
      this.#open.set(vehicle, open);
    }
    let at = open.times.length;
    while (at > 0 && open.times[at - 1] > time) at--;
    if (at > 0 && open.times[at - 1] === time) return 'duplicate';
    const isLate = at < open.times.length;
    if (at === 0 && isLate && open.times[0] - time > this.#maxGap) return 'backwards';
    open.times.splice(at, 0, time);
    open.x.splice(at, 0, fix.x);
    open.y.splice(at, 0, fix.y);
    open.speeds.splice(at, 0, fix.speed);
    open.headings.splice(at, 0, fix.heading);
    return isLate ? 'late' : undefined;
  }

  /** Ends the trace of a vehicle and hands it over. */
  end(vehicle: string): void {
    const open = this.#open.get(vehicle);
    if (open === undefined) return;
    this.#open.delete(vehicle);
    const last = open.times[open.times.length - 1];
    this.#ended.set(vehicle, last);
    const column = (values: number[]): Float64Array | undefined =>
      values.some((value) => !Number.isNaN(value)) ? Float64Array.from(values) : undefined;
    const [headings, speeds] = [column(open.headings), column(open.speeds)];
    this.#take({
      vehicle,
      times: Float64Array.from(open.times),
      x: Float64Array.from(open.x),
      y: Float64Array.from(open.y),
      ...(headings === undefined ? {} : { headings }),
      ...(speeds === undefined ? {} : { speeds }),
    });
  }

  /** Ends all traces. */
  endAll(): void {
    for (const vehicle of [...this.#open.keys()]) this.end(vehicle);
  }
}
