/** Red, green, blue, each from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What is seen at a point of a sign's plate (u to the right, v up, the plate within [-1, 1]); undefined beside the plate. */
type Painter = (u: number, v: number) => Colour | undefined;

/** Something that can be put into a picture. */
export interface SignSubject {
  readonly name: string;
  readonly paint: Painter;
}

const red: Colour = [0.78, 0.08, 0.12];
const white: Colour = [0.95, 0.95, 0.95];
const blue: Colour = [0.05, 0.25, 0.65];
const yellow: Colour = [0.95, 0.75, 0.05];
const black: Colour = [0.06, 0.06, 0.06];

const inDisc = (u: number, v: number, radius: number): boolean => u * u + v * v <= radius * radius;
const inBox = (u: number, v: number, halfWidth: number, halfHeight: number): boolean =>
  Math.abs(u) <= halfWidth && Math.abs(v) <= halfHeight;
const inOctagon = (u: number, v: number): boolean =>
  inBox(u, v, 0.95, 0.95) && Math.abs(u) + Math.abs(v) <= 1.34;
/** An equilateral triangle around the origin with a corner above; `size` 1 fills the plate. */
const inTriangle = (u: number, v: number, size: number): boolean =>
  v >= -0.55 * size && Math.abs(u) * 1.732 + v <= 1.1 * size;
const inArrowUp = (u: number, v: number): boolean =>
  inBox(u, v + 0.25, 0.14, 0.4) || (v >= 0.05 && Math.abs(u) <= 0.65 - v);

const ring =
  (inside: Painter): Painter =>
  (u, v) =>
    inDisc(u, v, 1) ? (inDisc(u, v, 0.72) ? (inside(u, v) ?? white) : red) : undefined;
const blueDisc =
  (inside: Painter): Painter =>
  (u, v) =>
    inDisc(u, v, 1) ? (inside(u, v) ?? blue) : undefined;
const blueSquare =
  (inside: Painter): Painter =>
  (u, v) =>
    inBox(u, v, 0.88, 0.88) ? (inside(u, v) ?? blue) : undefined;
const triangle =
  (inside: Painter): Painter =>
  (u, v) =>
    inTriangle(u, v, 1) ? (inTriangle(u, v, 0.6) ? (inside(u, v) ?? white) : red) : undefined;
const plain: Painter = () => undefined;

/** The signs of a place, which a model meets only when it is fine-tuned. */
export const localSigns: readonly SignSubject[] = [
  {
    name: 'stop',
    paint: (u, v) => (inOctagon(u, v) ? (inBox(u, v, 0.66, 0.2) ? white : red) : undefined),
  },
  {
    name: 'no entry',
    paint: (u, v) => (inDisc(u, v, 1) ? (inBox(u, v, 0.7, 0.22) ? white : red) : undefined),
  },
  { name: 'give way', paint: (u, v) => triangle(plain)(u, -v) },
  {
    name: 'priority road',
    paint: (u, v) => {
      const way = Math.abs(u) + Math.abs(v);
      return way > 1.05 ? undefined : way > 0.78 ? white : yellow;
    },
  },
  {
    name: 'speed limit',
    paint: ring((u, v) =>
      inBox(u + 0.26, v, 0.13, 0.38) || inBox(u - 0.26, v, 0.13, 0.38) ? black : undefined,
    ),
  },
  {
    name: 'no overtaking',
    paint: ring((u, v) => (inDisc(u + 0.3, v, 0.26) ? red : inDisc(u - 0.3, v, 0.26) ? black : undefined)),
  },
  { name: 'ahead only', paint: blueDisc((u, v) => (inArrowUp(u, v) ? white : undefined)) },
  { name: 'turn right', paint: blueDisc((u, v) => (inArrowUp(-v, u) ? white : undefined)) },
  {
    name: 'parking',
    paint: blueSquare((u, v) => {
      const bowl = inDisc(u - 0.05, v - 0.25, 0.42) && !inDisc(u - 0.05, v - 0.25, 0.16) && u > -0.3;
      return bowl || inBox(u + 0.27, v, 0.13, 0.65) ? white : undefined;
    }),
  },
  {
    name: 'danger',
    paint: triangle((u, v) =>
      inBox(u, v - 0.14, 0.11, 0.28) || inDisc(u, v + 0.27, 0.1) ? black : undefined,
    ),
  },
];

/** Blank plates, from which a model learns what signs look like before it meets those of a place. */
export const blankSigns: readonly SignSubject[] = [
  { name: 'blank ring', paint: ring(plain) },
  { name: 'blank triangle', paint: triangle(plain) },
  { name: 'blank blue disc', paint: blueDisc(plain) },
  { name: 'blank blue square', paint: blueSquare(plain) },
];
