import { InputError } from '../../input/index.js';
import { domainOf } from '../domain-class.js';
import { CommandRefused } from '../errors.js';
import { double, text, textList } from '../internal/codec.js';
import { getter, setter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

const flowSetter = setter(
  0x18,
  (
    buffer,
    begin: number,
    end: number,
    vehsPerHour: number,
    speed: number,
    typeID: string,
    routeID: string,
    departLane: string,
    departSpeed: string,
  ) => {
    buffer.compound(8);
    buffer.double(begin);
    buffer.double(end);
    buffer.double(vehsPerHour);
    buffer.double(speed);
    buffer.string(typeID);
    buffer.string(routeID);
    buffer.string(departLane);
    buffer.string(departSpeed);
  },
);

/** The domain `calibrator` as data. */
export const calibratorSpec = {
  name: 'calibrator',
  get: 0x27,
  members: {
    ...objectList,
    /** The edge the calibrator is on. */
    getEdgeID: getter(0x50, text),
    /** The lane the calibrator is on, where it holds for one only. */
    getLaneID: getter(0x51, text),
    /** Vehicles per hour in the current interval. */
    getVehsPerHour: getter(0x13, double),
    /** Target speed in m/s of the current interval. */
    getSpeed: getter(0x40, double),
    /** The type of the vehicles inserted in the current interval. */
    getTypeID: getter(0x4f, text),
    /** Begin of the current interval in seconds. */
    getBegin: getter(0x1c, double),
    /** End of the current interval in seconds. */
    getEnd: getter(0x1d, double),
    /** The route of the current interval. */
    getRouteID: getter(0x53, text),
    /** The route probe the routes come from. */
    getRouteProbeID: getter(0x17, text),
    /** The types the calibrator holds for; empty for all. */
    getVTypes: getter(0x1e, textList),
    /** Vehicles that passed in the current interval. */
    getPassed: getter(0x14, double),
    /** Vehicles inserted in the current interval. */
    getInserted: getter(0x15, double),
    /** Vehicles removed in the current interval. */
    getRemoved: getter(0x16, double),
    ...parameters,
  },
};

interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** Calibrators. */
export class CalibratorDomain extends domainOf(calibratorSpec) {
  /** The intervals of each calibrator, as far as known. */
  readonly #intervals = new Map<string, Interval[]>();
  #epoch = 0;

  /**
   * Adds an interval behind the others of a calibrator, or changes one that has the same begin and end. The first time, the
   * calibrator's present interval is asked before.
   *
   * SUMO dies of an interval that is not behind all others. Those set by this client and the present one are known here; of
   * others that a file gives the calibrator for later, SUMO tells nothing.
   * @param begin s, like `end`
   * @param speed m/s
   * @throws (rejects) InputError for an interval that SUMO would not survive; CommandRefused
   */
  async setFlow(
    calibratorID: string,
    begin: number,
    end: number,
    vehsPerHour: number,
    speed: number,
    typeID: string,
    routeID: string,
    departLane = 'first',
    departSpeed = 'max',
  ): Promise<void> {
    const label = 'calibrator.setFlow';
    if (!(end > begin))
      throw new InputError(label, `an interval from ${begin} to ${end} s`, 'an end after its begin');
    const intervals = await this.#intervalsOf(calibratorID);
    const same = intervals.some((interval) => interval.begin === begin && interval.end === end);
    const last = Math.max(...intervals.map((interval) => interval.end));
    if (!same && begin < last) {
      throw new InputError(
        label,
        `an interval from ${begin} to ${end} s, where ${calibratorID} has one until ${last} s`,
        `a begin of at least ${last} s, or the very begin and end of an interval that is there`,
      );
    }
    await this.put(
      flowSetter,
      label,
      calibratorID,
      begin,
      end,
      vehsPerHour,
      speed,
      typeID,
      routeID,
      departLane,
      departSpeed,
    );
    if (!same) intervals.push({ begin, end });
  }

  async #intervalsOf(calibratorID: string): Promise<Interval[]> {
    if (this.#epoch !== this.epoch) this.#intervals.clear();
    this.#epoch = this.epoch;
    const known = this.#intervals.get(calibratorID);
    if (known !== undefined) return known;
    const [begin, end] = await Promise.all([this.getBegin(calibratorID), this.getEnd(calibratorID)]).catch(
      (error: unknown) => {
        // There is no interval at present.
        if (error instanceof CommandRefused) return [0, 0];
        throw error;
      },
    );
    const intervals = this.#intervals.get(calibratorID) ?? [];
    if (end > begin) intervals.push({ begin, end });
    this.#intervals.set(calibratorID, intervals);
    return intervals;
  }
}
