import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AtomicFolder, writeFolderAtomically } from '../../src/results/index.js';
import { temporaryFolders } from './temporary-folder.js';

const folder = temporaryFolders();

describe('AtomicFolder', () => {
  it('shows nothing under the name before commit, everything after', async () => {
    const target = join(folder(), 'replications', '3');
    const begun = await AtomicFolder.begin(target);
    mkdirSync(join(begun.path, 'sub'));
    writeFileSync(join(begun.path, 'sub', 'x'), '1');
    expect(existsSync(target)).toBe(false);
    expect(await begun.commit()).toBe('written');
    expect(readFileSync(join(target, 'sub', 'x'), 'utf8')).toBe('1');
    expect(readdirSync(join(target, '..'))).toEqual(['3']);
  });

  it('keeps a folder that another worker finished first', async () => {
    const target = join(folder(), '0');
    const slow = await AtomicFolder.begin(target);
    writeFileSync(join(slow.path, 'x'), 'slow');
    await writeFolderAtomically(target, (path) => writeFile(join(path, 'x'), 'fast'));
    expect(await slow.commit()).toBe('already-there');
    expect(readFileSync(join(target, 'x'), 'utf8')).toBe('fast');
    expect(readdirSync(join(target, '..'))).toEqual(['0']);
  });

  it('leaves nothing when the writing fails', async () => {
    const place = folder();
    const failing = writeFolderAtomically(join(place, '1'), async (path) => {
      await writeFile(join(path, 'half'), '1');
      throw new Error('SUMO died');
    });
    await expect(failing).rejects.toThrow('SUMO died');
    expect(readdirSync(place)).toEqual([]);
  });

  it('leaves no folder of the name when the process is killed, and the next one removes its leftovers', async () => {
    const place = folder();
    const room = join(import.meta.dirname, '../../src/results/index.ts');
    const code = `import { AtomicFolder } from ${JSON.stringify(room)}; import { writeFileSync } from 'node:fs';
      const f = await AtomicFolder.begin(${JSON.stringify(join(place, '5'))}); writeFileSync(f.path + '/half', '1');
      console.log('begun'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: join(import.meta.dirname, '../..'),
    });
    await once(child.stdout, 'data');
    expect(readdirSync(place)).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(place, '5'))).toBe(false);
    const again = await AtomicFolder.begin(join(place, '5'));
    expect(readdirSync(place)).toHaveLength(1);
    writeFileSync(join(again.path, 'whole'), '1');
    await again.commit();
    expect(readdirSync(place)).toEqual(['5']);
    expect(readdirSync(join(place, '5'))).toEqual(['whole']);
  });
});
