import { join } from 'node:path';
import { canonicalJson } from '../../../src/results/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import type { WorkUnit } from '../../execution/work-unit.js';
import { isList, type MeasureDefinition } from './definition.js';
import type { LoadedStudy } from './load-study.js';
import type { Settings, StudyPoint } from './point.js';
import { settingPath, withSettings } from './settings.js';
import { pointsOf } from './vary-values.js';

/** One place where replications are made: a point, and for co-simulations a series at it. */
export interface Cell {
  readonly point: number;
  /** The only series that the replications of this cell measure; undefined when each measures all series. */
  readonly series: string | undefined;
  /** For co-simulations. */
  readonly scenario?: Scenario;
  /** Folder of the parts, relative to the study's. */
  readonly folder: string;
}

/** A study laid out: every point, series and cell, in a fixed order. */
export interface StudyPlan {
  readonly study: LoadedStudy;
  readonly points: readonly StudyPoint[];
  readonly series: readonly string[];
  /** Measures that the study asks for; empty when it takes all that a co-simulation has. */
  readonly measures: readonly string[];
  readonly exact: boolean;
  /** Replications of every cell; the least where the study stops when it is precise enough. */
  readonly replications: number;
  readonly seed: number;
  readonly quick: boolean;
  readonly cells: readonly Cell[];
}

/**
 * Lays a study out.
 * @throws InputError when a setting is none or has a wrong value, or there is no point
 */
export function planStudy(study: LoadedStudy, quick: boolean): StudyPlan {
  const { definition, scenario, file } = study;
  const exact = definition.replications === 'exact';
  const seed = definition.seed ?? scenario?.seed ?? 1;
  const common = { study, exact, replications: replicationsOf(study), seed, quick };
  const measures = namesOf(definition.measures);
  if (definition.compute !== undefined || scenario === undefined) {
    const points = pointsOf(definition);
    const series = namesOf(definition.series ?? []);
    const cells = points.map((_, point) => ({
      point,
      series: undefined,
      folder: join('points', String(point)),
    }));
    return { ...common, points, series, measures, cells };
  }
  // Parameters of co-simulations are settings: points carry their full paths.
  const points = pointsOf(definition).map((point) => fullPaths(scenario, point, file));
  const { series: named } = definition;
  const settings = named === undefined || isList(named) ? { [scenario.name]: {} } : named;
  const series = Object.keys(settings);
  const cells = points.flatMap((values, point) =>
    series.map((name, s): Cell => {
      const changed = withSettings(scenario, { ...values, ...settings[name] }, file);
      const folder = join('points', String(point), 'series', String(s));
      return { point, series: name, folder, scenario: { ...changed, replications: common.replications } };
    }),
  );
  return { ...common, points, series, measures, cells };
}

function fullPaths(scenario: Scenario, settings: Settings, file: string): StudyPoint {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [settingPath(scenario, name, `${file}: ${name}`), value]),
  );
}

function namesOf(names: readonly string[] | Readonly<Record<string, unknown>>): string[] {
  return isList(names) ? [...names] : Object.keys(names);
}

function replicationsOf({ definition }: LoadedStudy): number {
  const { replications = 30 } = definition;
  return replications === 'exact' ? 1 : replications;
}

/** How a measure is called: as the study says, or as the co-simulation names it. */
export function measureLabel(plan: StudyPlan, measure: string): MeasureDefinition {
  const { measures } = plan.study.definition;
  const given = isList(measures) ? undefined : measures[measure];
  return given ?? { label: measure.replaceAll('_', ' ') };
}

/** How a swept parameter is called: as the study says, or by the last part of its path. */
export function parameterLabel(plan: StudyPlan, parameter: string): MeasureDefinition {
  const { parameters = {} } = plan.study.definition;
  const short = Object.entries(parameters).find(
    ([name]) => name === parameter || parameter.endsWith(`.${name}`),
  );
  return short?.[1] ?? { label: parameter.split('.').at(-1) ?? parameter };
}

/** Files that a unit of a co-simulation reads. */
export interface UnitFiles {
  /** Link travel times. */
  readonly model?: string;
  /** Recorded traffic; left out for live SUMO. */
  readonly traffic?: string | null;
}

/**
 * The unit of work that makes one replication of a cell.
 * @param out the study's folder
 */
export function unitOf(
  plan: StudyPlan,
  cell: Cell,
  replication: number,
  out: string,
  { model = '', traffic = null }: UnitFiles,
): WorkUnit {
  const place = join(out, cell.folder);
  if (cell.scenario !== undefined) {
    const { scenario } = cell;
    return { kind: 'replication', scenario, replication, model, traffic, out: place };
  }
  const { key } = plan.study;
  return {
    kind: 'study',
    study: key,
    point: cell.point,
    replication,
    seed: plan.seed,
    quick: plan.quick,
    sumo: plan.study.scenario !== undefined,
    out: place,
  };
}

/** Cells whose traffic another cell has too: they differ only in what happens after it, so a recording serves them all. */
export function cellsThatShareTraffic({ cells }: StudyPlan): ReadonlySet<number> {
  const byTraffic = new Map<string, number[]>();
  for (const [index, { scenario }] of cells.entries()) {
    if (scenario === undefined) continue;
    const key = canonicalJson([scenario.traffic, scenario.seed]);
    byTraffic.set(key, [...(byTraffic.get(key) ?? []), index]);
  }
  return new Set([...byTraffic.values()].filter((group) => group.length > 1).flat());
}
