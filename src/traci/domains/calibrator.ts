import { domainOf } from '../domain-class.js';
import { double, text, textList } from '../internal/codec.js';
import { getter, setter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

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
    /**
     * Adds or changes an interval: seconds, vehicles per hour, m/s. SUMO 1.15 ends with an error when the interval
     * overlaps another one, and this client cannot know the calibrator's intervals to come.
     */
    setFlow: setter(
      0x18,
      (
        buffer,
        begin: number,
        end: number,
        vehsPerHour: number,
        speed: number,
        typeID: string,
        routeID: string,
        departLane: string = 'first',
        departSpeed: string = 'max',
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
    ),
    ...parameters,
  },
};

/** Calibrators. */
export class CalibratorDomain extends domainOf(calibratorSpec) {}
