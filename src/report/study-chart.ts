import type { Chart } from './figure.js';
import { chartWidth, vegaSvg } from './internal/vega-svg.js';
import type { LegendEntry, LegendMark } from './legend.js';
import { colour, routeTones, type Tone } from './theme.js';

/** A value of a series at a swept parameter, with its interval; equal ends or null for a value without one. */
export interface StudyChartPoint {
  readonly x: number | string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A series of a study's chart. */
export interface StudyChartSeries {
  readonly name: string;
  readonly points: readonly StudyChartPoint[];
}

/** Data of {@link studyChart}. */
export interface StudyChartData {
  readonly series: readonly StudyChartSeries[];
  /** Title of the horizontal axis with its unit. */
  readonly xTitle: string;
  /** Title of the vertical axis with its unit. */
  readonly yTitle: string;
  /** Scale of the vertical axis; default `linear`. Values of 0 and below are left out of a logarithmic one. */
  readonly yScale?: 'linear' | 'log';
  /** What the intervals are, for the legend: `95 % interval of the mean`; absent where the values are exact. */
  readonly interval?: string;
}

const marks = [
  { shape: 'circle', mark: 'dot', filled: true },
  { shape: 'diamond', mark: 'diamond', filled: true },
  { shape: 'circle', mark: 'ring', filled: false },
  { shape: 'square', mark: 'start', filled: false },
] as const satisfies readonly { shape: string; mark: LegendMark; filled: boolean }[];

/** Series beyond the tones of the palette take them again with another shape. */
const toneOf = (i: number): Tone => `route-${(i % routeTones) + 1}` as Tone;

/** Characters of the vertical axis's title that fit its height. */
const titleLength = 36;

/** A title in lines that fit, broken between words. */
function titleLines(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.pop();
    if (last === undefined) lines.push(word);
    else if (last.length + word.length < titleLength) lines.push(`${last} ${word}`);
    else lines.push(last, word);
  }
  return lines;
}

/** Domains from 0 only where 0 is near: a curve between 70 and 80 shall fill its chart. */
function fromZero(values: readonly { low: number; high: number }[]): boolean {
  const low = Math.min(...values.map((v) => v.low));
  const high = Math.max(...values.map((v) => v.high));
  return low <= 0 || low < 0.5 * high;
}

/** Drawing units between neighbouring series at one place, and the share of the gap to the next place that all may fill. */
const [apart, gapShare] = [3, 0.6];
/** Intervals below this share of the height are hardly seen. */
const seen = 0.05;

/**
 * How far each series is drawn beside its place, so that intervals of several series at one place do not cover each other: not at
 * all where no interval is long enough to be seen.
 * @param places of all series along the horizontal axis
 * @param intervals on the vertical axis, in its scale
 */
function besides(
  count: number,
  places: readonly number[],
  intervals: readonly (readonly [low: number, high: number])[],
): readonly number[] {
  const height = Math.max(...intervals.map(([, high]) => high)) - Math.min(...intervals.map(([low]) => low));
  if (!intervals.some(([low, high]) => high - low > seen * height)) return new Array<number>(count).fill(0);
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const whole = sorted[sorted.length - 1] - sorted[0];
  const least = Math.min(...sorted.slice(1).map((place, i) => place - sorted[i]));
  const room = sorted.length < 2 ? Number.POSITIVE_INFINITY : (gapShare * chartWidth * least) / whole;
  const each = Math.min(apart, room / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, i) => each * (i - (count - 1) / 2));
}

/** A measure against a swept parameter: a line with points and intervals per series; points side by side for words. */
export async function studyChart({
  series,
  xTitle,
  yTitle,
  yScale,
  interval,
}: StudyChartData): Promise<Chart> {
  const log = yScale === 'log';
  const values = series.flatMap((s) =>
    s.points
      .filter((p) => Number.isFinite(p.value) && !(log && p.value <= 0))
      .map((p) => ({
        series: s.name,
        x: p.x,
        value: p.value,
        low: p.low === null || (log && p.low <= 0) ? p.value : p.low,
        high: p.high ?? p.value,
      })),
  );
  const words = values.some((v) => typeof v.x === 'string');
  const names = series.map((s) => s.name);
  const colours = { domain: names, range: names.map((_, i) => colour(toneOf(i))) };
  const tone = { field: 'series', type: 'nominal' as const, legend: null, scale: colours };
  const type = words ? ('nominal' as const) : ('quantitative' as const);
  const x = {
    field: 'x',
    type,
    title: xTitle,
    ...(words
      ? { sort: null, axis: { labelAngle: 0 } }
      : { scale: { zero: false, nice: false, padding: 8 } }),
  };
  const offset = words ? { xOffset: { field: 'series', type: 'nominal' as const, sort: names } } : {};
  // Nothing but zeros has no extent that an axis could show.
  const nothing = values.every(({ low, high }) => low === 0 && high === 0);
  const scale = log ? { type: 'log' as const } : nothing ? { domain: [0, 1] } : { zero: fromZero(values) };
  const y = { type: 'quantitative' as const, title: titleLines(yTitle), scale };
  const numbers = values.flatMap((v) => (typeof v.x === 'number' ? [v.x] : []));
  const heights = values.map(
    ({ low, high }) => [low, high].map((v) => (log ? Math.log(v) : v)) as [number, number],
  );
  const shifts =
    words || interval === undefined ? names.map(() => 0) : besides(names.length, numbers, heights);
  // The first series is drawn last, over the others.
  const drawn = names
    .map((name, i) => ({
      name,
      shift: shifts[i],
      // A second time through the tones the lines are dashed.
      dash: i < routeTones ? {} : { strokeDash: [5, 3] },
      ...marks[i % marks.length],
    }))
    .reverse();
  const lines = drawn.map(({ name, shift, dash }) => ({
    transform: [{ filter: { field: 'series', equal: name } }],
    mark: { type: 'line' as const, strokeWidth: 1.8, xOffset: shift, ...dash },
    encoding: { x, y: { ...y, field: 'value' }, stroke: tone },
  }));
  const whiskers = drawn.map(({ name, shift }) => ({
    transform: [{ filter: { field: 'series', equal: name } }],
    mark: { type: 'rule' as const, strokeWidth: 1.3, opacity: 0.75, xOffset: shift },
    encoding: { x, ...offset, y: { ...y, field: 'low' }, y2: { field: 'high' }, stroke: tone },
  }));
  const points = drawn.map(({ name, shift, shape, filled }) => ({
    transform: [{ filter: { field: 'series', equal: name } }],
    mark: {
      type: 'point' as const,
      ...{ shape, filled: true, size: 44, opacity: 1, strokeWidth: 1.7, xOffset: shift },
    },
    encoding: {
      x,
      ...offset,
      y: { ...y, field: 'value' },
      fill: filled ? tone : { value: colour('surface') },
      stroke: tone,
    },
  }));
  const svg = await vegaSvg(
    {
      width: chartWidth,
      height: 290,
      autosize: { type: 'fit', contains: 'padding' },
      data: { values },
      layer: [...whiskers, ...(words ? [] : lines), ...points],
    },
    `${yTitle} against ${xTitle}, ${series.length} series: ${names.join(', ')}`,
  );
  const legend = names.map(
    (label, i): LegendEntry => ({ label, mark: marks[i % marks.length].mark, tone: toneOf(i) }),
  );
  return {
    svg,
    legend:
      interval === undefined ? legend : [...legend, { label: interval, mark: 'whisker', tone: 'muted' }],
  };
}
