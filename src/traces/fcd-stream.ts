import { InputError } from '../input/index.js';
import { StringInterner } from '../traci/index.js';
import type { ReadingOptions } from './internal/byte-stream.js';
import { sumoTime } from './internal/sumo-time.js';
import { streamXml } from './internal/xml-stream.js';
import type { XmlTag } from './internal/xml-tag.js';

/** All vehicles of one time step of an FCD file, as columns of which the first `count` are meant; valid during the call. */
export interface FcdStep {
  /** s */
  readonly time: number;
  /** Line of the step in the file, from 1. */
  readonly line: number;
  readonly count: number;
  /** Numbers of the vehicles, names in `vehicles` of the reader. */
  readonly ids: Int32Array;
  /** Numbers of the lanes, names in `lanes`; -1 where the file has none. */
  readonly lanes: Int32Array;
  /** Lane positions, m; NaN where the file has none, as in all columns below. */
  readonly positions: Float64Array;
  /** m, or degrees of longitude and latitude with SUMO's `--fcd-output.geo`. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** m/s */
  readonly speeds: Float64Array;
}

const right = 'a whole FCD file of SUMO, plain or gzipped';

class StepColumns {
  time = Number.NEGATIVE_INFINITY;
  line = 0;
  count = 0;
  ids = new Int32Array(256);
  lanes = new Int32Array(256);
  positions = new Float64Array(256);
  x = new Float64Array(256);
  y = new Float64Array(256);
  speeds = new Float64Array(256);

  widen(): void {
    const size = 2 * this.ids.length;
    for (const name of ['ids', 'lanes'] as const) {
      const wider = new Int32Array(size);
      wider.set(this[name]);
      this[name] = wider;
    }
    for (const name of ['positions', 'x', 'y', 'speeds'] as const) {
      const wider = new Float64Array(size);
      wider.set(this[name]);
      this[name] = wider;
    }
  }
}

/** Reads an FCD file of SUMO step by step. */
export class FcdStream {
  readonly path: string;
  /** Names of vehicles. A number may be released when its vehicle is gone, and is then given to another. */
  readonly vehicles = new StringInterner();
  /** Names of lanes. */
  readonly lanes = new StringInterner();

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Hands over each time step when it is whole; in constant memory. Persons and containers are left out.
   * @param take gets the columns, which are used again for the next step
   * @throws InputError when the file cannot be opened, is no FCD file, or its times run backwards, with line and column
   * @throws XmlFault when it breaks off or is malformed: the steps before are handed over
   */
  async read(take: (step: FcdStep) => void, options: ReadingOptions = {}): Promise<void> {
    const step = new StepColumns();
    let begun = false;
    await streamXml(
      this.path,
      right,
      {
        open: (tag) => {
          if (tag.is('vehicle')) this.#vehicle(tag, step);
          else if (tag.is('timestep')) {
            this.#begin(tag, step);
            if (tag.selfClosing) take(step);
          } else if (!begun && !tag.is('fcd-export'))
            throw this.#fault(
              tag,
              `begins with <${tag.name}>`,
              'an FCD file of SUMO begins with <fcd-export>',
            );
          begun = true;
        },
        close: (name) => {
          if (name === 'timestep') take(step);
        },
      },
      options,
    );
  }

  #fault(tag: XmlTag, what: string, correct: string): InputError {
    return new InputError(`${this.path}:${tag.line}:${tag.column}`, what, correct);
  }

  #begin(tag: XmlTag, step: StepColumns): void {
    const time = sumoTime(tag.attribute('time') ?? '');
    if (!Number.isFinite(time))
      throw this.#fault(
        tag,
        `has the time ${JSON.stringify(tag.attribute('time') ?? '')}`,
        'seconds or hh:mm:ss',
      );
    if (time <= step.time)
      throw this.#fault(tag, `goes from ${step.time} s back to ${time} s`, 'time steps whose times rise');
    step.time = time;
    step.line = tag.line;
    step.count = 0;
  }

  #vehicle(tag: XmlTag, step: StepColumns): void {
    if (step.count === step.ids.length) step.widen();
    const i = step.count++;
    step.ids[i] = -1;
    step.lanes[i] = -1;
    step.positions[i] = Number.NaN;
    step.x[i] = Number.NaN;
    step.y[i] = Number.NaN;
    step.speeds[i] = Number.NaN;
    const { bytes, places } = tag;
    for (let k = 0; k < tag.count; k++) {
      const start = places[4 * k];
      const length = places[4 * k + 1] - start;
      const first = bytes[start];
      if (length === 1) {
        if (first === 120) step.x[i] = tag.number(k);
        else if (first === 121) step.y[i] = tag.number(k);
      } else if (length === 2) {
        if (tag.named(k, 'id')) step.ids[i] = this.#intern(this.vehicles, tag, k);
      } else if (length === 3) {
        if (tag.named(k, 'pos')) step.positions[i] = tag.number(k);
      } else if (length === 4) {
        if (tag.named(k, 'lane')) step.lanes[i] = this.#intern(this.lanes, tag, k);
      } else if (length === 5 && tag.named(k, 'speed')) step.speeds[i] = tag.number(k);
    }
    if (step.ids[i] < 0) throw this.#fault(tag, 'a <vehicle> without an id', 'every <vehicle> has an id');
  }

  #intern(names: StringInterner, tag: XmlTag, k: number): number {
    if (tag.escaped[k] === 1 || tag.encoding !== 'utf8') return names.intern(tag.text(k));
    const start = tag.places[4 * k + 2];
    return names.internBytes(tag.bytes, start, tag.places[4 * k + 3] - start);
  }
}
