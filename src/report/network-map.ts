import type { Chart } from './figure.js';
import {
  type Frame,
  frameAround,
  type MapRoad,
  mapSvg,
  marker,
  type Polyline,
  pathOf,
} from './internal/map-drawing.js';
import type { LegendEntry, LegendMark } from './legend.js';
import { escapeText } from './markup.js';
import { colour, routeTones, type Tone } from './theme.js';

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

/**
 * A map of a campaign: roads, the routes of the winners with where they start, and the tasks by what became of them.
 * Coordinates are rounded to a tenth of a drawing unit and roads merged into one path, so that thousands of links stay
 * below a few hundred kilobytes.
 */
export function networkMap(data: NetworkMapData): Chart {
  const frame = frameAround(
    [...data.roads, ...data.routes].map(({ points }) => points),
    data.tasks,
  );
  const order: readonly TaskState[] = ['not-covered', 'not-completed', 'late', 'in-time'];
  const tasks = order.flatMap((state) =>
    data.tasks
      .filter((task) => task.state === state)
      .map((task) => marker(task.x, task.y, marks[state].shape, task.label, frame)),
  );
  const label = `Map of ${data.roads.length} roads, ${data.tasks.length} tasks and the routes of ${data.routes.length} winners`;
  const layers = [routeLayer(data.routes, frame), startLayer(data.routes, frame), ...tasks];
  const svg = mapSvg(frame, label, data.roads, layers);
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
