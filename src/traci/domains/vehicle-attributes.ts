import type { Color } from '../internal/codec.js';
import { color, double, integer, text } from '../internal/codec.js';
import { doubleSetter, getter, setter, textSetter } from '../internal/member.js';
import { Unwritable } from '../internal/write-buffer.js';

/** What vehicle types, vehicles and persons have in common. */
export const vehicleAttributes = {
  /** Length in metres. */
  getLength: getter(0x44, double),
  /** Highest speed in m/s. */
  getMaxSpeed: getter(0x41, double),
  /** Seconds between decisions. */
  getActionStepLength: getter(0x7d, double),
  /** Factor on speed limits. */
  getSpeedFactor: getter(0x5e, double),
  /** Deviation of the speed factor. */
  getSpeedDeviation: getter(0x5f, double),
  /** Highest acceleration in m/s². */
  getAccel: getter(0x46, double),
  /** Highest comfortable deceleration in m/s². */
  getDecel: getter(0x47, double),
  /** Highest possible deceleration in m/s². */
  getEmergencyDecel: getter(0x7b, double),
  /** The deceleration in m/s² that followers expect. */
  getApparentDecel: getter(0x7c, double),
  /** The driver's imperfection, from 0 to 1. */
  getImperfection: getter(0x5d, double),
  /** The driver's desired headway in seconds. */
  getTau: getter(0x48, double),
  /** The vehicle class, such as `passenger`. */
  getVehicleClass: getter(0x49, text),
  /** The emission class. */
  getEmissionClass: getter(0x4a, text),
  /** How the vehicle is drawn. */
  getShapeClass: getter(0x4b, text),
  /** The gap to a standing leader in metres. */
  getMinGap: getter(0x4c, double),
  /** Width in metres. */
  getWidth: getter(0x4d, double),
  /** Height in metres. */
  getHeight: getter(0xbc, double),
  /** The color. */
  getColor: getter(0x45, color),
  /** The desired gap to the side at 50 km/h in metres. */
  getMinGapLat: getter(0xbb, double),
  /** The highest speed to the side in m/s. */
  getMaxSpeedLat: getter(0xba, double),
  /** Where in the lane the vehicle likes to drive. */
  getLateralAlignment: getter(0xb9, text),
  /** How many persons find room. */
  getPersonCapacity: getter(0x38, integer),

  /** Sets the length in metres. */
  setLength: doubleSetter(0x44),
  /** Sets the highest speed in m/s. */
  setMaxSpeed: doubleSetter(0x41),
  /** Sets the vehicle class. */
  setVehicleClass: textSetter(0x49),
  /** Sets the factor on speed limits. */
  setSpeedFactor: doubleSetter(0x5e),
  /** Sets the emission class. */
  setEmissionClass: textSetter(0x4a),
  /** Sets how the vehicle is drawn. */
  setShapeClass: textSetter(0x4b),
  /** Sets the width in metres. */
  setWidth: doubleSetter(0x4d),
  /** Sets the height in metres. */
  setHeight: doubleSetter(0xbc),
  /** Sets the gap to a standing leader in metres. */
  setMinGap: doubleSetter(0x4c),
  /** Sets the highest acceleration in m/s². */
  setAccel: doubleSetter(0x46),
  /** Sets the highest comfortable deceleration in m/s². */
  setDecel: doubleSetter(0x47),
  /** Sets the highest possible deceleration in m/s². */
  setEmergencyDecel: doubleSetter(0x7b),
  /** Sets the deceleration in m/s² that followers expect. */
  setApparentDecel: doubleSetter(0x7c),
  /** Sets the driver's imperfection, from 0 to 1. */
  setImperfection: doubleSetter(0x5d),
  /** Sets the driver's desired headway in seconds. */
  setTau: doubleSetter(0x48),
  /** Sets the color. */
  setColor: setter(0x45, (buffer, value: Color) => buffer.color(value)),
  /** Sets the desired gap to the side at 50 km/h in metres. */
  setMinGapLat: doubleSetter(0xbb),
  /** Sets the highest speed to the side in m/s. */
  setMaxSpeedLat: doubleSetter(0xba),
  /** Sets where in the lane the vehicle likes to drive. */
  setLateralAlignment: textSetter(0xb9),
  /**
   * Sets the seconds between decisions.
   * @param resetActionOffset whether the next decision falls at once, instead of in step with the last one
   */
  setActionStepLength: setter(0x7d, (buffer, seconds: number, resetActionOffset: boolean = true) => {
    if (seconds < 0) throw new Unwritable(`is ${seconds}`, 'seconds of at least 0');
    buffer.double(resetActionOffset ? seconds : -seconds);
  }),
};
