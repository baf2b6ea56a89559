import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/random/index.js';
import {
  generativeScore,
  imageLength,
  localSigns,
  nearestDistance,
  relativeAccuracy,
  renderedSigns,
  type SignImages,
  SignValidator,
  signSettings,
  signSheet,
} from '../../../src/twin/generation/index.js';

const every = signSettings.map((_, i) => i);
const drawn = (seed: string, count: number, settings: readonly number[] = every): SignImages =>
  renderedSigns(localSigns, settings, count, new RandomStream(seed));

describe('drawn signs', () => {
  it('are the same for the same stream, differ from one another, and stay within their range', () => {
    const one = drawn('a', 40);
    expect(drawn('a', 40)).toEqual(one);
    expect(drawn('b', 40).pixels).not.toEqual(one.pixels);
    expect(one.pixels.every((p) => p >= -1 && p <= 1)).toBe(true);
    expect([...one.labels.slice(0, 11)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(new Set(one.settings).size).toBeGreaterThan(4);
    expect(nearestDistance(one, one)).toBe(0);
    expect(nearestDistance(one, drawn('c', 40))).toBeGreaterThan(0.05);
  });

  it('have the colours that they should: the middle of a stop sign is white, that of ahead only blue around it', () => {
    const images = drawn('colours', 100, [0]);
    const mean = (label: number, x: number, y: number): number[] =>
      [0, 1, 2].map((c) => {
        const rows = [...images.labels].flatMap((l, i) => (l === label ? [i] : []));
        return (
          rows.reduce((sum, i) => sum + images.pixels[i * imageLength + 3 * (16 * y + x) + c], 0) /
          rows.length
        );
      });
    const stop = localSigns.findIndex(({ name }) => name === 'stop');
    const [r, g, b] = mean(stop, 8, 4);
    expect(r).toBeGreaterThan(g + 0.3);
    expect(r).toBeGreaterThan(b + 0.3);
    const ahead = localSigns.findIndex(({ name }) => name === 'ahead only');
    const [ar, , ab] = mean(ahead, 4, 8);
    expect(ab).toBeGreaterThan(ar + 0.3);
  });
});

describe('the validator', () => {
  const training = {
    epochs: 6,
    batch: 30,
    learningRate: 0.003,
    random: new RandomStream('order'),
  };
  const validator = new SignValidator(localSigns.length, 24, new RandomStream('validator'));
  validator.train(drawn('training', 600), training);
  const held = drawn('held out', 200);

  it('learns drawn signs, and tells how sure G is', () => {
    const { score, low, high, count } = generativeScore(held, validator);
    expect(score).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(score);
    expect(high).toBeGreaterThan(score);
    expect(count).toBe(200);
    // Labels that are all wrong are not recognised.
    const wrong = { ...held, labels: held.labels.map((l) => (l + 3) % 10) };
    expect(generativeScore(wrong, validator).score).toBeLessThan(0.2);
  });

  it('has gradients that lower its loss, whose value is that of the definition', () => {
    const probabilities = validator.classify(held);
    let sum = 0;
    for (let i = 0; i < held.count; i++) {
      const row = probabilities.slice(10 * i, 10 * i + 10);
      expect(row.reduce((a, p) => a + p, 0)).toBeCloseTo(1, 9);
      sum -= Math.log(row[held.labels[i]]);
    }
    expect(validator.loss(held)).toBeCloseTo(sum / held.count, 9);
    const more = validator.copy();
    more.train(held, training);
    expect(more.loss(held)).toBeLessThan(validator.loss(held));
  });

  it('gives theta: real pictures bring a poor model towards the best, wrong ones away from it', () => {
    const model = new SignValidator(localSigns.length, 24, new RandomStream('vehicle'));
    model.train(drawn('few', 60), { ...training, epochs: 12 });
    const kept = model.parameters.map(({ value }) => value.slice());
    const theta = (images: SignImages): number => {
      const {
        theta: found,
        before,
        after,
        best,
      } = relativeAccuracy(model, images, held, validator, new RandomStream('theta'));
      expect(found).toBeCloseTo((after - best) / (before - best), 12);
      return found;
    };
    const good = drawn('good', 200);
    const wrong = { ...good, labels: good.labels.map((l) => (l + 1) % 10) };
    expect(theta(good)).toBeLessThan(0.9);
    expect(theta(wrong)).toBeGreaterThan(1);
    expect(model.parameters.map(({ value }) => value)).toEqual(kept);
  });
});

describe('a sheet of signs', () => {
  it('is a PNG with the pixels of the pictures', () => {
    const images = drawn('sheet', 3, [0]);
    const png = Buffer.from(signSheet(images, 2));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect([width, height]).toEqual([99, 99]);
    const start = png.indexOf('IDAT');
    const data = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
    expect(data.length).toBe(height * (3 * width + 1));
    const at = (x: number, y: number): number => data[y * (3 * width + 1) + 1 + 3 * x];
    expect(at(0, 0)).toBe(Math.round(127.5 * (images.pixels[0] + 1)));
    expect(at(51, 0)).toBe(Math.round(127.5 * (images.pixels[imageLength] + 1)));
    expect(at(98, 98)).toBe(255);
  });
});
