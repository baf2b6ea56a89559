import { stringify } from 'yaml';
import { type StudyFigure, type StudyTable, studyReport } from '../../../src/report/index.js';
import { type JudgedClaim, shownEstimate } from './claim.js';
import type { ChartDefinition, MeasureDefinition } from './definition.js';
import { measureLabel, parameterLabel, type StudyPlan } from './plan.js';
import type { Settings, StudyPoint } from './point.js';
import type { StudyDocument } from './study-document.js';
import { sourceText } from './study-document.js';
import type { StudyManifest } from './study-folder.js';
import type { StudyResults } from './study-results.js';

/** What a study's report is made from. */
export interface StudyReportParts {
  readonly plan: StudyPlan;
  readonly results: StudyResults;
  readonly claims: readonly JudgedClaim[];
  readonly document: StudyDocument;
  readonly manifest: StudyManifest;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function titled({ label, unit }: MeasureDefinition): string {
  return unit === undefined || unit === '' || unit === '1' ? label : `${label} [${unit}]`;
}

/** Replications, seeds and intervals in words, for captions. */
export function countsText({
  plan,
  document,
  results,
}: Pick<StudyReportParts, 'plan' | 'document' | 'results'>): string {
  if (results.exact) return 'Exact computation: no random numbers, so no intervals';
  const counts = document.points.map(({ replications }) => replications);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? String(least) : `${least} to ${most}`;
  const seeds = `seeds ${plan.seed}/replication/0${most > 1 ? ` to ${most - 1}` : ''}`;
  const interval = least > 1 ? ` with ${results.level * 100} % t intervals` : ', too few for intervals';
  return `Means of ${n} replication${most === 1 ? '' : 's'} per point (${seeds})${interval}`;
}

/** How a measure is called: by the study, else with the unit that the replications give. */
function labelOf({ plan, document }: StudyReportParts, measure: string): MeasureDefinition {
  const own = measureLabel(plan, measure);
  const unit = own.unit ?? document.measures.find(({ name }) => name === measure)?.unit;
  return unit === undefined ? own : { ...own, unit };
}

/** The full path of a parameter that a chart names in short. */
function parameterOf(results: StudyResults, name: string): string {
  const known = [...new Set(results.points.flatMap((point) => Object.keys(point)))];
  return known.find((one) => one === name) ?? known.find((one) => one.endsWith(`.${name}`)) ?? name;
}

const matches = (point: StudyPoint, at: Settings): boolean =>
  Object.entries(at).every(([k, v]) => point[k] === v);

function figureOf(parts: StudyReportParts, chart: ChartDefinition): StudyFigure {
  const { plan, results } = parts;
  const x = parameterOf(results, chart.x);
  const by = chart.by === undefined ? undefined : parameterOf(results, chart.by);
  const at = Object.fromEntries(Object.entries(chart.at ?? {}).map(([k, v]) => [parameterOf(results, k), v]));
  const names = chart.series ?? results.series;
  const groups = by === undefined ? [undefined] : results.valuesOf(by, at);
  const series = names.flatMap((name) =>
    groups.map((value) => {
      const place = by === undefined || value === undefined ? at : { ...at, [by]: value };
      const label =
        by === undefined
          ? name
          : `${parameterLabel(plan, by).label} ${value}${names.length > 1 ? `, ${name}` : ''}`;
      const points = results.points.flatMap((point, k) => {
        if (!matches(point, place) || !(x in point)) return [];
        const { mean, low, high } = results.estimateAt(k, name, chart.measure);
        const bounded = Number.isFinite(low) && Number.isFinite(high);
        const shown = typeof point[x] === 'boolean' ? String(point[x]) : point[x];
        return [{ x: shown, value: mean, low: bounded ? low : null, high: bounded ? high : null }];
      });
      return { name: label, points };
    }),
  );
  const measure = labelOf(parts, chart.measure);
  const own = chart.caption === undefined ? '' : `${chart.caption} `;
  return {
    title: chart.title ?? capital(measure.label),
    caption: `${own}${countsText(parts)}.`,
    data: {
      series,
      xTitle: titled(parameterLabel(plan, x)),
      yTitle: titled(measure),
      ...(results.exact ? {} : { interval: `${results.level * 100} % interval of the mean` }),
    },
  };
}

function tableOf(parts: StudyReportParts, measure: string): StudyTable {
  const { plan, results } = parts;
  const parameters = [...new Set(results.points.flatMap((p) => Object.keys(p)))].filter(
    (name) => results.valuesOf(name).length > 1,
  );
  const label = labelOf(parts, measure);
  const [first, ...others] = results.series;
  const paired = !results.exact && others.length > 0;
  const rows = results.points.map((at, k) => [
    ...parameters.map((name) => at[name] ?? null),
    ...results.series.map((series) => {
      const estimate = results.estimateAt(k, series, measure);
      return estimate.n === 0 ? null : shownEstimate(estimate);
    }),
    ...(paired ? others : []).map((series) => {
      const difference = results.difference({ series, measure, at }, { series: first, measure, at });
      return difference.n === 0 ? null : shownEstimate(difference);
    }),
  ]);
  const intervals = results.exact ? '' : ' Means with intervals';
  return {
    caption: `${capital(titled(label))}, by point.${intervals}${paired ? `; differences to ${first} are paired on common random numbers.` : intervals === '' ? '' : '.'}`,
    columns: [
      ...parameters.map((name) => ({ label: titled(parameterLabel(plan, name)) })),
      ...results.series.map((name) => ({
        label: name,
        ...(paired ? { group: 'Mean' } : {}),
        align: 'end' as const,
      })),
      ...(paired ? others : []).map((name) => ({
        label: name,
        group: `Difference to ${first}`,
        align: 'end' as const,
      })),
    ],
    rows,
  };
}

/** Charts of a study that names none: every asked measure against the first swept parameter. */
function chartsOf({ plan, results }: StudyReportParts): readonly ChartDefinition[] {
  const { charts } = plan.study.definition;
  if (charts !== undefined) return charts;
  const varied = [...new Set(results.points.flatMap((p) => Object.keys(p)))].filter(
    (name) => results.valuesOf(name).length > 1,
  );
  const numeric = varied.filter((name) => results.valuesOf(name).every((v) => typeof v === 'number'));
  const x =
    [...numeric].sort((a, b) => results.valuesOf(b).length - results.valuesOf(a).length)[0] ?? varied[0];
  if (x === undefined) return [];
  const by = varied.find((name) => name !== x);
  const rest = Object.fromEntries(
    varied.filter((n) => n !== x && n !== by).map((n) => [n, results.valuesOf(n)[0]]),
  );
  const at =
    Object.keys(rest).length === 0
      ? {}
      : {
          at: rest,
          caption: `At ${Object.entries(rest)
            .map(([n, v]) => `${n} ${v}`)
            .join(', ')}.`,
        };
  return plan.measures.map((measure) => ({ x, measure, ...(by === undefined ? {} : { by }), ...at }));
}

function asText(document: unknown): string {
  return stringify(document, { lineWidth: 100 });
}

/** The report of a study as an HTML document, from its results alone. */
export async function studyReportOf(parts: StudyReportParts): Promise<string> {
  const { plan, claims, document, manifest } = parts;
  const { definition, key } = plan.study;
  const { name, title, source, description } = definition;
  const words = sourceText(plan);
  const points = `${plan.points.length} ${plan.points.length === 1 ? 'point' : 'points'}, ${plan.series.length} series.`;
  const computed = definition.compute === undefined ? '' : ', computed by the module';
  return studyReport({
    title,
    name: `${name}${plan.quick ? ' (quick)' : ''}`,
    ...(words === '' ? {} : { source: words }),
    ...(source?.says === undefined ? {} : { says: source.says }),
    ...(description === undefined ? {} : { description }),
    facts: `${points} ${countsText(parts)}.`,
    claims,
    figures: chartsOf(parts).map((chart) => figureOf(parts, chart)),
    pictures: (await definition.pictures?.()) ?? [],
    tables: plan.measures.map((measure) => tableOf(parts, measure)),
    notes: document.notes,
    command: `bidlane study ${key}${plan.quick ? ' --quick' : ''}`,
    provenance: [
      ['Bidlane', manifest.versions.bidlane],
      ['Node', manifest.versions.node],
      ['Seed', String(plan.seed)],
      ['Replications', String(manifest.replications)],
      ['Defined in', `${key}${computed}`],
      ['Digest of the results', document.digest],
    ],
    definition: asText(manifest.definition),
  });
}
