import { InputError, nearestName } from '../input/index.js';
import { type Adjacency, adjacency } from './internal/adjacency.js';
import { type Point, type Polyline, pointAlong, polylineLength } from './polyline.js';
import type { Projection } from './projection.js';

/** A road between two junctions in one direction (SUMO: a normal edge). */
export interface Link {
  /** Its number from 0, in the order of the file. */
  readonly index: number;
  readonly id: string;
  /** Index of the junction where it begins, and where it ends. */
  readonly from: number;
  readonly to: number;
  /** m, as SUMO drives it: lane positions run from 0 to it. */
  readonly length: number;
  /** m/s: the highest limit of the lanes a passenger car may use (of all lanes where it may use none). */
  readonly speedLimit: number;
  readonly lanes: number;
  /** The middle of its lanes. */
  readonly shape: Polyline;
  /** The type given in the network (`highway.primary`, `avenue`), or ''. */
  readonly type: string;
  /** The street's name, or ''. */
  readonly name: string;
  readonly priority: number;
  /** Whether a passenger car may drive on at least one lane. */
  readonly passenger: boolean;
}

/** A place where links meet or end. */
export interface Junction extends Point {
  readonly index: number;
  readonly id: string;
  /** SUMO's type: `priority`, `traffic_light`, `right_before_left`, `dead_end`, ... */
  readonly type: string;
  /** Whether its type is one of the traffic lights. */
  readonly signalled: boolean;
}

export type TurnDirection =
  | 'straight'
  | 'left'
  | 'right'
  | 'partially-left'
  | 'partially-right'
  | 'turnaround';

/** The turn from one link to the next, all its lanes together. */
export interface Connection {
  readonly index: number;
  /** Indices of the links. */
  readonly from: number;
  readonly to: number;
  readonly direction: TurnDirection;
  /** Id of the first internal lane, or '' in a network without internal lanes. */
  readonly via: string;
  /** m inside the junction, mean over the lanes. */
  readonly internalLength: number;
  /** Id of the traffic light that controls it, or undefined. */
  readonly signal: string | undefined;
  /** Whether a passenger car may take it. */
  readonly passenger: boolean;
}

export interface BoundingBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** What a network is made of. */
export interface RoadNetworkParts {
  /** The file it came from, for messages. */
  readonly source: string;
  readonly links: readonly Link[];
  readonly junctions: readonly Junction[];
  readonly connections: readonly Connection[];
  readonly projection: Projection | undefined;
}

/** A road network: links, junctions and the turns between links, with look-up by id and adjacency in typed arrays. */
export class RoadNetwork {
  readonly source: string;
  readonly links: readonly Link[];
  readonly junctions: readonly Junction[];
  readonly connections: readonly Connection[];
  /** `undefined` for a network that is not geo-referenced. */
  readonly projection: Projection | undefined;
  /** Of each link the links that may follow (`targets`) by which connection (`connections`). */
  readonly successors: Adjacency;
  /** Of each link the links that may come before. */
  readonly predecessors: Adjacency;
  /** Length of each link, m. */
  readonly lengths: Float64Array;
  /** Free-flow time of each link, s. */
  readonly freeFlowTimes: Float64Array;
  readonly boundingBox: BoundingBox;
  private readonly linkIndices: ReadonlyMap<string, number>;
  private readonly junctionIndices: ReadonlyMap<string, number>;
  private readonly shapeLengths: Float64Array;

  constructor(parts: RoadNetworkParts) {
    this.source = parts.source;
    this.links = parts.links;
    this.junctions = parts.junctions;
    this.connections = parts.connections;
    this.projection = parts.projection;
    this.successors = adjacency(parts.links.length, parts.connections, 'from', 'to');
    this.predecessors = adjacency(parts.links.length, parts.connections, 'to', 'from');
    this.lengths = Float64Array.from(parts.links, (link) => link.length);
    this.freeFlowTimes = Float64Array.from(parts.links, (link) => link.length / link.speedLimit);
    this.shapeLengths = Float64Array.from(parts.links, (link) => polylineLength(link.shape));
    this.linkIndices = new Map(parts.links.map((link) => [link.id, link.index]));
    this.junctionIndices = new Map(parts.junctions.map((junction) => [junction.id, junction.index]));
    this.boundingBox = boxOf(parts);
  }

  /** Index of a link by its id, or `undefined`. */
  linkIndex(id: string): number | undefined {
    return this.linkIndices.get(id);
  }

  /** Index of a junction by its id, or `undefined`. */
  junctionIndex(id: string): number | undefined {
    return this.junctionIndices.get(id);
  }

  /**
   * A link by its id.
   * @param where the place that names it, for the message
   * @throws InputError with the nearest known id when there is none
   */
  link(id: string, where: string): Link {
    const index = this.linkIndices.get(id);
    if (index !== undefined) return this.links[index];
    throw new InputError(where, `unknown link ${JSON.stringify(id)}`, this.suggestion(id));
  }

  /** What would be right instead of an unknown link id: the nearest known one. */
  suggestion(id: string): string {
    const near = nearestName(
      id,
      this.links.map((link) => link.id),
    );
    return near === undefined ? `a link of ${this.source}` : `did you mean ${near}?`;
  }

  /** The connection from one link to the next, by their indices, or `undefined` when the turn does not exist. */
  connection(from: number, to: number): Connection | undefined {
    const { offsets, targets, connections } = this.successors;
    for (let k = offsets[from]; k < offsets[from + 1]; k++) {
      if (targets[k] === to) return this.connections[connections[k]];
    }
    return undefined;
  }

  /** Time to drive a link (by index) at its speed limit, s. */
  freeFlowTime(link: number): number {
    return this.freeFlowTimes[link];
  }

  /** The point `offset` metres (a lane position, 0 to the link's length) along a link. */
  pointOnLink(link: number, offset: number): Point {
    return pointAlong(this.links[link].shape, offset * this.shapeScale(link));
  }

  /** Metres of drawn shape per metre of link: 1 but where the file gives a length that differs from the shape's. */
  shapeScale(link: number): number {
    return this.shapeLengths[link] / this.lengths[link];
  }
}

function boxOf(parts: RoadNetworkParts): BoundingBox {
  const box = {
    minX: Number.POSITIVE_INFINITY,
    minY: Number.POSITIVE_INFINITY,
    maxX: Number.NEGATIVE_INFINITY,
    maxY: Number.NEGATIVE_INFINITY,
  };
  const include = (x: number, y: number): void => {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  };
  for (const { x, y } of parts.junctions) include(x, y);
  for (const { shape } of parts.links) {
    for (let i = 0; i < shape.length; i += 2) include(shape[i], shape[i + 1]);
  }
  return box;
}
