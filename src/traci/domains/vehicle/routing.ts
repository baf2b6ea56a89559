import { boolean, double, integer, text, textList } from '../../internal/codec.js';
import { nextTrafficLights } from '../../internal/compound-codecs.js';
import {
  getter,
  getterWith,
  integerSetter,
  question,
  setter,
  textListSetter,
  textSetter,
} from '../../internal/member.js';
import { TYPE_POSITION_2D } from '../../internal/types.js';
import type { WriteBuffer } from '../../internal/write-buffer.js';

const REQUEST_DRIVING_DISTANCE = 1;

function writeWeight(
  buffer: WriteBuffer,
  edgeID: string,
  value: number | undefined,
  begin: number | undefined,
  end: number | undefined,
): void {
  const bounded = value !== undefined && begin !== undefined && end !== undefined;
  buffer.compound(value === undefined ? 1 : bounded ? 4 : 2);
  if (bounded) {
    buffer.double(begin);
    buffer.double(end);
  }
  buffer.string(edgeID);
  if (value !== undefined) buffer.double(value);
}

/** Routes, and what routing is based on. */
export const routing = {
  /** The id of the vehicle's route. */
  getRouteID: getter(0x53, text),
  /** The index of the current edge within the route, -1 before departure. */
  getRouteIndex: getter(0x69, integer),
  /** The edges of the route. */
  getRoute: getter(0x54, textList),
  /** Whether every edge of the route leads to the next. */
  isRouteValid: getter(0x92, boolean),
  /** The edges that rerouting must keep. */
  getVia: getter(0xbe, textList),
  /** One of `RoutingMode`. */
  getRoutingMode: getter(0x89, integer),
  /** The traffic lights ahead on the route. */
  getNextTLS: getter(0x70, nextTrafficLights),
  /** The vehicle's own travel time of an edge in seconds at a time, `INVALID_DOUBLE_VALUE` where it has none. */
  getAdaptedTraveltime: getterWith(0x58, double, (buffer, time: number, edgeID: string) => {
    buffer.compound(2);
    buffer.double(time);
    buffer.string(edgeID);
  }),
  /** The vehicle's own effort of an edge at a time, `INVALID_DOUBLE_VALUE` where it has none. */
  getEffort: getterWith(0x59, double, (buffer, time: number, edgeID: string) => {
    buffer.compound(2);
    buffer.double(time);
    buffer.string(edgeID);
  }),
  /** Metres to a place on the route, `INVALID_DOUBLE_VALUE` when it is not ahead. */
  getDrivingDistance: question(
    0x83,
    double,
    (buffer, edgeID: string, position: number, laneIndex: number = 0) => {
      buffer.compound(2);
      buffer.roadPosition({ edgeID, position, laneIndex });
      buffer.rawUbyte(REQUEST_DRIVING_DISTANCE);
    },
  ),
  /** Metres along the route to the place nearest to x, y. */
  getDrivingDistance2D: question(0x83, double, (buffer, x: number, y: number) => {
    buffer.compound(2);
    buffer.position2D(x, y, TYPE_POSITION_2D);
    buffer.rawUbyte(REQUEST_DRIVING_DISTANCE);
  }),

  /** Sets the destination edge and computes the route anew. */
  changeTarget: textSetter(0x31),
  /** Follows a named route. */
  setRouteID: textSetter(0x53),
  /** Follows edges, the first of which is the one the vehicle is on. */
  setRoute: textListSetter(0x57),
  /** Sets the edges that rerouting must keep. */
  setVia: textListSetter(0xbe),
  /** Sets one of `RoutingMode`. */
  setRoutingMode: integerSetter(0x89),
  /** Sets the vehicle's own travel time of an edge in seconds, for ever or from `begin` to `end`; without `time` forgets it. */
  setAdaptedTraveltime: setter(0x58, (buffer, edgeID: string, time?: number, begin?: number, end?: number) =>
    writeWeight(buffer, edgeID, time, begin, end),
  ),
  /** Sets the vehicle's own effort of an edge, for ever or from `begin` to `end`; without `effort` forgets it. */
  setEffort: setter(0x59, (buffer, edgeID: string, effort?: number, begin?: number, end?: number) =>
    writeWeight(buffer, edgeID, effort, begin, end),
  ),
  /** Computes the route anew by effort. */
  rerouteEffort: setter(0x91, (buffer) => buffer.compound(0)),
};

/** Computes the route anew by travel time; `vehicle.rerouteTraveltime` wraps it. */
export const rerouteByTravelTime = setter(0x90, (buffer) => buffer.compound(0));
