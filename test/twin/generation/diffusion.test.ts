import { describe, expect, it } from 'vitest';
import { RandomStream, RandomStreams } from '../../../src/random/index.js';
import { Denoiser } from '../../../src/twin/generation/denoiser.js';
import { sampleCodes, trainDiffusion } from '../../../src/twin/generation/diffusion.js';
import {
  declaredModel,
  generativeScore,
  imageLength,
  learntSigns,
  localSigns,
  renderedSigns,
  renderedTuningSigns,
  scoreSigns,
  signDataStreams,
  signsModel,
  simulationLatency,
  trainSigns,
} from '../../../src/twin/generation/index.js';
import { PrincipalComponents } from '../../../src/twin/generation/principal-components.js';
import { clearGradients } from '../../../src/twin/neural/index.js';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('the denoiser', () => {
  it('has the gradients of central differences', () => {
    const random = new RandomStream('denoiser');
    const sizes = { codes: 3, subjects: 2, settings: 2, units: 5 };
    const denoiser = new Denoiser(sizes, random);
    // The last layer begins at 0, where nothing before it would have a gradient.
    for (const { value } of denoiser.parameters)
      for (let i = 0; i < value.length; i++) value[i] = random.normal(0, 0.5);
    const codes = Float64Array.from({ length: 9 }, () => random.normal(0, 1));
    const conditions = { times: Float64Array.of(0.1, 0.5, 0.9), subjects: [0, 1, 1], settings: [1, 0, 1] };
    const loss = (): number => denoiser.forward(codes, conditions, 3).reduce((sum, y) => sum + y * y, 0);
    clearGradients(denoiser);
    denoiser.backward(denoiser.forward(codes, conditions, 3).map((y) => 2 * y));
    for (const { value, gradient } of denoiser.parameters)
      for (let i = 0; i < value.length; i++) {
        const kept = value[i];
        value[i] = kept + 1e-5;
        const above = loss();
        value[i] = kept - 1e-5;
        const slope = (above - loss()) / 2e-5;
        value[i] = kept;
        expect(Math.abs(slope - gradient[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      }
  });
});

describe('the diffusion', () => {
  it('learns a law with two conditions, and draws from it', async () => {
    // Subject 0 lies about (2, 0), subject 1 about (-2, 0); setting 1 lifts by 2; all with a spread of .3.
    const random = new RandomStream('clouds');
    const count = 400;
    const subjects = Int32Array.from({ length: count }, (_, i) => i % 2);
    const settings = Int32Array.from({ length: count }, (_, i) => (i >> 1) % 2);
    const codes = Float64Array.from({ length: 2 * count }, (_, k) => {
      const i = k >> 1;
      const centre = k % 2 === 0 ? (subjects[i] === 0 ? 2 : -2) : 2 * settings[i];
      return random.normal(centre, 0.3);
    });
    const denoiser = new Denoiser({ codes: 2, subjects: 2, settings: 2, units: 24 }, random);
    await trainDiffusion(denoiser, [{ count, codes, subjects, settings }], {
      steps: 300,
      batch: 64,
      learningRate: 0.005,
      weights: Float64Array.of(1, 1),
      random,
    });
    for (const subject of [0, 1])
      for (const setting of [0, 1]) {
        const n = 150;
        const found = sampleCodes(
          denoiser,
          new Int32Array(n).fill(subject),
          new Int32Array(n).fill(setting),
          40,
          random,
        );
        const [x, y] = [0, 1].map((axis) => found.filter((_, i) => i % 2 === axis));
        expect(Math.abs(mean(x) - (subject === 0 ? 2 : -2))).toBeLessThan(0.2);
        expect(Math.abs(mean(y) - 2 * setting)).toBeLessThan(0.2);
        const spread = Math.sqrt(mean(x.map((v) => (v - mean(x)) ** 2)));
        expect(spread).toBeGreaterThan(0.15);
        expect(spread).toBeLessThan(0.5);
      }
  });
});

describe('principal components', () => {
  const images = renderedSigns(localSigns, [0, 5], 120, new RandomStream('components'));

  it('are orthonormal, in order of what they explain, and give pictures back the better the more there are', () => {
    const off = (count: number): number => {
      const components = PrincipalComponents.of(images.pixels, imageLength, count, new RandomStream('start'));
      const rows = Array.from({ length: count }, (_, i) =>
        components.directions.value.subarray(i * imageLength, (i + 1) * imageLength),
      );
      for (const [i, a] of rows.entries())
        for (const [j, b] of rows.entries())
          expect(a.reduce((sum, x, k) => sum + x * b[k], 0)).toBeCloseTo(i === j ? 1 : 0, 8);
      const codes = components.encode(images.pixels);
      // Codes of the very pictures have variance 1.
      expect(mean(codes.filter((_, i) => i % count === 0).map((c) => c * c))).toBeCloseTo(1, 3);
      expect(components.spread.value[0]).toBeGreaterThan(components.spread.value[count - 1]);
      const back = components.decode(codes);
      return mean(images.pixels.map((p, i) => (p - back[i]) ** 2));
    };
    const [few, more] = [off(4), off(24)];
    expect(more).toBeLessThan(0.5 * few);
  });
});

describe('training signs', () => {
  it('gives the same weights each time, and tells how far it is', async () => {
    const streams = new RandomStreams('small');
    const data = {
      classes: localSigns.map(({ name }) => name),
      tuning: renderedSigns(localSigns, [0], 40, streams.stream('tuning')),
      validation: renderedSigns(localSigns, [0], 60, streams.stream('validation')),
    };
    const stages: string[] = [];
    const train = () =>
      trainSigns(data, {
        seed: 3,
        baseSteps: 4,
        tuningSteps: 20,
        rehearse: false,
        units: 8,
        codes: 6,
        onProgress: ({ stage }) => stages.push(stage),
      });
    const [one, two] = [await train(), await train()];
    expect(two.generator.parameters).toEqual(one.generator.parameters);
    expect(two.validator.parameters).toEqual(one.validator.parameters);
    expect(new Set(stages)).toEqual(
      new Set(['pictures', 'base model', 'rehearsal', 'fine-tuning', 'validator']),
    );
  });
});

describe('the signs that come along', () => {
  it('are recognised far above chance in all tasks, and are no copies', async () => {
    const trained = await learntSigns();
    const tuning = renderedTuningSigns(signDataStreams(trained.drawnFrom ?? Number.NaN));
    const sets = scoreSigns(trained, tuning, 40, new RandomStreams('test'));
    expect(sets.map(({ set }) => set)).toEqual(['test', 'generated', 'background', 're-context']);
    const [test, ...others] = sets;
    expect(test.score).toBeGreaterThan(0.85);
    for (const { score, nearest } of others) {
      expect(score).toBeGreaterThan(0.4);
      expect(nearest).toBeGreaterThan(0.5 * test.nearest);
    }
    const again = trained.generator.generate([1, 2], [0, 0], new RandomStream('x'));
    expect(trained.generator.generate([1, 2], [0, 0], new RandomStream('x'))).toEqual(again);
    expect(generativeScore(again, trained.validator).count).toBe(2);

    const simulation = signsModel(trained.generator, sets).simulation(new RandomStream('simulation'));
    expect(simulation.size).toBeCloseTo((300 * 768) / 1e6, 12);
    expect(others.map(({ score }) => score)).toContain(simulation.generativeScore);
    expect(simulation.theta).toBeGreaterThan(0);
    expect(simulation.theta).toBeLessThanOrEqual(1);
    expect(() => signsModel(trained.generator, [test])).toThrow(RangeError);
  });
});

describe('declared simulations', () => {
  it('are drawn from the ranges of the papers, and take the time of computing and sending', () => {
    const random = new RandomStream('declared');
    const drawn = Array.from({ length: 2000 }, () => declaredModel().simulation(random));
    expect(mean(drawn.map(({ size }) => size))).toBeCloseTo(1.25, 1);
    expect(drawn.every(({ generativeScore: g }) => g >= 0.4 && g <= 0.6)).toBe(true);
    expect(drawn.every(({ theta }) => theta === 0.53)).toBe(true);
    const one = { size: 2, work: 5, generativeScore: 0.5, theta: 0.5 };
    // 2 MB x 5 Gcycles/MB at 20 GHz, and 16 Mbit at 32 Mbit/s.
    expect(simulationLatency(one, { downlinkRate: 32, gpu: 20 })).toBeCloseTo(1, 12);
  });
});
