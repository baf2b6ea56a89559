import { describe, expect, it } from 'vitest';
import { MovementWatch } from '../../../../sim/services/twin/movement-watch.js';
import { fleetOn, watchedAt } from './synthetic-traffic.js';

const fleet = fleetOn([3, 4]);
const all = (): boolean => true;

describe('what is remembered of movement', () => {
  it('is the last minute, second by second, with the place on the route', () => {
    const watch = new MovementWatch();
    for (let time = 100; time < 400; time++) {
      const rows = watch.look(time, watchedAt([{ vehicle: 2, x: time, y: -time, position: 7 }]), fleet, all);
      expect(rows).toEqual([0]);
      const observed = watch.observed(2);
      const known = Math.min(60, time - 99);
      expect(observed?.past).toEqual(
        Float64Array.from(
          { length: 2 * known },
          (_, i) => (i % 2 === 0 ? 1 : -1) * (time - known + 1 + (i >> 1)),
        ),
      );
      expect(observed?.time).toBe(time);
      expect(observed?.place).toMatchObject({ routeIndex: 0, position: 7, time });
      expect(Array.from(observed?.place?.route ?? [])).toEqual([3, 4]);
    }
  });

  it('takes whole seconds of shorter traffic steps, and only vehicles that concern it', () => {
    const watch = new MovementWatch();
    for (let step = 1; step <= 40; step++) {
      const sights = [0, 1].map((vehicle) => ({ vehicle, x: step, y: 0 }));
      const rows = watch.look(0.1 * step, watchedAt(sights), fleet, (vehicle) => vehicle === 1);
      expect(rows).toEqual(step % 10 === 0 ? [1] : []);
    }
    expect(watch.observed(0)).toBeUndefined();
    expect(watch.observed(1)?.past).toEqual(Float64Array.of(10, 0, 20, 0, 30, 0, 40, 0));
  });

  it('begins anew after a gap, and forgets who has left', () => {
    const watch = new MovementWatch();
    const at = (time: number, x: number): void => {
      watch.look(time, watchedAt([{ vehicle: 0, x, y: 0 }]), fleet, all);
    };
    at(1, 10);
    at(2, 20);
    at(4, 40);
    expect(watch.observed(0)?.past).toEqual(Float64Array.of(40, 0));
    watch.look(5, watchedAt([], [0]), fleet, all);
    expect(watch.observed(0)).toBeUndefined();
  });
});
