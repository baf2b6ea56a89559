import type { PlainEdge, PlainNode } from './plain-xml.js';

/** A class of street: what its links are like. */
export interface StreetClass {
  readonly type: string;
  readonly lanes: number;
  /** m/s */
  readonly speed: number;
  readonly priority: number;
}

/** A street drawn as a line; it meets every street of its level that it crosses or that ends on it. */
export interface Street {
  readonly id: string;
  readonly name: string;
  readonly class: StreetClass;
  /** Longitude and latitude, in the direction of traffic where it is one-way. */
  readonly points: readonly (readonly [number, number])[];
  readonly oneWay?: boolean;
  /** Streets of different levels cross without meeting; default 0. */
  readonly level?: number;
  /** It meets these streets whatever their level: ramps. */
  readonly joins?: readonly string[];
}

interface Stop {
  /** Place along the street: segment number + fraction. */
  readonly at: number;
  readonly node: string;
}

const METRES_PER_DEGREE = 111_195;
/** Ends of streets nearer than this to another street are meant to lie on it. */
const SNAP = 18;
/** Crossings of one street nearer to each other than this are one crossing, m. */
const MERGE = 32;

interface Meeting {
  readonly x: number;
  readonly y: number;
  readonly on: Map<string, number>;
}

/** Turns streets drawn as lines into nodes and edges: they are cut where they cross or where one ends on another. */
export function planStreets(
  streets: readonly Street[],
  signalPriority: number,
): { nodes: PlainNode[]; edges: PlainEdge[] } {
  const scaleX = METRES_PER_DEGREE * Math.cos((streets[0].points[0][1] * Math.PI) / 180);
  const lines = streets.map((street) =>
    street.points.map(([lon, lat]) => [lon * scaleX, lat * METRES_PER_DEGREE] as [number, number]),
  );
  const meets = (a: Street, b: Street): boolean =>
    a.joins?.includes(b.id) === true ||
    b.joins?.includes(a.id) === true ||
    ((a.level ?? 0) === (b.level ?? 0) && !a.joins && !b.joins);

  snapEnds(streets, lines, meets);
  const meetings: Meeting[] = [];
  const record = (x: number, y: number, a: string, atA: number, b: string, atB: number): void => {
    // Lanes that end a few steps apart on one street meet it in one crossing.
    let meeting = meetings.find(
      (m) => Math.hypot(m.x - x, m.y - y) < (m.on.has(a) || m.on.has(b) ? MERGE : 1),
    );
    if (meeting === undefined) {
      meeting = { x, y, on: new Map() };
      meetings.push(meeting);
    }
    meeting.on.set(a, atA).set(b, atB);
  };
  for (let a = 0; a < streets.length; a++) {
    for (let b = a + 1; b < streets.length; b++) {
      if (!meets(streets[a], streets[b])) continue;
      for (let i = 0; i + 1 < lines[a].length; i++) {
        for (let j = 0; j + 1 < lines[b].length; j++) {
          const cut = crossingOf(lines[a][i], lines[a][i + 1], lines[b][j], lines[b][j + 1]);
          if (cut !== undefined) record(cut.x, cut.y, streets[a].id, i + cut.s, streets[b].id, j + cut.t);
        }
      }
    }
  }
  return cut(streets, lines, meetings, scaleX, signalPriority);
}

function snapEnds(
  streets: readonly Street[],
  lines: [number, number][][],
  meets: (a: Street, b: Street) => boolean,
): void {
  for (let a = 0; a < streets.length; a++) {
    for (const end of [0, lines[a].length - 1]) {
      const [x, y] = lines[a][end];
      let best = SNAP;
      for (let b = 0; b < streets.length; b++) {
        if (a === b || !meets(streets[a], streets[b])) continue;
        for (let j = 0; j + 1 < lines[b].length; j++) {
          const [p, q] = [lines[b][j], lines[b][j + 1]];
          const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
          const t = Math.min(1, Math.max(0, ((x - p[0]) * dx + (y - p[1]) * dy) / (dx * dx + dy * dy)));
          const foot: [number, number] = [p[0] + t * dx, p[1] + t * dy];
          const distance = Math.hypot(foot[0] - x, foot[1] - y);
          if (distance < best) {
            best = distance;
            lines[a][end] = foot;
          }
        }
      }
    }
  }
}

