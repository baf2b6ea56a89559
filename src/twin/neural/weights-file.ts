import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError, readFault, validate } from '../../input/index.js';
import { writeFileAtomically } from '../../results/index.js';
import type { Trainable } from './parameter.js';

const right = 'a weights file written whole by this version of bidlane';

const shape = z.strictObject({
  format: z.literal('bidlane weights 1'),
  kind: z.string(),
  about: z.record(z.string(), z.json()),
  parameters: z.array(z.strictObject({ name: z.string(), length: z.int().nonnegative() })),
  sha256: z.string(),
  float32: z.string(),
});

/** The weights of a network as a file holds them. */
export interface Weights {
  /** What network they are for, such as `movement-lstm`. */
  readonly kind: string;
  /** Sizes and the origin of the weights, as JSON. */
  readonly about: Readonly<Record<string, z.core.util.JSONType>>;
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** Hash of all numbers, by which a measurement tells what it was made with. */
  readonly sha256: string;
}

/** Rounds all values to 32-bit floats, so that a network computes the same before and after it was in a file. */
export function roundToFile({ parameters }: Trainable): void {
  for (const { value } of parameters) for (let i = 0; i < value.length; i++) value[i] = Math.fround(value[i]);
}

/** Weights as the text of a JSON file: sizes, origin, and all numbers as little-endian 32-bit floats in base64 with their SHA-256. */
export function encodeWeights(kind: string, about: Weights['about'], { parameters }: Trainable): string {
  const total = parameters.reduce((sum, { value }) => sum + value.length, 0);
  const view = new DataView(new ArrayBuffer(4 * total));
  let at = 0;
  for (const { value } of parameters)
    for (const number of value) {
      view.setFloat32(at, number, true);
      at += 4;
    }
  const bytes = new Uint8Array(view.buffer);
  const document = {
    format: 'bidlane weights 1',
    kind,
    about,
    parameters: parameters.map(({ name, value }) => ({ name, length: value.length })),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    float32: Buffer.from(bytes).toString('base64'),
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

/** Writes weights beside the file's name and renames them. @throws InputError or RunError when the place cannot be written */
export async function writeWeights(
  path: string,
  kind: string,
  about: Weights['about'],
  network: Trainable,
): Promise<void> {
  await writeFileAtomically(path, encodeWeights(kind, about, network));
}

/**
 * The weights in a text.
 * @param where what to call it in an error
 * @throws InputError when it is no weights file, of another kind, or damaged
 */
export function decodeWeights(text: string, kind: string, where: string): Weights {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(where, 'is not JSON', right, { cause: error });
  }
  const document = validate(shape, json, where);
  if (document.kind !== kind)
    throw new InputError(where, `holds weights of ${document.kind}`, `weights of ${kind}`);
  const bytes = Buffer.from(document.float32, 'base64');
  const total = document.parameters.reduce((sum, { length }) => sum + length, 0);
  if (bytes.length !== 4 * total || createHash('sha256').update(bytes).digest('hex') !== document.sha256)
    throw new InputError(where, 'is damaged (size or hash differs)', right);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const parameters = new Map<string, Float32Array>();
  for (const { name, length } of document.parameters) {
    parameters.set(
      name,
      Float32Array.from({ length }, (_, i) => view.getFloat32(at + 4 * i, true)),
    );
    at += 4 * length;
  }
  return { kind, about: document.about, parameters, sha256: document.sha256 };
}

/** Reads a weights file. @throws InputError when it is not there, of another kind, or damaged */
export async function readWeights(path: string, kind: string): Promise<Weights> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(path, readFault((error as NodeJS.ErrnoException).code), right, { cause: error });
  }
  return decodeWeights(text, kind, path);
}

/**
 * Sets the parameters of a network from a file.
 * @throws InputError when the file lacks one, or it has another size
 */
export function useWeights(weights: Weights, network: Trainable, where: string): void {
  for (const { name, value } of network.parameters) {
    const found = weights.parameters.get(name);
    if (found?.length !== value.length)
      throw new InputError(where, `has ${found?.length ?? 'no'} numbers for ${name}`, `${value.length}`);
    value.set(found);
  }
}
