import type { Chart } from './figure.js';
import { type Frame, frameAround, type MapRoad, mapSvg, marker, round } from './internal/map-drawing.js';
import type { LegendEntry } from './legend.js';
import { colour } from './theme.js';

/** A roadside unit at its place. */
export interface MapUnit {
  readonly x: number;
  readonly y: number;
  /** Tasks that it granted: the area of its mark. */
  readonly granted: number;
  /** Share of them that were done in time; null without any. */
  readonly completed: number | null;
  /** Share of the time in which the part of it was at work that was so most. */
  readonly busiest: number;
  /** Shown when a pointer rests on it. */
  readonly label: string;
}

/** Data of {@link unitMap}. */
export interface UnitMapData {
  readonly roads: readonly MapRoad[];
  /** m */
  readonly range: number;
  readonly units: readonly MapUnit[];
}

/** Radius of the marks of the unit that granted most, and the least one, in drawing units. */
const [largest, least] = [19, 7];

const ringWidth = 3.6;

/** A point on a circle, by the share of a turn from the top, clockwise. */
function onCircle(radius: number, share: number): string {
  const angle = 2 * Math.PI * share;
  return `${round(radius * Math.sin(angle))} ${round(-radius * Math.cos(angle))}`;
}

/** The part of a circle from one share of a turn to another, as the commands of a path that begins there. */
function arc(radius: number, from: number, to: number): string {
  const half = (from + to) / 2;
  const turn = (end: number): string => `A${round(radius)} ${round(radius)} 0 0 1 ${onCircle(radius, end)}`;
  return `${onCircle(radius, from)}${turn(half)}${turn(to)}`;
}

/** A sector for the time at work, around it a ring for the tasks that were done and those that were not. */
function unitShape({ completed, busiest }: MapUnit, radius: number): string {
  const inner = radius - ringWidth / 2;
  const ground = `<circle r="${round(radius + 1.4)}" fill="${colour('surface')}"/>`;
  const sector =
    busiest > 0
      ? `<path d="M0 0L${arc(inner, 0, Math.min(1, busiest))}Z" fill="${colour('expected')}"/>`
      : '';
  const ring = (from: number, to: number, tone: 'in-time' | 'late'): string =>
    to > from
      ? `<path d="M${arc(radius, from, to)}" stroke="${colour(tone)}" stroke-width="${ringWidth}" stroke-linecap="butt"/>`
      : '';
  const none = `<circle r="${round(radius)}" stroke="${colour('open')}" stroke-width="1.6" stroke-dasharray="3 3"/>`;
  const rings = completed === null ? none : ring(0, completed, 'in-time') + ring(completed, 1, 'late');
  return ground + sector + rings;
}

function rangeLayer({ units, range }: UnitMapData, frame: Frame): string {
  const circles = units.map(
    ({ x, y }) =>
      `<circle cx="${round(frame.x(x))}" cy="${round(frame.y(y))}" r="${round(range * frame.scale)}"/>`,
  );
  const tone = colour('expected');
  return `<g fill="${tone}" fill-opacity=".05" stroke="${tone}" stroke-opacity=".4" stroke-width="1">${circles.join('')}</g>`;
}

/**
 * A map of roadside units: their ranges as circles, and marks whose area is the number of granted tasks, with a ring that tells the tasks
 * that were done in time from those that were not, and a sector for the share of the time in which the busiest part was at work.
 */
export function unitMap(data: UnitMapData): Chart {
  const { roads, units, range } = data;
  const rims = units.flatMap(({ x, y }) => [
    { x: x - range, y: y - range },
    { x: x + range, y: y + range },
  ]);
  const frame = frameAround(
    roads.map(({ points }) => points),
    rims,
  );
  const most = Math.max(1, ...units.map(({ granted }) => granted));
  // The large ones first, so that they hide none.
  const marks = [...units]
    .sort((a, b) => b.granted - a.granted)
    .map((unit) => {
      const radius = Math.max(least, largest * Math.sqrt(unit.granted / most));
      return marker(unit.x, unit.y, unitShape(unit, radius), unit.label, frame);
    });
  const label = `Map of ${roads.length} roads and ${units.length} roadside units with their ranges`;
  const legend: LegendEntry[] = [
    { label: 'ring: tasks done in time', mark: 'ring', tone: 'in-time' },
    { label: 'tasks that were granted and failed', mark: 'ring', tone: 'late' },
    { label: 'sector: share of the time in which the busiest part worked', mark: 'dot', tone: 'expected' },
    { label: 'range', mark: 'band', tone: 'expected' },
  ];
  return { svg: mapSvg(frame, label, roads, [rangeLayer(data, frame), ...marks]), legend };
}
