import { domainOf } from '../domain-class.js';
import { boolean, double, position2D, shape, text } from '../internal/codec.js';
import { doubleSetter, getter, getterWith, setter, textSetter } from '../internal/member.js';
import { objectList, parameters } from './common.js';

/** The domain `gui` as data. Views have ids such as `View #0`. */
export const guiSpec = {
  name: 'gui',
  get: 0xac,
  members: {
    ...objectList,
    /** The zoom level in %. */
    getZoom: getter(0xa0, double),
    /** The x, y in the middle of the view in metres. */
    getOffset: getter(0xa1, position2D),
    /** The name of the coloring scheme. */
    getSchema: getter(0xa2, text),
    /** The angle in degrees. */
    getAngle: getter(0x43, double),
    /** The visible part of the network: lower left and upper right corner in metres. */
    getBoundary: getter(0xa3, shape),
    /** Whether there is such a view. */
    hasView: getter(0xa7, boolean),
    /** The vehicle or person the view follows, or `''`. */
    getTrackedVehicle: getter(0xa6, text),
    /** Whether an object is selected; its domain is `vehicle` by default. */
    isSelected: getterWith(0xa4, boolean, (buffer, objectType: string = 'vehicle') =>
      buffer.string(objectType),
    ),

    /** Sets the zoom level in %. */
    setZoom: doubleSetter(0xa0),
    /** Moves the middle of the view to x, y in metres. */
    setOffset: setter(0xa1, (buffer, x: number, y: number) => buffer.position2D(x, y)),
    /** Sets the coloring scheme. */
    setSchema: textSetter(0xa2),
    /** Sets the angle in degrees. */
    setAngle: doubleSetter(0x43),
    /** Sets the visible part of the network in metres. */
    setBoundary: setter(0xa3, (buffer, xmin: number, ymin: number, xmax: number, ymax: number) =>
      buffer.polygon([
        [xmin, ymin],
        [xmax, ymax],
      ]),
    ),
    /** Opens a view. */
    addView: setter(0x80, (buffer, schema: string = '', in3D: boolean = false) => {
      buffer.compound(2);
      buffer.string(schema);
      buffer.int(in3D ? 1 : 0);
    }),
    /** Closes a view. */
    removeView: setter(0x81, () => {}),
    /** Writes a picture of the view to a file with the next step; sizes in pixels, -1 for the view's. */
    screenshot: setter(0xa5, (buffer, fileName: string, width: number = -1, height: number = -1) => {
      buffer.compound(3);
      buffer.string(fileName);
      buffer.int(width);
      buffer.int(height);
    }),
    /** Lets the view follow a vehicle or person; `''` ends it. */
    trackVehicle: textSetter(0xa6),
    /** Selects an object, or no longer; its domain is `vehicle` by default. */
    toggleSelection: setter(0xa4, (buffer, objectType: string = 'vehicle') => buffer.string(objectType)),
    ...parameters,
  },
};

/** The views of sumo-gui; sumo without a window does not implement them. */
export class GuiDomain extends domainOf(guiSpec) {
  /** Lets a view follow a vehicle or person. */
  track(objectID: string, viewID = 'View #0'): Promise<void> {
    return this.trackVehicle(viewID, objectID);
  }
}
