import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, RunError } from '../../src/input/index.js';
import {
  decodeModel,
  encodeModel,
  type LinkTravelTimeModel,
  modelKey,
  readModel,
  writeModel,
} from '../../src/traveltime/index.js';

const model: LinkTravelTimeModel = {
  start: 300,
  slotLength: 60,
  slots: 3,
  links: 2,
  mean: Float64Array.of(1 / 3, 2, Math.PI, 4, 5e-300, 6),
  sd: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
  samples: Int32Array.of(1, 0, 70_000, 2, 3, 4),
  fallback: Uint8Array.of(0, 1),
};

describe('model files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bidlane-model-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('give back the same model, bit for bit, and leave nothing else behind', async () => {
    const path = join(folder, 'model.bin');
    await writeModel(path, model);
    expect(await readModel(path)).toEqual(model);
    expect(readdirSync(folder)).toEqual(['model.bin']);
    expect(encodeModel(await readModel(path))).toEqual(encodeModel(model));
  });

  it('say what is wrong with them', async () => {
    const bytes = encodeModel(model);
    const flipped = Uint8Array.from(bytes);
    flipped[flipped.length - 5] ^= 1;
    expect(() => decodeModel(flipped, 'm.bin')).toThrow(/^m\.bin: is damaged/);
    expect(() => decodeModel(bytes.subarray(0, -3), 'm.bin')).toThrow(
      /holds 119 bytes of data instead of 122/,
    );
    expect(() => decodeModel(bytes.subarray(0, 40), 'm.bin')).toThrow(/has a broken header/);
    expect(() => decodeModel(Buffer.from('{}'), 'm.bin')).toThrow(/is not a travel-time model/);
    const text = Buffer.from(bytes).toString('latin1').replace('"slots":3', '"slots":0');
    expect(() => decodeModel(Buffer.from(text, 'latin1'), 'm.bin')).toThrow(/slots/);
    await expect(readModel(join(folder, 'none.bin'))).rejects.toThrow(InputError);
    await expect(writeModel(join(folder, 'no', 'folder.bin'), model)).rejects.toThrow(RunError);
    writeFileSync(join(folder, 'cut.bin'), readFileSync(join(folder, 'model.bin')).subarray(0, 60));
    await expect(readModel(join(folder, 'cut.bin'))).rejects.toThrow(/cut\.bin/);
  });
});

describe('modelKey', () => {
  const parts = {
    network: Uint8Array.of(1, 2, 3),
    seeds: [1, 2],
    sumo: '1.15.0',
    options: { slots: 4, start: 0 },
  };

  it('depends on every part, not on the order of names', () => {
    const key = modelKey(parts);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const { network, seeds, sumo, options } = parts;
    expect(
      modelKey({
        options: { start: 0, slots: 4, sd: undefined },
        sumo,
        seeds: [...seeds],
        network: Uint8Array.from(network),
      }),
    ).toBe(key);
    const others = [
      { ...parts, seeds: [2, 1] },
      { ...parts, seeds: ['1', 2] },
      { ...parts, network: Uint8Array.of(1, 2, 4) },
      { ...parts, network: Int8Array.of(1, 2, 3) },
      { ...parts, options: { slots: 4, start: 1 } },
      { ...parts, sumo: null },
      { network, seeds, options },
    ].map(modelKey);
    expect(new Set([key, ...others]).size).toBe(others.length + 1);
  });
});
