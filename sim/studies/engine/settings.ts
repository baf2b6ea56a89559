import { dirname, resolve } from 'node:path';
import { check, InputError, nearestName } from '../../../src/input/index.js';
import { type Scenario, scenarioSchema } from '../../../src/scenario/index.js';
import type { Setting, Settings } from './point.js';

type Branch = Readonly<Record<string, unknown>>;

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;

/** Every path of a document, branches included, in order: `crowdsourcing.tasks`, `crowdsourcing.tasks.values.0`. */
function pathsOf(value: unknown, prefix: readonly string[] = []): string[] {
  if (!isBranch(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = [...prefix, key];
    return [path.join('.'), ...pathsOf(child, path)];
  });
}

/** Whether a path keeps all parts of a shorter one in their order, and ends as it does. */
function abbreviates(short: readonly string[], path: string): boolean {
  const parts = path.split('.');
  if (parts.at(-1) !== short.at(-1)) return false;
  let next = 0;
  for (const part of parts) if (part === short[next]) next++;
  return next === short.length;
}

/**
 * The full path of a setting of a scenario: as it is, or the only one that it abbreviates (`crowdsourcing.budget` for
 * `crowdsourcing.auction.budget`). Entries of lists count from 0: `crowdsourcing.tasks.values[0]` or `.values.0`.
 * @param where names the path in messages: `--vary crowdsourcing.budget`
 * @throws InputError with the nearest paths when there is none, or several
 */
export function settingPath(scenario: Scenario, path: string, where: string): string {
  const plain = path.replace(/\[(\d+)\]/g, '.$1');
  const parts = plain.split('.');
  const known = pathsOf(scenario);
  if (known.includes(plain)) return plain;
  const meant = known.filter((candidate) => abbreviates(parts, candidate));
  if (meant.length === 1) return meant[0];
  if (meant.length > 1)
    throw new InputError(where, 'could be several settings', `one of ${meant.join(', ')}`);
  const parent = parts.slice(0, -1).join('.');
  // A key that the defaults do not show (an option of SUMO, say): the schema decides.
  if (parent === 'traffic.options') return plain;
  const last = parts.at(-1) ?? '';
  // What is spelt right before the misspelt end narrows down what was meant.
  const inside = known.filter((candidate) =>
    abbreviates([...parts.slice(0, -1), candidate.split('.').at(-1) ?? ''], candidate),
  );
  const end = nearestName(last, [
    ...new Set((inside.length > 0 ? inside : known).map((c) => c.split('.').at(-1) ?? '')),
  ]);
  const fits = (inside.length > 0 ? inside : known).filter(
    (candidate) => candidate.split('.').at(-1) === end,
  );
  const near = fits.length > 0 && fits.length <= 4 ? fits.join(' or ') : nearestName(plain, known);
  throw new InputError(
    where,
    'no such setting of a scenario',
    near === undefined
      ? 'a path as bidlane schema shows them, such as crowdsourcing.auction.budget'
      : `did you mean ${near}?`,
  );
}

function withSetting(value: unknown, path: readonly string[], setting: Setting): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return setting;
  if (Array.isArray(value))
    return value.map((v: unknown, i) => (String(i) === key ? withSetting(v, rest, setting) : v));
  const branch = isBranch(value) ? value : {};
  return { ...branch, [key]: withSetting(branch[key], rest, setting) };
}

const filePaths = [
  'traffic.network',
  'traffic.demand.routes',
  'traffic.demand.file',
  'traffic.demand.additional',
];

/**
 * A scenario with some settings changed, checked as a whole.
 * @param settings by path, abbreviated or not; files are relative to `file`
 * @param file that holds the settings, for relative paths
 * @param where names a setting in messages; by default the file and its path
 * @throws InputError when a path is none or a value is wrong
 */
export function withSettings(
  scenario: Scenario,
  settings: Settings,
  file: string,
  where: (path: string) => string = (path) => `${file}: ${path}`,
): Scenario {
  let changed: unknown = scenario;
  for (const [name, value] of Object.entries(settings)) {
    const path = settingPath(scenario, name, where(name));
    const isFile = filePaths.includes(path) && typeof value === 'string';
    changed = withSetting(changed, path.split('.'), isFile ? resolve(dirname(file), value) : value);
  }
  const outcome = check(scenarioSchema, changed);
  if ('parsed' in outcome) return outcome.parsed;
  const { path, what, right } = outcome.fault;
  throw new InputError(where(path.join('.')), what, right);
}
