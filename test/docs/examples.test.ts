import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/index.js';
import { allBlocks, type Block, root } from './markdown.js';

const blocks = allBlocks();
const scratch = mkdtempSync(join(tmpdir(), 'bidlane-docs-'));
const tsx = import.meta.resolve('tsx');

// `npx bidlane` in the pages is the sources, without a build.
writeFileSync(
  join(scratch, 'npx'),
  `#!/bin/sh\nshift\nexec "${process.execPath}" --import "${tsx}" "${join(root, 'src/cli/main.ts')}" "$@"\n`,
  { mode: 0o755 },
);
const env = { ...process.env, PATH: `${scratch}${delimiter}${process.env.PATH ?? ''}` };

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: root, env, timeout: 50_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
    });
  });
}

const sourceOf = (room: string): string => join(root, room === 'sim' ? 'sim' : `src/${room}`, 'index.ts');

/** Type errors of the examples, each a module of its own that imports the package by its name. */
function typeErrors(examples: readonly Block[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = new Map(
    examples.map((block, i) => [join(root, `test/docs/example-${i}.ts`), block] as const),
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => {
    const block = files.get(name);
    return block === undefined ? readFile.call(host, name) : `${block.text}\nexport {};\n`;
  };
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    host,
    options: {
      ...options,
      noEmit: true,
      rootDir: root,
      // An example may define what it does not use.
      noUnusedLocals: false,
      paths: { 'bidlane/sim': [sourceOf('sim')], 'bidlane/*': [sourceOf('*')] },
    },
  });
  return [...files].flatMap(([name, block]) => {
    const source = program.getSourceFile(name);
    return ts
      .getPreEmitDiagnostics(program, source)
      .filter((d) => d.file === source)
      .map((d) => {
        const line = source === undefined ? 0 : source.getLineAndCharacterOfPosition(d.start ?? 0).line;
        return `${block.where}, line ${line + 1}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`;
      });
  });
}

/** Numbers may differ by rounding; everything else is equal. */
function expectClose(got: unknown, shown: unknown, path = '$'): void {
  if (typeof got === 'number' && typeof shown === 'number') {
    expect(Math.abs(got - shown), `${path}: ${got}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(got)));
  } else if (typeof got === 'object' && got !== null && typeof shown === 'object' && shown !== null) {
    expect(Object.keys(got), path).toEqual(Object.keys(shown));
    for (const [key, value] of Object.entries(got))
      expectClose(value, Reflect.get(shown, key), `${path}.${key}`);
  } else expect(got, path).toEqual(shown);
}

function expectOutput(got: string, block: Block): void {
  const { output } = block;
  if (output === undefined) return;
  if (output.info === 'json output') expectClose(JSON.parse(got), JSON.parse(output.text));
  else expect(got).toBe(output.text);
}

describe('TypeScript examples', () => {
  const examples = blocks.filter(({ info }) => info === 'ts');

  it('type-check against the rooms that the package exports', () => {
    expect(examples.length).toBeGreaterThan(5);
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, unknown>;
    };
    for (const { text, where } of examples)
      for (const [, room] of text.matchAll(/from 'bidlane\/([\w-]+)'/g))
        expect(Object.keys(exports), where).toContain(`./${room}`);
    expect(typeErrors(examples)).toEqual([]);
  });

  it.each(examples.filter(({ output }) => output !== undefined))(
    '$where prints what it says',
    async (block) => {
      const text = block.text.replaceAll(
        /from 'bidlane\/([\w-]+)'/g,
        (_, room: string) => `from '${pathToFileURL(sourceOf(room)).href}'`,
      );
      const file = join(scratch, `${block.where.replaceAll(/\W/g, '-')}.mts`);
      writeFileSync(file, text);
      expectOutput(await run(process.execPath, ['--import', tsx, file]), block);
    },
  );
});

describe('commands', () => {
  const commands = blocks.filter(({ info }) => info === 'sh run');

  it('are there', () => {
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.every(({ output }) => output !== undefined)).toBe(true);
  });

  it.each(commands)('$where prints what it says', async (block) => {
    expectOutput(await run('/bin/sh', ['-c', block.text]), block);
  });
});

describe('scenarios', () => {
  const scenarios = blocks.filter(({ info, text }) => info === 'yaml' && /^name:/m.test(text));

  it.each(scenarios)('$where is one', ({ text, where }) => {
    const { traffic } = parseScenario(text, where);
    // The pages write them for a file in scenarios/.
    expect(existsSync(join(root, 'scenarios', traffic.network))).toBe(true);
    const demand = 'routes' in traffic.demand ? traffic.demand.routes : traffic.demand.file;
    expect(existsSync(join(root, 'scenarios', demand))).toBe(true);
  });
});
