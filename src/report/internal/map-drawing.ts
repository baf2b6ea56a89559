import { escapeText } from '../markup.js';
import { formatNumber } from '../number-format.js';
import { colour } from '../theme.js';

/** Points of a line in metres, x to the east and y to the north. */
export type Polyline = readonly (readonly [x: number, y: number])[];

/** A road of the network. */
export interface MapRoad {
  readonly points: Polyline;
  /** Drawn wider and darker; default false. */
  readonly major?: boolean;
}

/** How metres become drawing units: the north is up. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Drawing units per metre. */
  readonly scale: number;
  readonly x: (metres: number) => number;
  readonly y: (metres: number) => number;
}

const margin = 22;
const strip = 46;

/** The frame that holds all lines and places. */
export function frameAround(
  lines: readonly Polyline[],
  places: readonly { readonly x: number; readonly y: number }[],
): Frame {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  const extend = (x: number, y: number): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  };
  for (const points of lines) for (const [x, y] of points) extend(x, y);
  for (const { x, y } of places) extend(x, y);
  if (left > right) [left, bottom, right, top] = [0, 0, 1, 1];
  const wide = Math.max(right - left, 1);
  const tall = Math.max(top - bottom, 1);
  const scale = Math.min((1000 - 2 * margin) / wide, (860 - 2 * margin) / tall);
  return {
    width: Math.max(420, Math.ceil(wide * scale + 2 * margin)),
    height: Math.ceil(tall * scale + 2 * margin),
    scale,
    x: (metres) => margin + (metres - left) * scale,
    y: (metres) => margin + (top - metres) * scale,
  };
}

/** To a tenth of a drawing unit. */
export const round = (value: number): string => String(Math.round(value * 10) / 10);

/** A line as the commands of an SVG path; points that fall together when rounded are drawn once. */
export function pathOf(points: Polyline, frame: Frame): string {
  let last = '';
  let path = '';
  for (const [x, y] of points) {
    const point = `${round(frame.x(x))} ${round(frame.y(y))}`;
    if (point === last) continue;
    path += path === '' ? `M${point}` : `L${point}`;
    last = point;
  }
  return path.includes('L') ? path : '';
}

function roadLayer(roads: readonly MapRoad[], major: boolean, frame: Frame): string {
  const paths = new Set<string>();
  for (const road of roads) {
    if ((road.major ?? false) !== major) continue;
    const path = pathOf(road.points, frame);
    // Both directions of a street often lie on one another when rounded.
    if (path !== '' && !paths.has(pathOf([...road.points].reverse(), frame))) paths.add(path);
  }
  if (paths.size === 0) return '';
  return `<path d="${[...paths].join('')}" stroke="${colour(major ? 'road-major' : 'road')}" stroke-width="${major ? 3 : 1.8}"/>`;
}

/** A mark at a place; shows its label when a pointer rests on it. */
export function marker(x: number, y: number, shape: string, label: string, frame: Frame): string {
  return `<g class="marker" transform="translate(${round(frame.x(x))} ${round(frame.y(y))})"><g><title>${escapeText(label)}</title>${shape}</g></g>`;
}

/** A bar of a round length, about a sixth of the width, and an arrow to the north. */
function scaleAndNorth(frame: Frame): string {
  const wished = frame.width / 6 / frame.scale;
  const power = 10 ** Math.floor(Math.log10(wished));
  const metres = power * ([5, 2, 1].find((step) => step * power <= wished) ?? 1);
  const length = round(metres * frame.scale);
  const label = metres >= 1000 ? `${formatNumber(metres / 1000)} km` : `${metres} m`;
  const y = frame.height + strip - 16;
  const ink = colour('muted');
  return `<g class="scale-bar" transform="translate(${margin} ${y})"><path d="M0-7V0H${length}V-7" stroke="${ink}" stroke-width="2"/><text x="${Number(length) + 12}" y="1" fill="${ink}">${label}</text></g><g class="north" transform="translate(${frame.width - margin - 8} ${y})"><path d="M0-25L7.500 0 0-6-7.500 0Z" fill="${ink}" stroke="none"/><text x="-16" y="1" text-anchor="end" fill="${ink}">N</text></g>`;
}

/** A map: roads below, the layers on them in order, then scale and north. @param label what those hear who cannot see it */
export function mapSvg(
  frame: Frame,
  label: string,
  roads: readonly MapRoad[],
  layers: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${frame.width} ${frame.height + strip}" style="max-width:${Math.round(frame.width * 1.06)}px" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="15"><g fill="none" stroke-linecap="round" stroke-linejoin="round">${roadLayer(roads, false, frame)}${roadLayer(roads, true, frame)}${layers.join('')}${scaleAndNorth(frame)}</g></svg>`;
}
