import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/input/index.js';
import { RandomStream } from '../../../src/random/index.js';
import {
  Dense,
  encodeWeights,
  readWeights,
  roundToFile,
  useWeights,
  writeWeights,
} from '../../../src/twin/neural/index.js';
import { temporaryFolders } from '../../results/temporary-folder.js';

const folder = temporaryFolders();
const layer = (seed: string, outputs = 3): Dense => new Dense('layer', 4, outputs, new RandomStream(seed));

describe('a weights file', () => {
  it('gives back the very numbers, after they were rounded to 32 bits', async () => {
    const [one, other] = [layer('a'), layer('b')];
    roundToFile(one);
    const path = join(folder(), 'one.json');
    await writeWeights(path, 'test', { units: 3 }, one);
    const weights = await readWeights(path, 'test');
    useWeights(weights, other, path);
    expect(other.weights.value).toEqual(one.weights.value);
    expect(other.bias.value).toEqual(one.bias.value);
    expect(weights.about).toEqual({ units: 3 });
  });

  it('is refused when it is missing, of another kind, of another size, or damaged', async () => {
    const text = encodeWeights('test', {}, layer('a'));
    const path = join(folder(), 'weights.json');
    writeFileSync(path, text);
    await expect(readWeights(`${path}.none`, 'test')).rejects.toThrow(/no such file/);
    await expect(readWeights(path, 'other')).rejects.toThrow(/holds weights of test: weights of other/);
    const weights = await readWeights(path, 'test');
    expect(() => useWeights(weights, layer('b', 2), path)).toThrow(InputError);
    writeFileSync(path, text.replace(/"float32": "..../, '"float32": "AAAA'));
    await expect(readWeights(path, 'test')).rejects.toThrow(/damaged/);
    writeFileSync(path, text.slice(0, 100));
    await expect(readWeights(path, 'test')).rejects.toThrow(/not JSON/);
  });
});
