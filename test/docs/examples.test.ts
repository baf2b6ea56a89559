import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildState } from '../../scripts/setup/build-state.mjs';
import { parseScenario } from '../../src/scenario/index.js';
import { allBlocks, type Block, root } from './markdown.js';

const blocks = allBlocks();
const scratch = mkdtempSync(join(tmpdir(), 'bidlane-docs-'));
const tsx = import.meta.resolve('tsx');

// `npx bidlane` in the pages is the build where that is fresh, else the sources.
const isBuilt = buildState(root).kind === 'fresh';
const program = isBuilt
  ? `"${join(root, 'dist/src/cli/main.js')}"`
  : `--import "${tsx}" "${join(root, 'src/cli/main.ts')}"`;
writeFileSync(join(scratch, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" ${program} "$@"\n`, {
  mode: 0o755,
});
const env = { ...process.env, PATH: `${scratch}${delimiter}${process.env.PATH ?? ''}` };

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: root, env, timeout: 100_000 }, (error, stdout, stderr) => {
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

  // One process runs them all, one after the other: each is a module, and what they print is told apart by markers.
  const shown = examples.filter(({ output }) => output !== undefined);
  const printed = new Map<string, string>();
  beforeAll(async () => {
    const steps = shown.map((block, i) => {
      const text = block.text.replaceAll(
        /from 'bidlane\/([\w-]+)'/g,
        (_, room: string) => `from '${pathToFileURL(sourceOf(room)).href}'`,
      );
      const file = join(scratch, `example-${i}.mts`);
      writeFileSync(file, text);
      const url = JSON.stringify(pathToFileURL(file).href);
      return `console.log('@@ ${block.where}');\nawait import(${url}).catch((error) => console.log(error));`;
    });
    const driver = join(scratch, 'driver.mts');
    writeFileSync(driver, `${steps.join('\n')}\n`);
    const all = await run(process.execPath, ['--import', tsx, driver]);
    for (const part of all.split('@@ ').slice(1)) {
      const end = part.indexOf('\n');
      printed.set(part.slice(0, end), part.slice(end + 1));
    }
  });

  it.each(shown)('$where prints what it says', (block) => {
    expectOutput(printed.get(block.where) ?? '', block);
  });
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
