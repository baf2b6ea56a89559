import { domainOf } from '../domain-class.js';
import { type Color, color, double, position2D, text } from '../internal/codec.js';
import { doubleSetter, getter, setter, textSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';
import { writeHighlight } from './vehicle/life.js';

/** A point of interest to be added. */
export interface PoiAttributes {
  readonly poiType?: string;
  /** The layer it is drawn on. */
  readonly layer?: number;
  readonly imgFile?: string;
  /** Metres, of the image. */
  readonly width?: number;
  readonly height?: number;
  /** Degrees. */
  readonly angle?: number;
}

/** The domain `poi` as data. */
export const poiSpec = {
  name: 'poi',
  get: 0xa7,
  members: {
    ...objectList,
    /** The type, any text. */
    getType: getter(0x4f, text),
    /** The position in metres. */
    getPosition: getter(0x42, position2D),
    /** The color. */
    getColor: getter(0x45, color),
    /** Width of the image in metres. */
    getWidth: getter(0x4d, double),
    /** Height of the image in metres. */
    getHeight: getter(0xbc, double),
    /** The angle in degrees. */
    getAngle: getter(0x43, double),
    /** The image's file. */
    getImageFile: getter(0x93, text),

    /** Sets the type. */
    setType: textSetter(0x4f),
    /** Moves it to x, y in metres. */
    setPosition: setter(0x42, (buffer, x: number, y: number) => buffer.position2D(x, y)),
    /** Sets the color. */
    setColor: setter(0x45, (buffer, value: Color) => buffer.color(value)),
    /** Sets the width of the image in metres. */
    setWidth: doubleSetter(0x4d),
    /** Sets the height of the image in metres. */
    setHeight: doubleSetter(0xbc),
    /** Sets the angle in degrees. */
    setAngle: doubleSetter(0x43),
    /** Sets the image's file. */
    setImageFile: textSetter(0x93),
    /** Adds a point of interest at x, y in metres. */
    add: setter(0x80, (buffer, x: number, y: number, value: Color, attributes: PoiAttributes = {}) => {
      buffer.compound(8);
      buffer.string(attributes.poiType ?? '');
      buffer.color(value);
      buffer.int(attributes.layer ?? 0);
      buffer.position2D(x, y);
      buffer.string(attributes.imgFile ?? '');
      buffer.double(attributes.width ?? 1);
      buffer.double(attributes.height ?? 1);
      buffer.double(attributes.angle ?? 0);
    }),
    /** Removes the point of interest from a layer. */
    remove: setter(0x81, (buffer, layer: number = 0) => buffer.int(layer)),
    /** Draws a circle around it in sumo-gui; with `alphaMax` and `duration` (s) it fades. */
    highlight: setter(
      0x6c,
      (buffer, value?: Color, size?: number, alphaMax?: number, duration?: number, type?: number) =>
        writeHighlight(buffer, value, size, alphaMax, duration, type),
    ),
    ...parameters,
  },
};

/** Points of interest. */
export class PoiDomain extends domainOf(poiSpec) {}
