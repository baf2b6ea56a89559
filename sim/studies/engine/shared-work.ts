import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../../src/results/index.js';

function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}

/** What the replications of a study share, kept as files in a folder of the study: made once, whoever comes first. */
export interface SharedWork {
  shared<T>(name: string, compute: () => Promise<T> | T): Promise<T>;
  sharedFile(name: string, write: (path: string) => Promise<void>): Promise<string>;
}

/**
 * Shared work in a folder. Two processes that come at the same time both do it; as it follows from its name alone, either result
 * is right, and what is read is always whole.
 * @param made files that lie elsewhere, by name
 */
export function sharedWork(folder: string, made: Readonly<Record<string, string>> = {}): SharedWork {
  return {
    async shared<T>(name: string, compute: () => Promise<T> | T): Promise<T> {
      const file = join(folder, `${fileName(name)}.json`);
      try {
        return JSON.parse(await readFile(file, 'utf8')) as T;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && !(error instanceof SyntaxError))
          throw error;
      }
      const text = JSON.stringify(await compute());
      await writeFileAtomically(file, text);
      // As everybody else will read it.
      return JSON.parse(text) as T;
    },
    async sharedFile(name: string, write: (path: string) => Promise<void>): Promise<string> {
      const elsewhere = made[fileName(name)];
      if (elsewhere !== undefined) return elsewhere;
      const file = join(folder, fileName(name));
      const there = await access(file).then(
        () => true,
        () => false,
      );
      if (there) return file;
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${fileName(name)}.${process.pid}`);
      try {
        await write(temporary);
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      return file;
    },
  };
}
