import type { Chart } from './figure.js';
import type { LegendEntry, LegendMark } from './legend.js';
import { escapeText } from './markup.js';
import { formatNumber } from './number-format.js';
import { colour, routeTones, type Tone } from './theme.js';

/** Points of a line in metres, x to the east and y to the north. */
export type Polyline = readonly (readonly [x: number, y: number])[];

/** A road of the network. */
export interface MapRoad {
  readonly points: Polyline;
  /** Drawn wider and darker; default false. */
  readonly major?: boolean;
}

/**
 * What became of a task: done before its deadline; done after it; given to a winner but not done by the end; not covered
 * by any winner.
 */
export type TaskState = 'in-time' | 'late' | 'not-completed' | 'not-covered';

/** A task at its place. */
export interface MapTask {
  readonly x: number;
  readonly y: number;
  readonly state: TaskState;
  /** Shown when a pointer rests on it. */
  readonly label: string;
}

/** The route that a winner drove; it starts at the first point. */
export interface MapRoute {
  readonly vehicle: string;
  readonly points: Polyline;
}

/** Data of {@link networkMap}. */
export interface NetworkMapData {
  readonly roads: readonly MapRoad[];
  readonly tasks: readonly MapTask[];
  readonly routes: readonly MapRoute[];
}

interface Frame {
  readonly width: number;
  readonly height: number;
  /** Drawing units per metre. */
  readonly scale: number;
  readonly x: (metres: number) => number;
  readonly y: (metres: number) => number;
}

const margin = 22;
const strip = 46;

function frameOf(data: NetworkMapData): Frame {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  const extend = (x: number, y: number): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  };
  for (const { points } of [...data.roads, ...data.routes]) for (const [x, y] of points) extend(x, y);
  for (const { x, y } of data.tasks) extend(x, y);
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

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** A line as the commands of an SVG path; points that fall together when rounded are drawn once. */
function pathOf(points: Polyline, frame: Frame): string {
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

const marks: Readonly<Record<TaskState, { mark: LegendMark; tone: Tone; label: string; shape: string }>> = {
  'not-covered': {
    mark: 'ring',
    tone: 'open',
    label: 'task not covered',
    shape: `<circle r="5" fill="${colour('surface')}" stroke="${colour('open')}" stroke-width="2"/>`,
  },
  'not-completed': {
    mark: 'cross',
    tone: 'late',
    label: 'task of a winner, not completed',
    shape: `<path d="M-5-5L5 5M5-5L-5 5" stroke="${colour('surface')}" stroke-width="6"/><path d="M-5-5L5 5M5-5L-5 5" stroke="${colour('late')}" stroke-width="2.8"/>`,
  },
  late: {
    mark: 'diamond',
    tone: 'late',
    label: 'task completed late',
    shape: `<path d="M0-8L8 0 0 8-8 0Z" fill="${colour('late')}" stroke="${colour('surface')}" stroke-width="1.6"/>`,
  },
  'in-time': {
    mark: 'dot',
    tone: 'in-time',
    label: 'task completed in time',
    shape: `<circle r="6.5" fill="${colour('in-time')}" stroke="${colour('surface')}" stroke-width="1.6"/>`,
  },
};

function marker(x: number, y: number, shape: string, label: string, frame: Frame): string {
  return `<g class="marker" transform="translate(${round(frame.x(x))} ${round(frame.y(y))})"><g><title>${escapeText(label)}</title>${shape}</g></g>`;
}

function routeLayer(routes: readonly MapRoute[], frame: Frame): string {
  const lines = routes.map((route, i) => ({
    path: pathOf(route.points, frame),
    label: escapeText(`winner ${route.vehicle}`),
    stroke: colour(`route-${(i % routeTones) + 1}` as Tone),
  }));
  const shown = lines.filter((line) => line.path !== '');
  const casing = `<path d="${shown.map((line) => line.path).join('')}" stroke="${colour('surface')}" stroke-width="6.5"/>`;
  const paths = shown.map(
    (line) =>
      `<path d="${line.path}" stroke="${line.stroke}" stroke-width="3.4"><title>${line.label}</title></path>`,
  );
  return shown.length === 0 ? '' : casing + paths.join('');
}

function startLayer(routes: readonly MapRoute[], frame: Frame): string {
  return routes
    .map((route, i) => {
      const first = route.points[0];
      if (first === undefined) return '';
      const stroke = colour(`route-${(i % routeTones) + 1}` as Tone);
      const shape = `<path d="M-5.5-5.5h11v11h-11Z" fill="${colour('surface')}" stroke="${stroke}" stroke-width="3"/>`;
      return marker(first[0], first[1], shape, `winner ${route.vehicle} starts`, frame);
    })
    .join('');
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

/**
 * A map of a campaign: roads, the routes of the winners with where they start, and the tasks by what became of them.
 * Coordinates are rounded to a tenth of a drawing unit and roads merged into one path, so that thousands of links stay
 * below a few hundred kilobytes.
 */
export function networkMap(data: NetworkMapData): Chart {
  const frame = frameOf(data);
  const order: readonly TaskState[] = ['not-covered', 'not-completed', 'late', 'in-time'];
  const tasks = order.flatMap((state) =>
    data.tasks
      .filter((task) => task.state === state)
      .map((task) => marker(task.x, task.y, marks[state].shape, task.label, frame)),
  );
  const label = `Map of ${data.roads.length} roads, ${data.tasks.length} tasks and the routes of ${data.routes.length} winners`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${frame.width} ${frame.height + strip}" style="max-width:${Math.round(frame.width * 1.06)}px" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="15"><g fill="none" stroke-linecap="round" stroke-linejoin="round">${roadLayer(data.roads, false, frame)}${roadLayer(data.roads, true, frame)}${routeLayer(data.routes, frame)}${startLayer(data.routes, frame)}${tasks.join('')}${scaleAndNorth(frame)}</g></svg>`;
  const present = [...order].reverse().filter((state) => data.tasks.some((task) => task.state === state));
  const winners: LegendEntry[] =
    data.routes.length === 0
      ? []
      : [
          { label: 'route of a winner', mark: 'line', tone: 'route-1' },
          { label: 'where it starts', mark: 'start', tone: 'route-1' },
        ];
  return {
    svg,
    legend: [
      ...present.map(
        (state): LegendEntry => ({
          label: marks[state].label,
          mark: marks[state].mark,
          tone: marks[state].tone,
        }),
      ),
      ...winners,
    ],
  };
}