function crossingOf(
  p: readonly [number, number],
  q: readonly [number, number],
  r: readonly [number, number],
  s: readonly [number, number],
): { x: number; y: number; s: number; t: number } | undefined {
  const [ax, ay, bx, by] = [q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]];
  const determinant = ax * by - ay * bx;
  if (Math.abs(determinant) < 1e-9) return undefined;
  const along = ((r[0] - p[0]) * by - (r[1] - p[1]) * bx) / determinant;
  const across = ((r[0] - p[0]) * ay - (r[1] - p[1]) * ax) / determinant;
  // Ends that were snapped lie on the line only up to rounding: a hundredth of a metre is allowed for.
  const [slackA, slackB] = [0.01 / Math.hypot(ax, ay), 0.01 / Math.hypot(bx, by)];
  if (along < -slackA || along > 1 + slackA || across < -slackB || across > 1 + slackB) return undefined;
  return {
    x: p[0] + along * ax,
    y: p[1] + along * ay,
    s: Math.min(1, Math.max(0, along)),
    t: Math.min(1, Math.max(0, across)),
  };
}

function cut(
  streets: readonly Street[],
  lines: readonly (readonly [number, number][])[],
  meetings: readonly Meeting[],
  scaleX: number,
  signalPriority: number,
): { nodes: PlainNode[]; edges: PlainEdge[] } {
  const nodes: PlainNode[] = [];
  const stops = new Map<string, Stop[]>(streets.map((street) => [street.id, []]));
  const priorityOf = new Map(streets.map((street) => [street.id, street.class.priority]));
  const names = new Set<string>();
  const place = ([x, y]: readonly [number, number]): [number, number] => [
    Number((x / scaleX).toFixed(7)),
    Number((y / METRES_PER_DEGREE).toFixed(7)),
  ];
  for (const meeting of meetings) {
    let id = [...meeting.on.keys()].slice(0, 2).join('_');
    while (names.has(id)) id += '+';
    names.add(id);
    const [x, y] = place([meeting.x, meeting.y]);
    const signals = [...meeting.on.keys()].every((street) => (priorityOf.get(street) ?? 0) >= signalPriority);
    const ramp = [...meeting.on.keys()].some(
      (street) => streets.find((s) => s.id === street)?.joins !== undefined,
    );
    nodes.push({ id, x, y, type: signals && !ramp ? 'traffic_light' : 'priority' });
    for (const [street, at] of meeting.on) stops.get(street)?.push({ at, node: id });
  }
  const edges: PlainEdge[] = [];
  streets.forEach((street, s) => {
    const along = (stops.get(street.id) ?? []).sort((a, b) => a.at - b.at);
    const last = lines[s].length - 1;
    const end = (at: number, suffix: string): void => {
      if (along.some((stop) => Math.abs(stop.at - at) < 1e-3)) return;
      const [x, y] = place(lines[s][at]);
      nodes.push({ id: `${street.id}_${suffix}`, x, y, type: 'dead_end' });
      along.push({ at, node: `${street.id}_${suffix}` });
    };
    end(0, 'begin');
    end(last, 'end');
    along.sort((a, b) => a.at - b.at);
    const { type, lanes, speed, priority } = street.class;
    for (let k = 0; k + 1 < along.length; k++) {
      const [from, to] = [along[k], along[k + 1]];
      const bends = lines[s].filter((_, i) => i > from.at + 1e-3 && i < to.at - 1e-3).map(place);
      const common = { lanes, speed, priority, type, name: street.name };
      const nodeAt = (id: string): [number, number] => {
        const node = nodes.find((n) => n.id === id);
        return node === undefined ? [0, 0] : [node.x, node.y];
      };
      const shape = bends.length === 0 ? undefined : [nodeAt(from.node), ...bends, nodeAt(to.node)];
      const spread = street.oneWay ? ('center' as const) : ('right' as const);
      edges.push({
        id: `${street.id}.${k}`,
        from: from.node,
        to: to.node,
        ...common,
        shape,
        spreadType: spread,
      });
      if (street.oneWay) continue;
      const back = shape === undefined ? undefined : [...shape].reverse();
      edges.push({
        id: `-${street.id}.${k}`,
        from: to.node,
        to: from.node,
        ...common,
        shape: back,
        spreadType: spread,
      });
    }
  });
  return { nodes, edges };
}
