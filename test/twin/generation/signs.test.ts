import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RandomStream, RandomStreams } from '../../../src/random/index.js';
import {
  folderSignData,
  generativeScore,
  imageLength,
  localSigns,
  nearestDistance,
  readSignFolder,
  relativeAccuracy,
  renderedSigns,
  type SignImages,
  SignValidator,
  signSettings,
  signSheet,
} from '../../../src/twin/generation/index.js';
import { temporaryFolders } from '../../results/temporary-folder.js';

const folders = temporaryFolders();
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

/** A binary PPM of one colour with a white frame around a rectangle. */
function ppm(width: number, height: number, colour: readonly number[], comment = ''): Buffer {
  const bytes = Buffer.alloc(3 * width * height, 255);
  for (let y = 10; y < height - 10; y++)
    for (let x = 10; x < width - 10; x++) bytes.set(colour, 3 * (y * width + x));
  return Buffer.concat([Buffer.from(`P6\n${comment}${width} ${height}\n255\n`), bytes]);
}

describe('a folder of real signs', () => {
  const head = 'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId';

  function belgium(): string {
    const folder = folders();
    const colours = [
      [255, 0, 0],
      [0, 0, 255],
    ];
    for (const [label, colour] of colours.entries()) {
      const name = `0000${label}`;
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, '01_00000.ppm'), ppm(60, 50, colour, '# a camera\n'));
      writeFileSync(join(folder, name, '01_00001.ppm'), ppm(90, 80, colour));
      const rows = [`01_00000.ppm;60;50;10;10;49;39;${label}`, `01_00001.ppm;90;80;10;10;79;69;${label}`];
      writeFileSync(join(folder, name, `GT-${name}.csv`), `${head}\n${rows.join('\n')}\n`);
    }
    writeFileSync(join(folder, 'Readme.txt'), 'not a class');
    return folder;
  }

  it('is read as BelgiumTS has it: cut to the rectangle, 16 x 16 pixels', async () => {
    const { classes, images } = await readSignFolder(belgium());
    expect(classes).toEqual(['00000', '00001']);
    expect([...images.labels]).toEqual([0, 0, 1, 1]);
    // Nothing of the white frame is left.
    for (let i = 0; i < images.pixels.length; i++) {
      const label = i < images.pixels.length / 2 ? 0 : 1;
      expect(images.pixels[i]).toBeCloseTo(i % 3 === 2 * label ? 1 : -1, 9);
    }
    const data = folderSignData({ classes, images }, new RandomStreams(1));
    expect(data.tuning.count + data.validation.count).toBe(4);
  });

  it('is refused with the place of the fault', async () => {
    await expect(readSignFolder('/nowhere')).rejects.toThrow(/\/nowhere: there is no such folder/);
    await expect(readSignFolder(folders())).rejects.toThrow(/has pictures of 0 classes/);
    const bent = belgium();
    writeFileSync(join(bent, '00001', 'GT-00001.csv'), `${head}\n01_00000.ppm;60;50;ten;10;49;39;1\n`);
    await expect(readSignFolder(bent)).rejects.toThrow(/GT-00001.csv:2: is/);
    writeFileSync(join(bent, '00001', 'GT-00001.csv'), `${head}\nnone.ppm;60;50;10;10;49;39;1\n`);
    await expect(readSignFolder(bent)).rejects.toThrow(/none.ppm: there is no such file/);
    writeFileSync(join(bent, '00001', 'GT-00001.csv'), 'a,b\n');
    await expect(readSignFolder(bent)).rejects.toThrow(/:1: has no column Filename/);
    const short = belgium();
    writeFileSync(join(short, '00000', '01_00000.ppm'), ppm(60, 50, [0, 0, 0]).subarray(0, 500));
    await expect(readSignFolder(short)).rejects.toThrow(/01_00000.ppm: ends after/);
    writeFileSync(join(short, '00000', '01_00000.ppm'), 'P3 1 1 255 0 0 0');
    await expect(readSignFolder(short)).rejects.toThrow(/is not a PPM picture/);
  });
});
