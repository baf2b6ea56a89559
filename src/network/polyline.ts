/** A polyline as `x0, y0, x1, y1, ...` in metres, at least two points. */
export type Polyline = Float64Array;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a point falls on a polyline. */
export interface PolylineFoot extends Point {
  /** Distance from the beginning of the polyline along it, m. */
  readonly along: number;
  /** Straight distance from the point to its foot, m. */
  readonly distance: number;
}

/** Length of a polyline, m. */
export function polylineLength(line: Polyline): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2)
    length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return length;
}

/** The point `along` metres from the beginning; beyond either end, the end itself. */
export function pointAlong(line: Polyline, along: number): Point {
  let left = along;
  for (let i = 2; i < line.length; i += 2) {
    const [dx, dy] = [line[i] - line[i - 2], line[i + 1] - line[i - 1]];
    const length = Math.hypot(dx, dy);
    if (left <= length && length > 0) {
      const t = Math.max(0, left / length);
      return { x: line[i - 2] + t * dx, y: line[i - 1] + t * dy };
    }
    left -= length;
  }
  return { x: line[line.length - 2], y: line[line.length - 1] };
}

/** The nearest point of one segment (number `segment`, from 0) to (x, y), its distance squared and the fraction of the segment before it. */
export function footOnSegment(
  line: Polyline,
  segment: number,
  x: number,
  y: number,
): { readonly fraction: number; readonly squared: number } {
  const i = 2 * segment;
  const [dx, dy] = [line[i + 2] - line[i], line[i + 3] - line[i + 1]];
  const squaredLength = dx * dx + dy * dy;
  const raw = squaredLength === 0 ? 0 : ((x - line[i]) * dx + (y - line[i + 1]) * dy) / squaredLength;
  const fraction = raw < 0 ? 0 : raw > 1 ? 1 : raw;
  const [ex, ey] = [x - line[i] - fraction * dx, y - line[i + 1] - fraction * dy];
  return { fraction, squared: ex * ex + ey * ey };
}

/** The point of a polyline that is nearest to (x, y); of equally near ones the first. */
export function footOnPolyline(line: Polyline, x: number, y: number): PolylineFoot {
  let best = { squared: Number.POSITIVE_INFINITY, along: 0, segment: 0, fraction: 0 };
  let before = 0;
  for (let segment = 0; 2 * segment + 2 < line.length; segment++) {
    const i = 2 * segment;
    const length = Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]);
    const { fraction, squared } = footOnSegment(line, segment, x, y);
    if (squared < best.squared) best = { squared, along: before + fraction * length, segment, fraction };
    before += length;
  }
  const i = 2 * best.segment;
  return {
    x: line[i] + best.fraction * (line[i + 2] - line[i]),
    y: line[i + 1] + best.fraction * (line[i + 3] - line[i + 1]),
    along: best.along,
    distance: Math.sqrt(best.squared),
  };
}
