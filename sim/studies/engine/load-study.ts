import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { check, InputError, jsonPath, readFault } from '../../../src/input/index.js';
import { loadScenario, placeInScenario, type Scenario } from '../../../src/scenario/index.js';
import { builtInStudies } from './catalogue.js';
import type { StudyDefinition } from './definition.js';
import { withSettings } from './settings.js';
import { moduleStudySchema, yamlStudySchema } from './study-schema.js';

/** A study that is ready to run. */
export interface LoadedStudy {
  readonly definition: StudyDefinition;
  /** How another process finds it: the name of a built-in study, or an absolute path. */
  readonly key: string;
  readonly file: string;
  /** Hash of the file: another text may compute something else. */
  readonly textDigest: string;
  /** The base scenario with the study's own settings. */
  readonly scenario?: Scenario;
}

/** The folder of the package, where `scenarios` lie, from the sources and from the build. */
function packageFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return resolve(here, here.includes('/dist/sim/') ? '../../../..' : '../../..');
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      file,
      readFault(code),
      'a study: the name of a built-in one (bidlane study list), YAML or a module',
      {
        cause: error,
      },
    );
  }
}

/** A study from YAML text. @throws InputError with file, line and column */
export function parseStudy(text: string, file: string): StudyDefinition {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    const what = `not readable as YAML (${problem.message.split('\n')[0]})`;
    throw new InputError(`${file}:${line}:${col}`, what, 'keys and values as in docs/studies.md');
  }
  if (document.contents === null)
    throw new InputError(
      `${file}:1:1`,
      'is empty',
      'a study with at least name, title, scenario and measures',
    );
  const outcome = check(yamlStudySchema, document.toJS());
  if ('parsed' in outcome) return outcome.parsed;
  const { path, what, right } = outcome.fault;
  const name = path.join('.');
  throw new InputError(placeInScenario({ file, text }, path), name === '' ? what : `${name} ${what}`, right);
}

async function importStudy(file: string): Promise<StudyDefinition> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const typescript =
      extname(file) === '.ts' && (code === 'ERR_UNKNOWN_FILE_EXTENSION' || error instanceof SyntaxError);
    if (typescript)
      throw new InputError(
        file,
        'TypeScript, which this Node does not read',
        'a .js module (compile it first, or start Node with --import tsx)',
        {
          cause: error,
        },
      );
    throw new InputError(
      file,
      `cannot be loaded (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
      'a module whose default export is a study',
      {
        cause: error,
      },
    );
  }
  const outcome = check(moduleStudySchema, module.default);
  if ('fault' in outcome) {
    const { path, what, right } = outcome.fault;
    throw new InputError(`${file}: ${jsonPath(path, 'default')}`, what, right);
  }
  return module.default as StudyDefinition;
}

/** What the parts of a study must agree on. @throws InputError */
function checkWhole(study: StudyDefinition, file: string): void {
  const refuse = (what: string, right: string): never => {
    throw new InputError(file, what, right);
  };
  const { compute, scenario, series, measures, replications, until, inMemoryRun, claims = [] } = study;
  if (compute === undefined && scenario === undefined)
    refuse('has neither scenario nor compute', 'one of the two');
  if (compute === undefined && Array.isArray(series))
    refuse('names its series without settings', 'series: {name: {setting: value}} for co-simulations');
  if (compute !== undefined && !Array.isArray(series))
    refuse('has no list of series', "series: ['name'] for a computed study");
  if (compute !== undefined && Array.isArray(measures))
    refuse('names its measures without labels', 'measures: {name: {label, unit}} for a computed study');
  if (compute === undefined && replications === 'exact')
    refuse('a co-simulation is not exact', 'a number of replications');
  if (inMemoryRun !== undefined && (compute === undefined || until !== undefined))
    refuse('makes its replications in memory', 'compute, and a fixed number of replications');
  if (until !== undefined && replications === 'exact')
    refuse('an exact computation needs no until', 'one of the two');
  for (const claim of claims)
    if (('expect' in claim && claim.expect !== undefined) === ('judge' in claim && claim.judge !== undefined))
      refuse(`claim ${JSON.stringify(claim.claim)} has not one of expect and judge`, 'one of the two');
}

/** A definition as `--quick` runs it. */
export function quickForm(study: StudyDefinition): StudyDefinition {
  const { quick = {} } = study;
  const replications =
    quick.replications ?? (study.replications === 'exact' ? 'exact' : Math.min(10, study.replications ?? 30));
  const points = quick.vary !== undefined ? { points: undefined } : {};
  return {
    ...study,
    ...points,
    ...quick,
    with: { ...study.with, ...quick.with },
    until: undefined,
    replications,
  };
}

/**
 * Finds a study by the name of a built-in one, or by the path of a YAML file or a module, and reads its base scenario.
 * @throws InputError when there is none, or something in it is wrong
 */
export async function loadStudy(nameOrPath: string, quick = false): Promise<LoadedStudy> {
  const builtIn = (await builtInStudies()).get(nameOrPath);
  const file = builtIn ?? resolve(nameOrPath);
  const yaml = ['.yaml', '.yml'].includes(extname(file));
  if (builtIn === undefined && !yaml && !['.js', '.mjs', '.ts', '.mts'].includes(extname(file))) {
    const names = [...(await builtInStudies()).keys()];
    throw new InputError(
      nameOrPath,
      'no such study',
      `${names.join(', ')}, or the path of a .yaml, .js or .ts file`,
    );
  }
  const text = await textOf(file);
  const whole = yaml ? parseStudy(text, nameOrPath) : await importStudy(file);
  checkWhole(whole, builtIn === undefined ? nameOrPath : `study ${nameOrPath}`);
  const definition = quick ? quickForm(whole) : whole;
  const textDigest = createHash('sha256').update(text).digest('hex');
  const loaded = { definition, key: builtIn === undefined ? file : nameOrPath, file, textDigest };
  if (definition.scenario === undefined) return loaded;
  const base = await loadScenario(
    resolve(builtIn === undefined ? dirname(file) : packageFolder(), definition.scenario),
  );
  const own = withSettings(base.scenario, definition.with ?? {}, yaml ? nameOrPath : file);
  return { ...loaded, scenario: { ...own, seed: definition.seed ?? own.seed } };
}
