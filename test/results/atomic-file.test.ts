import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import {
  AtomicFolder,
  discardUnfinished,
  prepareResultsFolder,
  removeLeftovers,
  writeFileAtomically,
  writeJson,
} from '../../src/results/index.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();
const host = hostname().replaceAll(/[^A-Za-z0-9]/g, '_');

describe('writeFileAtomically', () => {
  it('writes, replaces, makes missing folders and leaves nothing else', async () => {
    const path = join(folder(), 'a', 'b.txt');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, new TextEncoder().encode('two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(path, '..'))).toEqual(['b.txt']);
  });

  it('keeps the old file when the new one cannot take its name', async () => {
    const place = folder();
    mkdirSync(join(place, 'name', 'inside'), { recursive: true });
    await expect(writeFileAtomically(join(place, 'name'), 'x')).rejects.toThrow(InputError);
    expect(readdirSync(place)).toEqual(['name']);
  });

  it('says where and what when a part of the path is a file', async () => {
    const place = folder();
    writeFileSync(join(place, 'file'), '');
    await expect(writeFileAtomically(join(place, 'file', 'x.json'), '1')).rejects.toThrow(
      /file\/x\.json: cannot be written \((a part of the path is a file, not a folder|a file stands there)\): a results folder that you may write to/,
    );
  });

  it('writes JSON for people with keys in order', async () => {
    const path = join(folder(), 'x.json');
    await writeJson(path, { b: [1, Number.POSITIVE_INFINITY], a: 'x' });
    expect(readFileSync(path, 'utf8')).toBe('{\n  "a": "x",\n  "b": [\n    1,\n    null\n  ]\n}\n');
  });
});

describe('prepareResultsFolder', () => {
  it('makes the folders and leaves them empty', async () => {
    const place = join(folder(), 'results', 'city');
    expect(await prepareResultsFolder(place)).toEqual([]);
    expect(readdirSync(place)).toEqual(['replications']);
    expect(readdirSync(join(place, 'replications'))).toEqual([]);
  });

  it('refuses a file in its place', async () => {
    const place = folder();
    writeFileSync(join(place, 'out'), '');
    await expect(prepareResultsFolder(join(place, 'out'))).rejects.toThrow(
      /out: cannot be written \(a file stands there\)/,
    );
  });

  it('refuses a folder that the user may not write', async () => {
    const place = folder();
    chmodSync(place, 0o555);
    // The superuser may write everywhere: become nobody while it tries.
    const superuser = process.getuid?.() === 0;
    if (superuser) process.seteuid?.(65534);
    try {
      await expect(prepareResultsFolder(join(place, 'out'))).rejects.toThrow(
        /out: cannot be written \(permission denied\): a results folder/,
      );
    } finally {
      if (superuser) process.seteuid?.(0);
    }
  });
});

describe('what killed runs leave', () => {
  it('is removed, unless a running process or another machine is writing it', async () => {
    const place = folder();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    const dead = spawn('true', { stdio: 'ignore' });
    await once(dead, 'exit');
    const names = [
      `.3.tmp-${host}-${dead.pid}-1`,
      `.4.tmp-${host}-${process.pid}-999999`,
      `.5.tmp-${host}-${other.pid}-1`,
      '.6.tmp-elsewhere-1-1',
      '7',
    ];
    for (const name of names) mkdirSync(join(place, name, 'inside'), { recursive: true });
    expect(await removeLeftovers(place)).toEqual(names.slice(0, 2).sort());
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(await removeLeftovers(place)).toEqual([names[2]]);
    expect(readdirSync(place).sort()).toEqual(['.6.tmp-elsewhere-1-1', '7']);
  });

  it('does not include what this process is writing, until it is told to end', async () => {
    const place = folder();
    const begun = await AtomicFolder.begin(join(place, '0'));
    expect(await removeLeftovers(place)).toEqual([]);
    writeFileSync(join(begun.path, 'x'), '1');
    discardUnfinished();
    expect(existsSync(begun.path)).toBe(false);
    expect(readdirSync(place)).toEqual([]);
  });
});
