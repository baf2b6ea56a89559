import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/random/index.js';
import { folderSignData, imageLength, readSignFolder } from '../../../src/twin/generation/index.js';
import { temporaryFolders } from '../../results/temporary-folder.js';

const folders = temporaryFolders();
const head = 'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId';

/** A binary PPM of one colour with a white frame around a rectangle. */
function ppm(width: number, height: number, colour: readonly number[], comment = ''): Buffer {
  const bytes = Buffer.alloc(3 * width * height, 255);
  for (let y = 10; y < height - 10; y++)
    for (let x = 10; x < width - 10; x++) bytes.set(colour, 3 * (y * width + x));
  return Buffer.concat([Buffer.from(`P6\n${comment}${width} ${height}\n255\n`), bytes]);
}

interface Picture {
  readonly file: string;
  readonly colour: readonly number[];
  readonly size?: readonly [width: number, height: number];
}

/** A class folder as BelgiumTS has it: the pictures, and the rectangle within the frame of each. */
function writeClass(folder: string, label: number, pictures: readonly Picture[], end = '\r\n'): void {
  const name = String(label).padStart(5, '0');
  mkdirSync(join(folder, name), { recursive: true });
  const rows = pictures.map(({ file, colour, size: [width, height] = [60, 50] }) => {
    writeFileSync(join(folder, name, file), ppm(width, height, colour, '# a camera\n'));
    return [file, width, height, 10, 10, width - 11, height - 11, label].join(';');
  });
  writeFileSync(join(folder, name, `GT-${name}.csv`), [head, ...rows, ''].join(end));
}

const [red, blue] = [
  [255, 0, 0],
  [0, 0, 255],
];

/** The layout of the training archive with two of its classes that have pictures, and one that has none. */
function belgium(): string {
  const folder = folders();
  writeClass(folder, 0, [
    { file: '01153_00000.ppm', colour: red },
    { file: '01160_00000.ppm', colour: red, size: [90, 80] },
  ]);
  writeClass(folder, 1, []);
  writeClass(folder, 61, [
    { file: '01957_00001.ppm', colour: blue, size: [75, 74] },
    { file: '01959_00000.ppm', colour: blue, size: [39, 67] },
  ]);
  writeFileSync(join(folder, 'Readme.txt'), 'not a class');
  return folder;
}

const inClass = (folder: string, label: string, text: string): void =>
  writeFileSync(join(folder, label, `GT-${label}.csv`), text);

