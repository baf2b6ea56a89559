import { resolve } from 'node:path';
import { InputError } from '../../../src/input/index.js';
import { loadScenario } from '../../../src/scenario/index.js';
import type { StoppingDefinition } from './definition.js';
import type { LoadedStudy } from './load-study.js';
import type { Setting } from './point.js';
import { settingPath, withSettings } from './settings.js';
import { varyValues } from './vary-values.js';

/** What a sweep varies and measures. */
export interface SweepOptions {
  /** As on the command line: `crowdsourcing.auction.budget=10..100:10`. */
  readonly vary: readonly string[];
  /** Replications per point, or the least of them where `until` is given; default those of the scenario. */
  readonly replications?: number;
  /** As on the command line: `realised_utility 2%`, or with a number in the unit of the measure. */
  readonly until?: string;
  /** The most replications of a point under `until`. */
  readonly most?: number;
  /** Measures for figures and tables; all of them are in study.json. */
  readonly measures?: readonly string[];
  readonly seed?: number;
}

const usualMeasures = ['expected_utility', 'realised_utility', 'payment_total', 'winners'];

/**
 * A stopping rule from text: a measure, and a half-width as a share (`2%`) or in the measure's unit (`0.5`).
 * @throws InputError when it is none
 */
export function parseUntil(text: string, most?: number): StoppingDefinition {
  const [, measure, width, percent] =
    /^\s*([a-z][a-z0-9_]*)\s+(\d*\.?\d+(?:e-?\d+)?)\s*(%?)\s*$/i.exec(text) ?? [];
  const value = Number(width);
  if (measure === undefined || !(value > 0))
    throw new InputError(
      '--until',
      `is ${JSON.stringify(text)}`,
      'a measure and a half-width, such as "realised_utility 2%"',
    );
  return {
    measure,
    ...(percent === '%' ? { relative: value / 100 } : { absolute: value }),
    ...(most === undefined ? {} : { most }),
  };
}

function parseVary(text: string): readonly [name: string, values: readonly Setting[]] {
  const equals = text.indexOf('=');
  if (equals <= 0)
    throw new InputError(
      '--vary',
      `is ${JSON.stringify(text)}`,
      'a setting and its values, such as crowdsourcing.auction.budget=10..100:10',
    );
  const name = text.slice(0, equals).trim();
  return [name, varyValues(text.slice(equals + 1), `--vary ${name}`)];
}

/**
 * A study of one scenario at every combination of some settings.
 * @param file of the scenario
 * @throws InputError when the scenario, a path, a value or the stopping rule is wrong
 */
export async function loadSweep(file: string, options: SweepOptions): Promise<LoadedStudy> {
  const { scenario: base } = await loadScenario(file);
  const scenario = { ...base, seed: options.seed ?? base.seed };
  if (options.vary.length === 0)
    throw new InputError(
      '--vary',
      'is missing',
      'a setting and its values, such as crowdsourcing.auction.budget=10..100:10',
    );
  const vary: Record<string, readonly Setting[]> = {};
  const where = (path: string): string => `--vary ${path}`;
  const absolute = resolve(file);
  for (const text of options.vary) {
    const [name, values] = parseVary(text);
    const path = settingPath(scenario, name, where(name));
    if (path in vary)
      throw new InputError(where(path), 'is there twice', 'each setting once, with all its values');
    // Every value is tried before the first run.
    for (const value of values) withSettings(scenario, { [path]: value }, absolute, where);
    vary[path] = values;
  }
  const until = options.until === undefined ? {} : { until: parseUntil(options.until, options.most) };
  const paths = Object.keys(vary).map((path) => path.split('.').at(-1) ?? path);
  return {
    definition: {
      name: scenario.name,
      title: `${scenario.name} against ${paths.join(' and ')}`,
      ...(scenario.description === '' ? {} : { description: scenario.description }),
      scenario: file,
      vary,
      replications: options.replications ?? Math.max(2, scenario.replications),
      ...until,
      measures: options.measures ?? usualMeasures,
    },
    key: file,
    file: absolute,
    textDigest: '',
    scenario,
  };
}
