import { stringify } from 'yaml';
import { type StudyTable, studyReport } from '../../../src/report/index.js';
import { type JudgedClaim, shownEstimate, shownSpread } from './claim.js';
import type { ChartDefinition } from './definition.js';
import { parameterLabel } from './plan.js';
import { sourceText } from './study-document.js';
import { capital, countsText, figureOf, labelOf, type StudyFigureParts, titled } from './study-figures.js';
import type { StudyManifest } from './study-folder.js';

/** What a study's report is made from. */
export interface StudyReportParts extends StudyFigureParts {
  readonly claims: readonly JudgedClaim[];
  readonly manifest: StudyManifest;
}

function tableOf(parts: StudyReportParts, measure: string): StudyTable {
  const { plan, results } = parts;
  const parameters = [...new Set(results.points.flatMap((p) => Object.keys(p)))].filter(
    (name) => results.valuesOf(name).length > 1,
  );
  const label = labelOf(parts, measure);
  const [first, ...others] = results.series;
  const paired = !results.exact && others.length > 0;
  const medians = results.statistic === 'median';
  const rows = results.points.map((at, k) => [
    ...parameters.map((name) => at[name] ?? null),
    ...results.series.map((series) => {
      const estimate = results.estimateAt(k, series, measure);
      if (estimate.n === 0) return null;
      return medians ? shownSpread(results.spreadAt(k, series, measure)) : shownEstimate(estimate);
    }),
    ...(paired ? others : []).map((series) => {
      const [own, base] = [
        { series, measure, at },
        { series: first, measure, at },
      ];
      const difference = results.difference(own, base);
      if (difference.n === 0) return null;
      return medians ? shownSpread(results.spreadOfDifference(own, base)) : shownEstimate(difference);
    }),
  ]);
  const what = medians
    ? 'Medians with quartiles'
    : `${results.resampled ? 'Values' : 'Means'} with intervals`;
  const intervals = results.exact ? '' : ` ${what}`;
  return {
    caption: `${capital(titled(label))}, by point.${intervals}${paired ? `; differences to ${first} are paired ${results.resampled ? 'resample by resample' : 'on common random numbers'}.` : intervals === '' ? '' : '.'}`,
    columns: [
      ...parameters.map((name) => ({ label: titled(parameterLabel(plan, name)) })),
      ...results.series.map((name) => ({
        label: name,
        ...(paired ? { group: medians ? 'Median' : results.resampled ? 'Value' : 'Mean' } : {}),
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

/** Measures that some figure draws as lines, all where there are no figures; `study.json` has all measures. */
function tabulated({ plan }: StudyReportParts): readonly string[] {
  const { charts } = plan.study.definition;
  if (charts === undefined) return plan.measures;
  const drawn = charts.flatMap(({ measure, y }) => (y === undefined ? [measure] : []));
  return plan.measures.filter((measure) => drawn.includes(measure));
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
    tables: tabulated(parts).map((measure) => tableOf(parts, measure)),
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
