import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/random/index.js';
import {
  constantVelocity,
  futureOf,
  type MovementPredictor,
  movementAccuracy,
  movementWindows,
  observedAt,
  splitByVehicle,
  standingStill,
  twinAccuracy,
} from '../../../src/twin/prediction/index.js';
import { stopAndGo, track } from './tracks.js';

const east = track(
  'east',
  Array.from({ length: 80 }, (_, t) => [10 * t, 0] as const),
);
const north = track(
  'north',
  Array.from({ length: 70 }, (_, t) => [50, 10 * t] as const),
);

describe('windows', () => {
  it('have 60 points of the past and 5 of the future, and end where the track does', () => {
    const windows = movementWindows([east, north], 4);
    expect(windows.map(({ track: { vehicle }, at }) => `${vehicle} ${at}`)).toEqual([
      'east 59',
      'east 63',
      'east 67',
      'east 71',
      'north 59',
      'north 63',
    ]);
    const { past } = observedAt(windows[0]);
    expect([past.length, past[0], past[118]]).toEqual([120, 0, 590]);
    expect([...futureOf(windows[0])]).toEqual([600, 0, 610, 0, 620, 0, 630, 0, 640, 0]);
  });

  it('of one vehicle never stand on two sides of a split', () => {
    // Some vehicles have two tracks: a teleport lies between.
    const tracks = stopAndGo(100, 'split', 5);
    const twice = [...tracks, ...tracks.slice(0, 30)];
    const { training, validation, test } = splitByVehicle(twice, new RandomStream('parts'));
    const names = [training, validation, test].map((part) => new Set(part.map(({ vehicle }) => vehicle)));
    expect(names.map(({ size }) => size)).toEqual([70, 15, 15]);
    expect(new Set(names.flatMap((set) => [...set])).size).toBe(100);
    expect(training.length + validation.length + test.length).toBe(130);
  });
});

describe('accuracy', () => {
  it('is what the definitions say, by hand', () => {
    // Off by 1 m after 1 s, by 5 m after 5 s, always to the east.
    const drifting: MovementPredictor = {
      name: 'drifting',
      predict: (observed, points = 5) =>
        constantVelocity
          .predict(observed, points)
          .map((value, i) => (i % 2 === 0 ? value + Math.floor(i / 2) + 1 : value)),
    };
    const windows = movementWindows([east, north], 4);
    const a = movementAccuracy(drifting, windows);
    expect(a).toMatchObject({ windows: 6, vehicles: 2, ade: 3, fde: 5, missRate: 1 });
    expect(a.horizons.map(({ missRate }) => missRate)).toEqual([0, 0, 1, 1, 1]);
    // Displacements after 1 s: four times (10, 0), twice (0, 10); squared distances from their mean (20/3, 10/3) sum to 266.67.
    expect(a.horizons[0].displacementR2).toBeCloseTo(1 - 6 / (800 / 3), 12);
    const truths = windows.map((w) => [...futureOf(w)].slice(8));
    const mean = [0, 1].map((axis) => truths.reduce((sum, p) => sum + p[axis], 0) / 6);
    const total = truths.reduce((sum, p) => sum + (p[0] - mean[0]) ** 2 + (p[1] - mean[1]) ** 2, 0);
    expect(a.horizons[4].coordinateR2).toBeCloseTo(1 - (6 * 25) / total, 12);
  });

  it('of the R2 of a trajectory is high for a car that is said to stand still, though that of the displacement is not', () => {
    const windows = movementWindows(stopAndGo(30, 'long way', 600), 5);
    const still = movementAccuracy(standingStill, windows);
    expect(still.trajectoryR2).toBeGreaterThan(0.99);
    expect(still.horizons[4].displacementR2).toBeLessThan(0.5);
    expect(still.missRate).toBeGreaterThan(0.5);
    expect(twinAccuracy(still, 'paper')).toBe(still.trajectoryR2);
    expect(twinAccuracy(still, 'hits')).toBe(1 - still.missRate);
    expect(twinAccuracy(still, 'displacement')).toBeLessThan(0.5);
  });

  it('enters a market between 0 and 1', () => {
    const windows = movementWindows([east], 4);
    const wild: MovementPredictor = { name: 'wild', predict: () => new Float64Array(10).fill(1e6) };
    const bad = movementAccuracy(wild, windows);
    for (const kind of ['paper', 'displacement', 'hits'] as const) expect(twinAccuracy(bad, kind)).toBe(0);
    expect(twinAccuracy(movementAccuracy(constantVelocity, windows), 'paper')).toBe(1);
    expect(() => movementAccuracy(wild, [])).toThrow(RangeError);
  });
});
