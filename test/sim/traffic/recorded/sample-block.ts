import fc from 'fast-check';
import type { Happenings, VehicleBlock } from '../../../../sim/traffic/recorded/vehicle-block.js';

export const vehicles = 12;
export const routeLengths = Int32Array.of(1, 4, 9);

const happenings = (steps: number): fc.Arbitrary<Happenings> =>
  fc
    .array(fc.array(fc.nat({ max: vehicles - 1 }), { maxLength: 3 }), { minLength: steps, maxLength: steps })
    .map((perStep) => ({
      perStep: Int32Array.from(perStep, (list) => list.length),
      vehicles: Int32Array.from(perStep.flat()),
    }));

const run = (steps: number) =>
  fc
    .record({
      vehicle: fc.nat({ max: vehicles - 1 }),
      route: fc.nat({ max: routeLengths.length - 1 }),
      first: fc.nat({ max: steps - 1 }),
    })
    .chain((head) =>
      fc
        .array(
          fc.record({
            place: fc.nat({ max: 2 * routeLengths[head.route] - 1 }),
            position: fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-0, 7.25)),
            driven: fc.double({ noNaN: true }),
          }),
          { minLength: 1, maxLength: steps - head.first },
        )
        .map((rows) => ({ ...head, rows })),
    );

/** Any block that can be. */
export const anyBlock: fc.Arbitrary<VehicleBlock> = fc.integer({ min: 1, max: 9 }).chain((steps) =>
  fc
    .record({
      departures: happenings(steps),
      arrivals: happenings(steps),
      teleports: happenings(steps),
      runs: fc.array(run(steps), { maxLength: 8 }),
    })
    .map(({ runs, ...rest }) => {
      const rows = runs.flatMap((r) => r.rows);
      return {
        ...rest,
        vehicle: Int32Array.from(runs, (r) => r.vehicle),
        route: Int32Array.from(runs, (r) => r.route),
        first: Int32Array.from(runs, (r) => r.first),
        length: Int32Array.from(runs, (r) => r.rows.length),
        place: Int32Array.from(rows, (row) => row.place),
        position: Float64Array.from(rows, (row) => row.position),
        driven: Float64Array.from(rows, (row) => row.driven),
      };
    }),
);
