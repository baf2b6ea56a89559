import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/random/index.js';
import {
  constantVelocity,
  kalmanPredictor,
  LinearRegression,
  MovementLstm,
  movementAccuracy,
  movementExamples,
  movementWindows,
  splitByVehicle,
  standingStill,
  trainLstm,
} from '../../../src/twin/prediction/index.js';
import { stopAndGo, track } from './tracks.js';

const tracks = stopAndGo(60, 'stop and go');
const split = splitByVehicle(tracks, new RandomStream('split'));
const training = movementExamples(movementWindows(split.training, 8));
const validation = movementExamples(movementWindows(split.validation, 8));
const linear = LinearRegression.fit(training);
const untrained = new MovementLstm(6, new RandomStream('untrained'));
// A head that answers something, so that turning a vehicle turns an answer.
untrained.head.weights.value.forEach((_, i, all) => {
  all[i] = Math.sin(i);
});

describe('predictors from the past alone', () => {
  const all = [standingStill, constantVelocity, kalmanPredictor(), linear, untrained];

  it.each(all)('$name: where the axes point and where they begin does not matter', (predictor) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 0, max: tracks.length - 1 }),
        fc.integer({ min: 2, max: 100 }),
        (angle, shift, n, length) => {
          const past = tracks[n].points.slice(0, 2 * length);
          // A vehicle that has not moved has no direction of its own.
          fc.pre(Math.hypot(past[2 * length - 2] - past[0], past[2 * length - 1] - past[1]) > 1);
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const moved = (points: Float64Array): Float64Array =>
            points.map((_, i) =>
              i % 2 === 0
                ? c * points[i] - s * points[i + 1] + shift
                : s * points[i - 1] + c * points[i] - shift,
            );
          const there = predictor.predict({ past: moved(past) });
          const here = moved(predictor.predict({ past }));
          for (let i = 0; i < 10; i++) expect(Math.abs(there[i] - here[i])).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(all)('$name: fewer points ahead are the beginning of more', (predictor) => {
    const past = tracks[3].points.slice(0, 150);
    expect(predictor.predict({ past }, 2)).toEqual(predictor.predict({ past }, 5).slice(0, 4));
  });

  it.each(all)('$name: refuses no past and horizons that it does not have', (predictor) => {
    expect(() => predictor.predict({ past: new Float64Array(0) })).toThrow(RangeError);
    expect(() => predictor.predict({ past: new Float64Array(4) }, 6)).toThrow(/1 to 5/);
    expect(predictor.predict({ past: Float64Array.of(7, 8) }, 1)).toHaveLength(2);
  });

  it('a steady drive goes on steadily for all that know velocity', () => {
    const past = Float64Array.from({ length: 120 }, (_, i) =>
      i % 2 === 0 ? 3 * (i / 2) : -4 * ((i - 1) / 2),
    );
    for (const predictor of [constantVelocity, kalmanPredictor()]) {
      const found = predictor.predict({ past });
      for (let k = 0; k < 5; k++) {
        expect(found[2 * k]).toBeCloseTo(3 * (60 + k), 2);
        expect(found[2 * k + 1]).toBeCloseTo(-4 * (60 + k), 2);
      }
    }
  });
});

describe('the Kalman filter', () => {
  it('is that of the matrix equations, written out', () => {
    const past = tracks[0].points.slice(40, 60);
    const [a, r] = [1.5, 0.1];
    for (const axis of [0, 1]) {
      let x = [past[axis], 0];
      let p = [
        [r * r, 0],
        [0, 225],
      ];
      const f = [
        [1, 1],
        [0, 1],
      ];
      const q = [
        [a * a * 0.25, a * a * 0.5],
        [a * a * 0.5, a * a],
      ];
      const times = (m: number[][], n: number[][]): number[][] =>
        m.map((row) => [0, 1].map((j) => row[0] * n[0][j] + row[1] * n[1][j]));
      const transpose = (m: number[][]): number[][] => [0, 1].map((i) => [m[0][i], m[1][i]]);
      for (let t = 1; t < past.length / 2; t++) {
        x = [x[0] + x[1], x[1]];
        p = times(times(f, p), transpose(f)).map((row, i) => row.map((v, j) => v + q[i][j]));
        const gain = [p[0][0] / (p[0][0] + r * r), p[1][0] / (p[0][0] + r * r)];
        const off = past[2 * t + axis] - x[0];
        x = [x[0] + gain[0] * off, x[1] + gain[1] * off];
        p = times(
          [
            [1 - gain[0], 0],
            [-gain[1], 1],
          ],
          p,
        );
      }
      const found = kalmanPredictor({ acceleration: a, position: r }).predict({ past });
      expect(found[axis]).toBeCloseTo(x[0] + x[1], 8);
      expect(found[8 + axis]).toBeCloseTo(x[0] + 5 * x[1], 8);
    }
  });
});

describe('linear regression', () => {
  it('finds a law that is linear', () => {
    // Each step follows from the last two: swinging about 10 m, without end.
    const random = new RandomStream('linear law');
    const cars = Array.from({ length: 30 }, (_, n) => {
      const points: [number, number][] = [[0, 0]];
      let [v, before] = [random.uniform(9, 11), random.uniform(9, 11)];
      for (let t = 0; t < 100; t++) {
        [v, before] = [1.6 * v - before + 4, v];
        const [x, y] = points[points.length - 1];
        points.push([x + 0.6 * v, y + 0.8 * v]);
      }
      return track(`c${n}`, points);
    });
    const [known, other] = [cars.slice(0, 20), cars.slice(20)];
    const fitted = LinearRegression.fit(movementExamples(movementWindows(known, 1)));
    expect(movementAccuracy(fitted, movementWindows(other, 1)).ade).toBeLessThan(0.01);
    expect(movementAccuracy(constantVelocity, movementWindows(other, 1)).ade).toBeGreaterThan(0.01);
  });

  it('is the least-squares solution: no small change of a weight does better', () => {
    const loss = (regression: LinearRegression): number => {
      const output = regression.layer.forward(training.inputs, training.count);
      return output.reduce((sum, y, i) => sum + (y - training.outputs[i]) ** 2, 0);
    };
    const least = loss(linear);
    const random = new RandomStream('changes');
    const { value } = linear.layer.weights;
    for (let n = 0; n < 40; n++) {
      const i = random.integer(0, value.length - 1);
      const kept = value[i];
      value[i] += random.choice([-0.02, 0.02]);
      expect(loss(linear)).toBeGreaterThan(least * (1 - 1e-6));
      value[i] = kept;
    }
  });
});

describe('the LSTM', () => {
  const options = { seed: 5, units: 8, epochs: 8, batch: 16, learningRate: 0.02 };

  it('learns from traffic that stops and goes what no linear rule can, with the same bits each time', async () => {
    const one = await trainLstm(training, validation, options);
    const two = await trainLstm(training, validation, options);
    expect(two.parameters.map(({ value }) => value)).toEqual(one.parameters.map(({ value }) => value));
    const other = await trainLstm(training, validation, { ...options, seed: 6, epochs: 1 });
    expect(other.head.weights.value).not.toEqual(one.head.weights.value);
    const test = movementWindows(split.test, 5);
    const [lstm, line, steady] = [one, linear, constantVelocity].map((p) => movementAccuracy(p, test).ade);
    expect(lstm).toBeLessThan(line);
    expect(lstm).toBeLessThan(steady);
  });

  it('ends when it is asked to', async () => {
    const controller = new AbortController();
    const under = trainLstm(training, validation, {
      ...options,
      epochs: 1000,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(under).rejects.toThrow('enough');
  });
});
