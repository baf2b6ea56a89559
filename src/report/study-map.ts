import type { Chart } from './figure.js';
import { chartWidth, vegaSvg } from './internal/vega-svg.js';
import type { LegendEntry } from './legend.js';
import { colour, routeTones, type Tone } from './theme.js';

/** A place of a map: a pair of parameters, and the series that it belongs to. */
export interface StudyMapPlace {
  readonly x: number | string;
  readonly y: number | string;
  readonly series: string;
}

/** Data of {@link studyMap}. */
export interface StudyMapData {
  readonly kind: 'map';
  /** Names of the series in the order of their colours. */
  readonly series: readonly string[];
  readonly places: readonly StudyMapPlace[];
  /** Title of the horizontal axis with its unit. */
  readonly xTitle: string;
  /** Title of the vertical axis with its unit. */
  readonly yTitle: string;
}

const toneOf = (i: number): Tone => `route-${(i % routeTones) + 1}` as Tone;

/** The least distance between two different numbers; 1 where there are no two. */
function leastStep(numbers: readonly number[]): number {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((value, i) => value - sorted[i]);
  return steps.length === 0 ? 1 : Math.min(...steps);
}

/** An axis of a map: words stand side by side, and a number takes half the least step to both of its sides. */
function axisOf(axis: 'x' | 'y', title: string, values: readonly (number | string)[]) {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) {
    const upright = axis === 'x' ? { axis: { labelAngle: 0 } } : {};
    const encoding = { [axis]: { field: axis, type: 'nominal', title, sort: null, ...upright } };
    return { encoding, ends: () => ({}) };
  }
  const half = leastStep(numbers) / 2;
  const scale = { zero: false, nice: false };
  const encoding = {
    [axis]: { field: `${axis}Low`, type: 'quantitative', title, scale },
    [`${axis}2`]: { field: `${axis}High` },
  };
  const ends = (value: number | string) => ({
    [`${axis}Low`]: Number(value) - half,
    [`${axis}High`]: Number(value) + half,
  });
  return { encoding, ends };
}

/** A map of two parameters: every place in the colour of its series, without gaps where the parameters go in equal steps. */
export async function studyMap({ series, places, xTitle, yTitle }: StudyMapData): Promise<Chart> {
  const x = axisOf(
    'x',
    xTitle,
    places.map((place) => place.x),
  );
  const y = axisOf(
    'y',
    yTitle,
    places.map((place) => place.y),
  );
  const values = places.map((place) => ({ ...place, ...x.ends(place.x), ...y.ends(place.y) }));
  const scale = { domain: [...series], range: series.map((_, i) => colour(toneOf(i))) };
  const tone = { field: 'series', type: 'nominal' as const, legend: null, scale };
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 290,
      autosize: { type: 'fit', contains: 'padding' },
      data: { values },
      // An edge in the own colour closes the seams that drawing leaves between neighbours.
      mark: { type: 'rect', strokeWidth: 0.7 },
      encoding: { ...x.encoding, ...y.encoding, fill: tone, stroke: tone },
    },
    `Map of ${series.join(', ')} over ${xTitle} and ${yTitle}`,
  );
  const legend = series.map((label, i): LegendEntry => ({ label, mark: 'area', tone: toneOf(i) }));
  return { svg, legend };
}
