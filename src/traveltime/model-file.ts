import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, RunError, validate } from '../input/index.js';
import { type LinkTravelTimeModel, linkFamilies } from './link-travel-time-model.js';
import { calendarDays } from './slot-plan.js';

/** The first line of a model file. */
const magic = 'bidlane link travel times 1\n';
const right = 'a model file written whole by this version of bidlane';

const header = z.strictObject({
  start: z.number(),
  slotLength: z.number().positive(),
  slots: z.int().positive(),
  links: z.int().nonnegative(),
  sha256: z.string().length(64),
  family: z.enum(linkFamilies).default('normal'),
  calendar: z.strictObject({ days: z.enum(calendarDays), utcOffset: z.number() }).optional(),
  // Equally likely times of each entry.
  points: z.int().nonnegative().default(0),
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A model as bytes: a line that names the format, a line of JSON (sizes and the SHA-256 of the rest), then mean and
 * standard deviation (64-bit floats), samples (32-bit integers), fallback (bytes) and the points of an empirical model (32-bit
 * floats), little-endian. Family, calendar and number of points stand in the header where they are not the default.
 */
export function encodeModel(model: LinkTravelTimeModel): Uint8Array {
  const { start, slotLength, slots, links, family = 'normal', calendar, points = new Float32Array() } = model;
  const cells = links * slots;
  const own = cells * 20 + links;
  const body = new DataView(new ArrayBuffer(own + 4 * points.length));
  for (let i = 0; i < cells; i++) {
    body.setFloat64(8 * i, model.mean[i], true);
    body.setFloat64(8 * (cells + i), model.sd[i], true);
    body.setInt32(16 * cells + 4 * i, model.samples[i], true);
  }
  for (let link = 0; link < links; link++) body.setUint8(20 * cells + link, model.fallback[link]);
  for (let i = 0; i < points.length; i++) body.setFloat32(own + 4 * i, points[i], true);
  const bytes = new Uint8Array(body.buffer);
  const head = JSON.stringify({
    ...{ start, slotLength, slots, links, sha256: hash(bytes) },
    ...(family === 'normal' ? {} : { family }),
    ...(calendar === undefined ? {} : { calendar }),
    ...(points.length === 0 ? {} : { points: points.length / cells }),
  });
  return Buffer.concat([Buffer.from(`${magic}${head}\n`), bytes]);
}

/**
 * The model in these bytes.
 * @param where what to call them in an error
 * @throws InputError when they are no model, cut short or damaged
 */
export function decodeModel(bytes: Uint8Array, where: string): LinkTravelTimeModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, magic.length).toString() !== magic)
    throw new InputError(where, 'is not a travel-time model', right);
  const end = buffer.indexOf('\n', magic.length);
  let json: unknown;
  try {
    json = JSON.parse(buffer.subarray(magic.length, end < 0 ? undefined : end).toString());
  } catch (error) {
    throw new InputError(where, 'has a broken header', right, { cause: error });
  }
  const { sha256, points, family, calendar, ...sizes } = validate(header, json, where);
  const { slots, links } = sizes;
  const body = buffer.subarray(end + 1);
  const cells = links * slots;
  const own = 20 * cells + links;
  const size = own + 4 * points * cells;
  if (body.length !== size) {
    throw new InputError(where, `holds ${body.length} bytes of data instead of ${size}`, right);
  }
  if (hash(body) !== sha256) throw new InputError(where, 'is damaged (its hash differs)', right);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return {
    ...sizes,
    ...(family === 'normal' ? {} : { family }),
    ...(calendar === undefined ? {} : { calendar }),
    ...(points === 0
      ? {}
      : {
          points: Float32Array.from({ length: points * cells }, (_, i) => view.getFloat32(own + 4 * i, true)),
        }),
    mean: Float64Array.from({ length: cells }, (_, i) => view.getFloat64(8 * i, true)),
    sd: Float64Array.from({ length: cells }, (_, i) => view.getFloat64(8 * (cells + i), true)),
    samples: Int32Array.from({ length: cells }, (_, i) => view.getInt32(16 * cells + 4 * i, true)),
    fallback: Uint8Array.from({ length: links }, (_, link) => view.getUint8(20 * cells + link)),
  };
}

/**
 * Writes a model beside its name and renames it, so that the file is there whole or not at all.
 * @throws RunError when the file cannot be written
 */
export async function writeModel(path: string, model: LinkTravelTimeModel): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, encodeModel(model));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new RunError(`${path} cannot be written (${(error as Error).message})`, { cause: error });
  }
}

/**
 * Reads a model file.
 * @throws InputError when it is not there, no model, cut short or damaged
 */
export async function readModel(path: string): Promise<LinkTravelTimeModel> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError(
      path,
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      right,
      {
        cause: error,
      },
    );
  }
  return decodeModel(bytes, path);
}