describe('a folder of real signs', () => {
  it('is read as BelgiumTS has it: cut to the rectangle, 16 x 16 pixels, classes without pictures left out', async () => {
    const { classes, images, signs } = await readSignFolder(belgium());
    expect(classes).toEqual(['00000', '00061']);
    expect([...images.labels]).toEqual([0, 0, 1, 1]);
    expect(signs).toEqual(['01153', '01160', '01957', '01959']);
    // Nothing of the white frame is left.
    for (let i = 0; i < images.pixels.length; i++) {
      const label = i < images.pixels.length / 2 ? 0 : 1;
      expect(images.pixels[i]).toBeCloseTo(i % 3 === 2 * label ? 1 : -1, 9);
    }
  });

  it('takes columns in any order and any letters, and rectangles that reach beyond the picture', async () => {
    const folder = belgium();
    const rows = ['0;01153_00000.ppm;10;10;49;39', '0;01160_00000.ppm;80;70;200;200'];
    inClass(folder, '00000', ['ClassId;Filename;Roi.x1;Roi.y1;Roi.x2;Roi.y2', ...rows].join('\n'));
    const { images } = await readSignFolder(folder);
    expect([...images.pixels.slice(0, 3)]).toEqual([1, -1, -1]);
    // The corner of the second picture is frame.
    expect([...images.pixels.slice(imageLength, imageLength + 3)]).toEqual([1, 1, 1]);
  });

  it('is halved sign by sign: no sign that the generator learns from is shown to the validator', async () => {
    const folder = folders();
    // Colours tell the signs apart: 20 s of class 0, 200 + s of class 1, which was photographed once.
    const shots = [4, 3, 1, 2, 2].flatMap((views, s) =>
      Array.from({ length: views }, (_, v) => ({ file: `0100${s}_0000${v}.ppm`, colour: [20 * s, 0, 0] })),
    );
    writeClass(folder, 0, shots);
    writeClass(
      folder,
      1,
      [0, 1, 2].map((v) => ({ file: `01900_0000${v}.ppm`, colour: [200 + v, 0, 0] })),
      '\n',
    );
    const read = await readSignFolder(folder);
    const colours = ({ pixels, count }: { pixels: Float64Array; count: number }): number[] =>
      Array.from({ length: count }, (_, i) => Math.round(127.5 * (pixels[i * imageLength] + 1)));
    for (const seed of ['a', 'b', 'c', 'd']) {
      const { tuning, validation } = folderSignData(read, new RandomStreams(seed));
      const [one, other] = [colours(tuning), colours(validation)];
      expect([...one, ...other].sort()).toEqual(colours(read.images).sort());
      expect(one.filter((colour) => other.includes(colour))).toEqual([]);
      for (const half of [one, other]) {
        expect(half.filter((colour) => colour < 200)).toHaveLength(6);
        expect(half.some((colour) => colour >= 200)).toBe(true);
      }
    }
  });

  it('is refused when it is not there, has no classes or too few, or lies one level deeper', async () => {
    await expect(readSignFolder('/nowhere')).rejects.toThrow(
      /^\/nowhere: there is no such folder: a folder of/,
    );
    await expect(readSignFolder(folders())).rejects.toThrow(
      /has no class folders: a folder of class folders/,
    );
    const archive = folders();
    writeClass(join(archive, 'Training'), 0, [{ file: '01153_00000.ppm', colour: red }]);
    await expect(readSignFolder(archive)).rejects.toThrow(
      `${archive}: has no class folders: did you mean ${join(archive, 'Training')}?`,
    );
    await expect(readSignFolder(join(archive, 'Training'))).rejects.toThrow(
      /00000: has one picture: at least two/,
    );
    const few = belgium();
    rmSync(join(few, '00061'), { recursive: true });
    await expect(readSignFolder(few)).rejects.toThrow(/has pictures of 1 of its classes/);
    const file = join(few, 'Readme.txt');
    await expect(readSignFolder(file)).rejects.toThrow(`${file}: is a file`);
  });

  it.each([
    ['a,b\n', /GT-00061.csv:1: has no column Filename: Filename;Width;/],
    [`${head.replace('Roi.Y2', 'Roi')}\n`, /GT-00061.csv:1: has no column Roi.Y2/],
    [`${head}\n01957_00001.ppm;75;74;ten;10;64;63;61\n`, /GT-00061.csv:2: is "01957_00001.ppm;75;74;ten/],
    [`${head}\n\n01957_00001.ppm;75;74;10;10;64\n`, /GT-00061.csv:3: is .*: a file name and numbers/],
    [`${head}\n01957_00001.ppm;75;74;64;10;10;63;61\n`, /csv:2: has the rectangle from 64, 10 to 10, 63/],
    [`${head}\n01957_00001.ppm;75;74;10;10;64;63;7\n`, /csv:2: has ClassId 7: 61, the number of its folder/],
    [
      `${head}\nnone.ppm;75;74;10;10;64;63;61\n01957_00001.ppm;75;74;10;10;64;63;61\n`,
      /none.ppm: there is no such file: the picture that .*GT-00061.csv:2 names/,
    ],
    [
      `${head}\n01957_00001.ppm;75;74;80;10;90;63;61\n01959_00000.ppm;39;67;5;5;34;60;61\n`,
      /csv:2: has a rectangle from 80, 10, outside of the picture: one within its 75 x 74 pixels/,
    ],
  ])('is refused with the line of the annotations that is wrong: %j', async (text, message) => {
    const folder = belgium();
    inClass(folder, '00061', text);
    await expect(readSignFolder(folder)).rejects.toThrow(message);
  });

  it('is refused without annotations, and with a picture that is none', async () => {
    const folder = belgium();
    const picture = join(folder, '00000', '01153_00000.ppm');
    const wrong: readonly (readonly [Buffer | string, RegExp])[] = [
      [ppm(60, 50, red).subarray(0, 500), /01153_00000.ppm: ends after 487 of 9000 bytes/],
      ['P3 1 1 255 0 0 0', /01153_00000.ppm: is not a PPM picture/],
      ['P6 60 50 65535 ', /01153_00000.ppm: is 60 x 50 with colours up to 65535/],
      ['', /01153_00000.ppm: is not a PPM picture/],
    ];
    for (const [content, message] of wrong) {
      writeFileSync(picture, content);
      await expect(readSignFolder(folder)).rejects.toThrow(message);
    }
    rmSync(join(folder, '00000', 'GT-00000.csv'));
    await expect(readSignFolder(folder)).rejects.toThrow(
      /00000\/GT-00000.csv: there is no such file: the annotations of the class: Filename;Width/,
    );
  });
});
