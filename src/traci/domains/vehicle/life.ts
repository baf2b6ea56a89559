import { RemoveReason } from '../../constants.js';
import type { Color } from '../../internal/codec.js';
import { integer, text, textList } from '../../internal/codec.js';
import { getter, ofDomain, question, setter, textListSetter, textSetter } from '../../internal/member.js';
import { Unwritable, type WriteBuffer } from '../../internal/write-buffer.js';

/** The attributes of a vehicle to be added, as in SUMO's route files. */
export interface VehicleAttributes {
  readonly typeID?: string;
  readonly depart?: string | number;
  readonly departLane?: string | number;
  readonly departPos?: string | number;
  readonly departSpeed?: string | number;
  readonly arrivalLane?: string | number;
  readonly arrivalPos?: string | number;
  readonly arrivalSpeed?: string | number;
  readonly fromTaz?: string;
  readonly toTaz?: string;
  readonly line?: string;
  readonly personCapacity?: number;
  readonly personNumber?: number;
}

/** Writes a highlight, shared by vehicles and points of interest. */
export function writeHighlight(
  buffer: WriteBuffer,
  color: Color = [255, 0, 0, 255],
  size = -1,
  alphaMax = -1,
  duration = -1,
  type = 0,
): void {
  const fading = alphaMax > 0;
  if (fading !== duration > 0) {
    throw new Unwritable(
      `fades to ${alphaMax} within ${duration} s`,
      'alphaMax and duration both positive, or neither',
    );
  }
  buffer.compound(fading ? 5 : 2);
  buffer.color(color);
  buffer.double(size);
  if (fading) {
    buffer.ubyte(alphaMax);
    buffer.double(duration);
    buffer.ubyte(type);
  }
}

/** Coming, going and everything else about a vehicle. */
export const life = {
  /** The id of the vehicle's type. */
  getTypeID: getter(0x4f, text),
  /** The line the vehicle serves. */
  getLine: getter(0xbd, text),
  /** How many persons are in the vehicle. */
  getPersonNumber: getter(0x67, integer),
  /** The persons in the vehicle. */
  getPersonIDList: getter(0x1a, textList),
  /** The taxis that are empty (0), on their way to somebody (1), occupied (2), or both of these (3); -1 all. */
  getTaxiFleet: ofDomain(question(0x20, textList, (buffer, flag: number = 0) => buffer.int(flag))),

  /** Sets the type. */
  setType: textSetter(0x4f),
  /** Sets the line. */
  setLine: textSetter(0xbd),
  /**
   * Adds a vehicle on a route. With the route `''` it departs anywhere; a route of two edges that are not connected
   * is completed by the fastest way.
   */
  add: setter(0x85, (buffer, routeID: string, attributes: VehicleAttributes = {}) => {
    buffer.compound(14);
    buffer.string(routeID);
    buffer.string(attributes.typeID ?? 'DEFAULT_VEHTYPE');
    buffer.string(String(attributes.depart ?? 'now'));
    buffer.string(String(attributes.departLane ?? 'first'));
    buffer.string(String(attributes.departPos ?? 'base'));
    buffer.string(String(attributes.departSpeed ?? '0'));
    buffer.string(String(attributes.arrivalLane ?? 'current'));
    buffer.string(String(attributes.arrivalPos ?? 'max'));
    buffer.string(String(attributes.arrivalSpeed ?? 'current'));
    buffer.string(attributes.fromTaz ?? '');
    buffer.string(attributes.toTaz ?? '');
    buffer.string(attributes.line ?? '');
    buffer.int(attributes.personCapacity ?? 0);
    buffer.int(attributes.personNumber ?? 0);
  }),
  /** Removes the vehicle, for one of `RemoveReason`. */
  remove: setter(0x81, (buffer, reason: number = RemoveReason.VAPORIZED) => buffer.byte(reason)),
  /** Sends a taxi to reservations, in the order of picking up (first mention) and dropping off (second mention). */
  dispatchTaxi: textListSetter(0x21),
  /** Draws a circle around the vehicle in sumo-gui; with `alphaMax` and `duration` (s) it fades. */
  highlight: setter(
    0x6c,
    (buffer, color?: Color, size?: number, alphaMax?: number, duration?: number, type?: number) =>
      writeHighlight(buffer, color, size, alphaMax, duration, type),
  ),
};
