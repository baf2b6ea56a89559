import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, RunError, validate } from '../input/index.js';
import type { LinkTravelTimeModel } from './link-travel-time-model.js';

/** The first line of a model file. */
const magic = 'bidlane link travel times 1\n';
const right = 'a model file written whole by this version of bidlane';

const header = z.strictObject({
  start: z.number(),
  slotLength: z.number().positive(),
  slots: z.int().positive(),
  links: z.int().nonnegative(),
  sha256: z.string().length(64),
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A model as bytes: a line that names the format, a line of JSON (sizes and the SHA-256 of the rest), then mean and
 * standard deviation (64-bit floats), samples (32-bit integers) and fallback (bytes), little-endian.
 */
export function encodeModel(model: LinkTravelTimeModel): Uint8Array {
  const { start, slotLength, slots, links } = model;
  const cells = links * slots;
  const body = new DataView(new ArrayBuffer(cells * 20 + links));
  for (let i = 0; i < cells; i++) {
    body.setFloat64(8 * i, model.mean[i], true);
    body.setFloat64(8 * (cells + i), model.sd[i], true);
    body.setInt32(16 * cells + 4 * i, model.samples[i], true);
  }
  for (let link = 0; link < links; link++) body.setUint8(20 * cells + link, model.fallback[link]);
  const bytes = new Uint8Array(body.buffer);
  const head = JSON.stringify({ start, slotLength, slots, links, sha256: hash(bytes) });
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
  const { start, slotLength, slots, links, sha256 } = validate(header, json, where);
  const body = buffer.subarray(end + 1);
  const cells = links * slots;
  if (body.length !== 20 * cells + links) {
    throw new InputError(where, `holds ${body.length} bytes of data instead of ${20 * cells + links}`, right);
  }
  if (hash(body) !== sha256) throw new InputError(where, 'is damaged (its hash differs)', right);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return {
    start,
    slotLength,
    slots,
    links,
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
