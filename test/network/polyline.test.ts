import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { footOnPolyline, pointAlong, polylineLength } from '../../src/network/index.js';

const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const polyline = fc
  .array(coordinate, { minLength: 4, maxLength: 20 })
  .map((values) => Float64Array.from(values.slice(0, values.length - (values.length % 2))));

describe('polylines', () => {
  const corner = Float64Array.of(0, 0, 3, 4, 3, 14);

  it('measures and walks along', () => {
    expect(polylineLength(corner)).toBe(15);
    expect(pointAlong(corner, 0)).toEqual({ x: 0, y: 0 });
    expect(pointAlong(corner, 5)).toEqual({ x: 3, y: 4 });
    expect(pointAlong(corner, 9)).toEqual({ x: 3, y: 8 });
    expect(pointAlong(corner, -2)).toEqual({ x: 0, y: 0 });
    expect(pointAlong(corner, 99)).toEqual({ x: 3, y: 14 });
  });

  it('finds the foot of a point, the first of equally near ones', () => {
    expect(footOnPolyline(corner, 6, 9)).toEqual({ x: 3, y: 9, along: 10, distance: 3 });
    expect(footOnPolyline(corner, 3, 20)).toEqual({ x: 3, y: 14, along: 15, distance: 6 });
    expect(footOnPolyline(Float64Array.of(0, 0, 2, 0, 2, 2, 0, 2), 0, 1)).toMatchObject({
      along: 0,
      distance: 1,
    });
  });

  it('comes back to a point that lies on it, and no sampled point is nearer than the foot', () => {
    fc.assert(
      fc.property(
        polyline,
        fc.double({ min: 0, max: 1, noNaN: true }),
        coordinate,
        coordinate,
        (line, share, x, y) => {
          const on = pointAlong(line, share * polylineLength(line));
          expect(footOnPolyline(line, on.x, on.y).distance).toBeLessThan(1e-6);
          const foot = footOnPolyline(line, x, y);
          expect(Math.hypot(x - foot.x, y - foot.y)).toBeCloseTo(foot.distance, 6);
          expect(foot.distance).toBeLessThanOrEqual(Math.hypot(x - on.x, y - on.y) + 1e-6);
          const walked = pointAlong(line, foot.along);
          expect(Math.hypot(walked.x - foot.x, walked.y - foot.y)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});
