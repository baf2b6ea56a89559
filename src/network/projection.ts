import { createRequire } from 'node:module';
import type proj4 from 'proj4';
import { InputError } from '../input/index.js';

const load = createRequire(import.meta.url);

/** Between the network's metres and geographic coordinates (WGS 84). */
export interface Projection {
  /** The proj4 definition, as the network's `projParameter` gives it. */
  readonly definition: string;
  /** (longitude, latitude) in degrees of a point of the network in metres. */
  toLonLat(x: number, y: number): [number, number];
  /** (x, y) in metres of the network of a longitude and latitude in degrees. */
  fromLonLat(longitude: number, latitude: number): [number, number];
}

/**
 * The projection of a network from its `<location projParameter netOffset>`.
 * @param netOffset what netconvert added to the projected coordinates, m
 * @param where the place of the definition, for messages
 * @returns `undefined` for a network that is not geo-referenced (`projParameter="!"`, or `-`, which loses the origin)
 * @throws InputError for a definition proj4 does not understand
 */
export function projectionOf(
  projParameter: string,
  netOffset: readonly [number, number],
  where: string,
): Projection | undefined {
  if (['!', '-', '.', ''].includes(projParameter)) return undefined;
  let converter: proj4.Converter;
  try {
    // Most networks have no such coordinates, and the library is large.
    const project = load('proj4') as typeof proj4;
    converter = project('WGS84', projParameter);
  } catch (error) {
    throw new InputError(
      where,
      `projParameter ${JSON.stringify(projParameter)} is not understood`,
      'a proj4 definition such as "+proj=utm +zone=50 +datum=WGS84"',
      { cause: error },
    );
  }
  const [offsetX, offsetY] = netOffset;
  return {
    definition: projParameter,
    toLonLat: (x, y) => {
      const [longitude, latitude] = converter.inverse([x - offsetX, y - offsetY]);
      return [longitude, latitude];
    },
    fromLonLat: (longitude, latitude) => {
      const [x, y] = converter.forward([longitude, latitude]);
      return [x + offsetX, y + offsetY];
    },
  };
}
