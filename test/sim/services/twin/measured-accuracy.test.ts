import { describe, expect, it } from 'vitest';
import { MeasuredAccuracy } from '../../../../sim/services/twin/measured-accuracy.js';
import { MovementWatch } from '../../../../sim/services/twin/movement-watch.js';
import { RandomStream } from '../../../../src/random/index.js';
import type { MeasuredAccuracySettings } from '../../../../src/scenario/index.js';
import {
  AccuracyMeter,
  constantVelocity,
  type MovementPredictor,
  twinAccuracy,
} from '../../../../src/twin/prediction/index.js';
import { fleetOn, watchedAt } from './synthetic-traffic.js';

const fleet = fleetOn([0]);
const settings = {
  measured: 'constant-velocity',
  by: 'hits',
  every: 1,
  least: 4,
  before: 0.7,
} satisfies MeasuredAccuracySettings;

/** Places of one vehicle from second 0 on, told one by one; R after each of them. */
function measured(
  places: readonly (readonly [number, number] | null)[],
  change: object = {},
  by = constantVelocity,
) {
  const watch = new MovementWatch();
  const accuracy = new MeasuredAccuracy({ ...settings, ...change }, watch, by);
  const values = places.map((place, second) => {
    const watched = watchedAt(place === null ? [] : [{ vehicle: 0, x: place[0], y: place[1] }]);
    const rows = watch.look(second, watched, fleet, () => true);
    accuracy.look(
      second,
      rows.map(() => 0),
    );
    return accuracy.value;
  });
  return { values, accuracy };
}

describe('the accuracy of the twins, measured', () => {
  it('is declared until enough predictions are compared, each 5 s after it was made', () => {
    // 10 m/s until second 10, then it stands. Two points are known at second 1; its 5 s are over at second 6.
    const places = Array.from({ length: 30 }, (_, t) => [10 * Math.min(t, 10), 0] as const);
    const { values, accuracy } = measured(places);
    // Made at 1 to 5 s: right. At 6 to 10 s: 10 to 50 m too far. From 11 s on: right again.
    const right = (second: number): number => (second <= 5 || second >= 11 ? 1 : 0);
    for (const [second, value] of values.entries()) {
      const compared = Array.from({ length: Math.max(0, second - 5) }, (_, i) => right(i + 1));
      const share = compared.reduce((sum, one) => sum + one, 0) / compared.length;
      expect(value, `${second}`).toBeCloseTo(compared.length < 4 ? 0.7 : share, 12);
    }
    expect(accuracy.accuracy().windows).toBe(24);
  });

  it('is that of all predictions made and compared by then, in each of its forms', () => {
    const random = new RandomStream('walk');
    const places: [number, number][] = [[0, 0]];
    for (let t = 1; t < 80; t++) {
      const [x, y] = places[t - 1];
      places.push([x + random.uniform(0, 15), y + random.uniform(-2, 2)]);
    }
    for (const by of ['paper', 'displacement', 'hits'] as const) {
      const { values } = measured(places, { by, every: 3 });
      for (const now of [20, 50, 79]) {
        const meter = new AccuracyMeter('literal');
        for (let made = 3; made + 5 <= now; made += 3) {
          const past = Float64Array.from(places.slice(Math.max(0, made - 59), made + 1).flat());
          const [x, y] = places[made];
          const truth = Float64Array.from(places.slice(made + 1, made + 6).flat());
          meter.add('v', x, y, constantVelocity.predict({ past }), truth);
        }
        expect(values[now], `${by} at ${now}`).toBeCloseTo(twinAccuracy(meter.accuracy(), by), 12);
      }
    }
  });

  it('rests on nothing that comes later', () => {
    const random = new RandomStream('future');
    const begin = Array.from({ length: 40 }, (_, t) => [12 * t + random.uniform(-3, 3), 0] as const);
    const one = measured([...begin, ...begin.map(([x]) => [x, 500] as const)], { by: 'displacement' });
    const other = measured([...begin, ...begin.map(([x]) => [-x, -90] as const)], { by: 'displacement' });
    expect(one.values.slice(0, 40)).toEqual(other.values.slice(0, 40));
    expect(one.values).not.toEqual(other.values);
    // A predictor is told the past alone.
    const seen: number[] = [];
    const spy: MovementPredictor = {
      name: 'spy',
      predict(observed, points) {
        seen.push(observed.past[observed.past.length - 2]);
        return constantVelocity.predict(observed, points);
      },
    };
    measured(begin, {}, spy);
    expect(seen).toEqual(begin.slice(1).map(([x]) => x));
  });

  it('leaves out predictions whose vehicle is not seen all the time', () => {
    const drive = Array.from({ length: 40 }, (_, t) => (t === 20 ? null : ([10 * t, 0] as const)));
    // Made at 1 to 14 s; from 22 s on, after the gap, up to 34 s.
    expect(measured(drive).accuracy.accuracy().windows).toBe(14 + 13);
    const watch = new MovementWatch();
    const accuracy = new MeasuredAccuracy(settings, watch, constantVelocity);
    for (let second = 0; second < 20; second++) {
      watch.look(second, watchedAt([{ vehicle: 0, x: 10 * second, y: 0 }]), fleet, () => true);
      if (second === 10) accuracy.forget([0]);
      accuracy.look(second, [0]);
    }
    // Of those made before 10 s, the ones due from 10 s on are gone.
    expect(accuracy.accuracy().windows).toBe(4 + 5);
  });

  it('is written down every 10 s', () => {
    const places = Array.from({ length: 31 }, (_, t) => [10 * t, 0] as const);
    const { record } = measured(places).accuracy;
    expect(record.map(({ time, entered, accuracy }) => [time, entered, accuracy.windows])).toEqual([
      [0, 0.7, 0],
      [10, 1, 5],
      [20, 1, 15],
      [30, 1, 25],
    ]);
  });
});
