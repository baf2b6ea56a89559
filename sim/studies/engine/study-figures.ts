import type { StudyFigure, StudyMapData } from '../../../src/report/index.js';
import type { ChartDefinition, MeasureDefinition } from './definition.js';
import { measureLabel, parameterLabel, type StudyPlan } from './plan.js';
import type { Settings, StudyPoint } from './point.js';
import type { StudyDocument } from './study-document.js';
import type { StudyResults } from './study-results.js';

/** What figures are made from. */
export interface StudyFigureParts {
  readonly plan: StudyPlan;
  readonly results: StudyResults;
  readonly document: StudyDocument;
}

/** With a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A label with its unit. */
export function titled({ label, unit }: MeasureDefinition): string {
  return unit === undefined || unit === '' || unit === '1' ? label : `${label} [${unit}]`;
}

/** Replications, seeds and intervals in words, for captions. */
export function countsText({ plan, document, results }: StudyFigureParts): string {
  if (results.exact) return 'Exact computation: no random numbers, so no intervals';
  const counts = document.points.map(({ replications }) => replications);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const n = least === most ? String(least) : `${least} to ${most}`;
  if (results.resampled)
    return `Values of the data as they are, with ${results.level * 100} % intervals from ${least - 1} bootstrap resamples of them (seeds ${plan.seed}/replication/1 to ${most - 1})`;
  const seeds = `seeds ${plan.seed}/replication/0${most > 1 ? ` to ${most - 1}` : ''}`;
  if (results.statistic === 'median')
    return `Medians of ${n} replication${most === 1 ? '' : 's'} per point (${seeds}) with their quartiles`;
  const interval = least > 1 ? ` with ${results.level * 100} % t intervals` : ', too few for intervals';
  return `Means of ${n} replication${most === 1 ? '' : 's'} per point (${seeds})${interval}`;
}

/** How a measure is called: by the study, else with the unit that the replications give. */
export function labelOf({ plan, document }: StudyFigureParts, measure: string): MeasureDefinition {
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

/** Value and whiskers of a series at the point of that number: mean with interval, or median with quartiles. */
function drawnAt(
  results: StudyResults,
  k: number,
  series: string,
  measure: string,
): { readonly value: number; readonly low: number | null; readonly high: number | null } {
  const bounded = (value: number, low: number, high: number) =>
    Number.isFinite(low) && Number.isFinite(high) ? { value, low, high } : { value, low: null, high: null };
  if (results.statistic === 'median') {
    const { median, lowerQuartile, upperQuartile } = results.spreadAt(k, series, measure);
    return bounded(median, lowerQuartile, upperQuartile);
  }
  const { mean, low, high } = results.estimateAt(k, series, measure);
  return bounded(mean, low, high);
}

/** A map of two parameters: which series has the largest value at each point. */
function mapOf(parts: StudyFigureParts, chart: ChartDefinition, vertical: string): StudyFigure {
  const { plan, results } = parts;
  const [x, y] = [parameterOf(results, chart.x), parameterOf(results, vertical)];
  const at = Object.fromEntries(Object.entries(chart.at ?? {}).map(([k, v]) => [parameterOf(results, k), v]));
  const names = chart.series ?? results.series;
  const shown = (value: StudyPoint[string]): number | string =>
    typeof value === 'boolean' ? String(value) : value;
  const places = results.points.flatMap((point, k) => {
    if (!matches(point, at) || !(x in point) || !(y in point)) return [];
    let best: string | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const name of names) {
      const { value } = drawnAt(results, k, name, chart.measure);
      if (value > most) [best, most] = [name, value];
    }
    return best === undefined ? [] : [{ x: shown(point[x]), y: shown(point[y]), series: best }];
  });
  const data: StudyMapData = {
    kind: 'map',
    series: names,
    places,
    xTitle: titled(parameterLabel(plan, x)),
    yTitle: titled(parameterLabel(plan, y)),
  };
  const measure = labelOf(parts, chart.measure);
  const own = chart.caption === undefined ? '' : `${chart.caption} `;
  return {
    title: chart.title ?? capital(measure.label),
    caption: `${own}Coloured by the series with the largest ${measure.label}. ${countsText(parts)}.`,
    data,
  };
}

/** The figure of a chart: lines, or a map. */
export function figureOf(parts: StudyFigureParts, chart: ChartDefinition): StudyFigure {
  if (chart.y !== undefined) return mapOf(parts, chart, chart.y);
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
        const shown = typeof point[x] === 'boolean' ? String(point[x]) : point[x];
        return [{ x: shown, ...drawnAt(results, k, name, chart.measure) }];
      });
      return { name: label, points };
    }),
  );
  const measure = labelOf(parts, chart.measure);
  const own = chart.caption === undefined ? '' : `${chart.caption} `;
  const whiskers =
    results.statistic === 'median'
      ? 'from the lower to the upper quartile'
      : `${results.level * 100} % ${results.resampled ? 'bootstrap interval' : 'interval of the mean'}`;
  return {
    title: chart.title ?? capital(measure.label),
    caption: `${own}${countsText(parts)}.`,
    data: {
      series,
      xTitle: titled(parameterLabel(plan, x)),
      yTitle: titled(measure),
      ...(chart.scale === undefined ? {} : { yScale: chart.scale }),
      ...(results.exact ? {} : { interval: whiskers }),
    },
  };
}
