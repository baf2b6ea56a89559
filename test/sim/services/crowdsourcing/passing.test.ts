import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atEndOfRoute, type Progress, passedAfter } from '../../../../sim/services/crowdsourcing/passing.js';

const lengths = [100, 50, 200];
const at = (routeIndex: number, position: number, driven: number): Progress => ({
  routeIndex,
  position,
  driven,
});

describe('passedAfter', () => {
  it('interpolates on one link', () => {
    expect(passedAfter(at(0, 20, 20), at(0, 30, 30), { routeIndex: 0, offset: 22 }, lengths)).toBeCloseTo(
      0.2,
    );
  });

  it('counts the inside of the junction that was driven: measured back on the link after it', () => {
    // 5 m to the end, 8 m of junction, 7 m on the next link: the place 2 m in was passed 5 m before the end of the step.
    expect(passedAfter(at(0, 95, 95), at(1, 7, 115), { routeIndex: 1, offset: 2 }, lengths)).toBeCloseTo(
      0.75,
    );
  });

  it('measures on from the beginning of the step on a link that was left in it', () => {
    expect(passedAfter(at(0, 95, 95), at(1, 7, 115), { routeIndex: 0, offset: 97 }, lengths)).toBeCloseTo(
      0.1,
    );
  });

  it('sees a place on a link that was crossed within one step', () => {
    expect(passedAfter(at(0, 90, 90), at(2, 10, 160), { routeIndex: 1, offset: 25 }, lengths)).toBeCloseTo(
      0.5,
    );
  });

  it('says nothing of places behind, ahead, or not yet reached', () => {
    expect(
      passedAfter(at(1, 10, 110), at(1, 20, 120), { routeIndex: 0, offset: 50 }, lengths),
    ).toBeUndefined();
    expect(
      passedAfter(at(1, 10, 110), at(1, 20, 120), { routeIndex: 1, offset: 5 }, lengths),
    ).toBeUndefined();
    expect(
      passedAfter(at(1, 10, 110), at(1, 20, 120), { routeIndex: 1, offset: 25 }, lengths),
    ).toBeUndefined();
    expect(
      passedAfter(at(1, 10, 110), at(1, 20, 120), { routeIndex: 2, offset: 5 }, lengths),
    ).toBeUndefined();
  });

  it('lets every place of a route be passed exactly once, whatever the steps are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 2 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (steps, routeIndex, part) => {
          const place = { routeIndex, offset: lengths[routeIndex] * part };
          const positionAt = (metre: number): Progress => {
            let rest = metre;
            for (let n = 0; n < lengths.length; n++) {
              if (rest <= lengths[n] || n === lengths.length - 1)
                return at(n, Math.min(rest, lengths[n]), metre);
              rest -= lengths[n];
            }
            return at(2, lengths[2], metre);
          };
          let metre = 0;
          let passed = 0;
          const total = lengths.reduce((a, b) => a + b);
          for (const step of steps) {
            const next = Math.min(total, metre + step);
            const share = passedAfter(positionAt(metre), positionAt(next), place, lengths);
            if (share !== undefined) {
              passed++;
              const before = lengths.slice(0, routeIndex).reduce((a, b) => a + b, 0);
              expect(metre + share * (next - metre)).toBeCloseTo(before + place.offset, 6);
            }
            metre = next;
          }
          const reached = metre > lengths.slice(0, routeIndex).reduce((a, b) => a + b, 0) + place.offset;
          expect(passed).toBe(reached ? 1 : 0);
        },
      ),
    );
  });
});

describe('atEndOfRoute', () => {
  it('drives the rest of the route', () => {
    expect(atEndOfRoute(at(1, 20, 130), lengths)).toEqual({ routeIndex: 2, position: 200, driven: 360 });
  });
});
