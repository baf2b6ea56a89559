import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A page for users: where it lies, from the root, and its text. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  /** File and line, such as `README.md:12`. */
  readonly where: string;
  /** The words after the fence: `ts`, `sh run`, `json output`. */
  readonly info: string;
  readonly text: string;
  /** The block below it, where that is the output of this one. */
  readonly output: Block | undefined;
}

/** README.md, CHANGELOG.md and every page of docs/. */
export function pages(): Page[] {
  const docs = join(root, 'docs');
  const files = readdirSync(docs).filter((name) => name.endsWith('.md'));
  return [join(root, 'README.md'), join(root, 'CHANGELOG.md'), ...files.map((name) => join(docs, name))].map(
    (path) => ({ file: relative(root, path), text: readFileSync(path, 'utf8') }),
  );
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: Page): Block[] {
  const found: { where: string; info: string; text: string }[] = [];
  let open: { line: number; info: string; lines: string[] } | undefined;
  for (const [i, line] of page.text.split('\n').entries()) {
    if (!line.startsWith('```')) open?.lines.push(line);
    else if (open === undefined) open = { line: i + 1, info: line.slice(3).trim(), lines: [] };
    else {
      found.push({
        where: `${page.file}:${open.line}`,
        info: open.info,
        text: `${open.lines.join('\n')}\n`,
      });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${page.file}:${open.line}: a block that does not end`);
  return found.map((block, i) => {
    const next = found.at(i + 1);
    const output = next?.info.endsWith(' output') ? { ...next, output: undefined } : undefined;
    return { ...block, output };
  });
}

/** All blocks of all pages. */
export function allBlocks(): Block[] {
  return pages().flatMap(blocksOf);
}
