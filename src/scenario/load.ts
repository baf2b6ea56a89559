import { access, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Document, LineCounter, Node, YAMLMap } from 'yaml';
import { check, InputError, readFault } from '../input/index.js';
import { withModules } from './modules.js';
import { type Scenario, scenarioSchema, type TrafficSettings } from './schema.js';

/** A scenario as it stands in a file: the settings with absolute paths, and the text a person wrote. */
export interface LoadedScenario {
  readonly file: string;
  readonly text: string;
  readonly scenario: Scenario;
}

const load = createRequire(import.meta.url);
/** Read when there is a text to parse: a process that is handed its scenario needs none of it. */
const yaml = (): typeof import('yaml') => load('yaml') as typeof import('yaml');

type Path = readonly (string | number)[];
type Locate = (path: Path, preferKey: boolean) => string;

function locator(file: string, contents: Node | null, lines: LineCounter): Locate {
  const { isMap, isNode, isScalar } = yaml();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const keyOf = (map: YAMLMap, key: string | number): Node | undefined => {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    return isNode(pair?.key) ? pair.key : undefined;
  };
  return (path, preferKey) => {
    let node: Node | null = contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [i, part] of path.entries()) {
      if (isMap(node)) {
        const key = keyOf(node, part);
        // A missing key is reported at the map that lacks it.
        if (key === undefined) return place(offset);
        offset = key.range?.[0] ?? offset;
        if (i === path.length - 1 && preferKey) return place(offset);
      }
      const child: unknown = node !== null && 'get' in node ? (node as YAMLMap).get(part, true) : undefined;
      if (!isNode(child)) return place(offset);
      node = child;
      if (!isMap(node)) offset = node.range?.[0] ?? offset;
    }
    return place(offset);
  };
}

function parsed(text: string): { readonly document: Document.Parsed; readonly lines: LineCounter } {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines };
}

/**
 * Parses the text of a scenario and fills in the defaults.
 * @param file the name to show in messages
 * @throws InputError with file, line and column: broken YAML, unknown keys (with the nearest known one), wrong values
 */
export function parseScenario(text: string, file: string): Scenario {
  const { document, lines } = parsed(text);
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new InputError(
      `${file}:${line}:${col}`,
      `not readable as YAML (${problem.message.split('\n')[0]})`,
      'keys and values as in scenarios/manhattan.yaml',
    );
  }
  if (document.contents === null) {
    throw new InputError(`${file}:1:1`, 'is empty', 'a scenario with at least name and traffic');
  }
  const locate = locator(file, document.contents, lines);
  const outcome = check(scenarioSchema, document.toJS());
  if ('parsed' in outcome) return outcome.parsed;
  const { path, what, right } = outcome.fault;
  const name = path.join('.');
  throw new InputError(locate(path, what === 'unknown key'), name === '' ? what : `${name} ${what}`, right);
}

async function existing(base: string, path: string, where: () => string, key: string): Promise<string> {
  const absolute = resolve(base, path);
  try {
    await access(absolute);
  } catch (error) {
    throw new InputError(where(), `${key}: no file at ${absolute}`, 'a path relative to the scenario file', {
      cause: error,
    });
  }
  return realpath(absolute);
}

/**
 * Where a setting stands in a scenario, for messages: `file:line:col`.
 * @param path keys from the top, such as `['traffic', 'options', 'scale']`; the nearest one above where it is not written
 */
export function placeInScenario({ file, text }: Pick<LoadedScenario, 'file' | 'text'>, path: Path): string {
  const { document, lines } = parsed(text);
  return locator(file, document.contents, lines)(path, false);
}

/**
 * Reads a scenario file, fills in the defaults and makes its paths absolute.
 * @throws InputError when the file, or a file that it names, is missing or wrong
 */
export async function loadScenario(file: string): Promise<LoadedScenario> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(file, readFault(code), 'the path of a scenario such as scenarios/manhattan.yaml', {
      cause: error,
    });
  }
  const scenario = parseScenario(text, file);
  const locate = (path: Path): string => placeInScenario({ file, text }, path);
  const base = dirname(resolve(file));
  const found = (path: string, at: Path): Promise<string> =>
    existing(base, path, () => locate(at), at.join('.'));
  const { traffic } = scenario;
  const network = await found(traffic.network, ['traffic', 'network']);
  const demand = await demandFiles(traffic.demand, found);
  const crowdsourcing = await withModules(scenario.crowdsourcing, found);
  return { file, text, scenario: { ...scenario, traffic: { ...traffic, network, demand }, crowdsourcing } };
}

async function demandFiles(
  demand: TrafficSettings['demand'],
  found: (path: string, at: Path) => Promise<string>,
): Promise<TrafficSettings['demand']> {
  const at = (key: string): Path => ['traffic', 'demand', key];
  if ('routes' in demand) return { ...demand, routes: await found(demand.routes, at('routes')) };
  const file = await found(demand.file, at('file'));
  if (demand.additional === undefined) return { file };
  return { file, additional: await found(demand.additional, at('additional')) };
}
