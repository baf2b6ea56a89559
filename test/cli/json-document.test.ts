import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonText, readJsonDocument } from '../../src/cli/json-document.js';
import { InputError } from '../../src/input/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-json-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function file(content: string): string {
  const path = join(folder, 'document.json');
  writeFileSync(path, content);
  return path;
}

describe('readJsonDocument', () => {
  it('reads a file', async () => {
    expect(await readJsonDocument(file(' {"a": [1, null]}\n'))).toEqual({ a: [1, null] });
  });

  it('reads a file with a byte order mark, as some editors write it', async () => {
    expect(await readJsonDocument(file('\uFEFF{"a": 1}'))).toEqual({ a: 1 });
  });

  it.each([
    ['a comma too many', '{"a": 1,\n "b": [1, 2,]\n}', '2:13'],
    ['text that ends too early', '{"a": [1,\n 2', '2:3'],
    ['a word', '{\n\n  "a": yes}', '3:8'],
    ['nothing', '', '1:1'],
    ['two documents', '{}\n{}', '2:1'],
  ])('names line and column of %s', async (_, content, place) => {
    const path = file(content);
    const error: unknown = await readJsonDocument(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).where).toBe(`${path}:${place}`);
    expect((error as InputError).what).toMatch(/^not JSON \(.+\)$/);
    expect((error as InputError).message).not.toContain('\n');
  });

  it('names a file that is not there, and a folder', async () => {
    await expect(readJsonDocument(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: there is no such file: a JSON/,
    );
    await expect(readJsonDocument(folder)).rejects.toThrow(/: is a folder: a JSON file/);
  });
});

describe('jsonText', () => {
  it('writes infinities and NaN as null, at any depth', () => {
    expect(jsonText({ a: Infinity, b: [-Infinity, NaN, 1], c: { d: 0 } })).toBe(
      '{"a":null,"b":[null,null,1],"c":{"d":0}}',
    );
  });
});
