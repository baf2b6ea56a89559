import { writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { InputError, RunError } from '../../src/input/index.js';
import { writeFault } from '../../src/results/index.js';

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });

describe('writeFault', () => {
  it('names path and free space on a full disk, as Node reports it', async () => {
    const fault = await writeFault('/tmp/out/x', await thrownBy(() => writeFile('/dev/full', 'x')));
    expect(fault).toBeInstanceOf(RunError);
    expect(String(fault)).toMatch(/\/tmp\/out\/x: the disk is full \(\d+\.\d MB free\): free some space/);
  });

  it('and as DuckDB reports it', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const error = await thrownBy(() =>
      connection.run("COPY (SELECT range AS x FROM range(100000)) TO '/dev/full' (FORMAT csv)"),
    );
    connection.closeSync();
    instance.closeSync();
    expect(await writeFault('/tmp/x', error)).toBeInstanceOf(RunError);
  });

  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG'])(
    'turns %s into an input error with where, what and what would be right',
    async (code) => {
      const fault = await writeFault('results/x', systemError(code));
      expect(fault).toBeInstanceOf(InputError);
      expect(String(fault)).toMatch(
        /results\/x: cannot be written \(.+\): a results folder that you may write to/,
      );
    },
  );

  it('leaves everything else alone', async () => {
    const error = systemError('EMFILE');
    expect(await writeFault('x', error)).toBe(error);
    const told = new RunError('already said');
    expect(await writeFault('x', told)).toBe(told);
    expect(await writeFault('x', 'text')).toBe('text');
  });
});
