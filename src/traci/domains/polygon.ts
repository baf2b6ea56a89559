import { domainOf } from '../domain-class.js';
import { boolean, type Color, color, double, type Position2D, shape, text } from '../internal/codec.js';
import { doubleSetter, getter, setter, textSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** A polygon to be added. */
export interface PolygonAttributes {
  readonly fill?: boolean;
  readonly polygonType?: string;
  /** The layer it is drawn on. */
  readonly layer?: number;
  /** Metres. */
  readonly lineWidth?: number;
}

/** The domain `polygon` as data. */
export const polygonSpec = {
  name: 'polygon',
  get: 0xa8,
  members: {
    ...objectList,
    /** The type, any text. */
    getType: getter(0x4f, text),
    /** The corners in metres. */
    getShape: getter(0x4e, shape),
    /** The color. */
    getColor: getter(0x45, color),
    /** Whether the inside is filled. */
    getFilled: getter(0x55, boolean),
    /** Width of the line in metres. */
    getLineWidth: getter(0x4d, double),

    /** Sets the type. */
    setType: textSetter(0x4f),
    /** Sets the corners in metres. */
    setShape: setter(0x4e, (buffer, corners: readonly Position2D[]) => buffer.polygon(corners)),
    /** Sets the color. */
    setColor: setter(0x45, (buffer, value: Color) => buffer.color(value)),
    /** Sets whether the inside is filled. */
    setFilled: setter(0x55, (buffer, filled: boolean) => buffer.int(filled ? 1 : 0)),
    /** Sets the width of the line in metres. */
    setLineWidth: doubleSetter(0x4d),
    /** Adds a polygon with corners in metres. */
    add: setter(
      0x80,
      (buffer, corners: readonly Position2D[], value: Color, attributes: PolygonAttributes = {}) => {
        buffer.compound(6);
        buffer.string(attributes.polygonType ?? '');
        buffer.color(value);
        buffer.ubyte(attributes.fill === true ? 1 : 0);
        buffer.int(attributes.layer ?? 0);
        buffer.polygon(corners);
        buffer.double(attributes.lineWidth ?? 1);
      },
    ),
    /** Lets the polygon follow an object, or fade: times in seconds and opacities from 0 to 255 go together. */
    addDynamics: setter(
      0x5c,
      (
        buffer,
        trackedObjectID: string = '',
        timeSpan: readonly number[] = [],
        alphaSpan: readonly number[] = [],
        looped: boolean = false,
        rotate: boolean = true,
      ) => {
        buffer.compound(5);
        buffer.string(trackedObjectID);
        buffer.doubleList(timeSpan);
        buffer.doubleList(alphaSpan);
        buffer.ubyte(looped ? 1 : 0);
        buffer.ubyte(rotate ? 1 : 0);
      },
    ),
    /** Removes the polygon from a layer. */
    remove: setter(0x81, (buffer, layer: number = 0) => buffer.int(layer)),
    ...parameters,
  },
};

/** Polygons. */
export class PolygonDomain extends domainOf(polygonSpec) {}
