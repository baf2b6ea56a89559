import { InputError } from '../input/index.js';
import {
  type EdgeRecord,
  type LaneConnectionRecord,
  type NetFile,
  readNetFile,
} from './internal/net-file.js';
import { numberAttribute, requiredAttribute, type XmlElement } from './internal/xml-file.js';
import type { Polyline } from './polyline.js';
import { type Projection, projectionOf } from './projection.js';
import {
  type Connection,
  type Junction,
  type Link,
  RoadNetwork,
  type TurnDirection,
} from './road-network.js';

const DIRECTIONS: Readonly<Record<string, TurnDirection>> = {
  s: 'straight',
  l: 'left',
  r: 'right',
  L: 'partially-left',
  R: 'partially-right',
  t: 'turnaround',
};

/** The middle of a link's lanes: the middle lane, or the mean of the two middle ones where their points correspond. */
function middleOf(edge: EdgeRecord): Polyline {
  const { lanes } = edge;
  const lower = lanes[Math.floor((lanes.length - 1) / 2)].shape;
  const upper = lanes[Math.floor(lanes.length / 2)].shape;
  if (lower.length !== upper.length) return lower;
  return lower.map((value, i) => (value + upper[i]) / 2);
}

function junctionsOf(file: NetFile): Junction[] {
  return file.junctions.map((element, index) => {
    const type = requiredAttribute(element, 'type');
    return {
      index,
      id: requiredAttribute(element, 'id'),
      type,
      x: numberAttribute(element, 'x'),
      y: numberAttribute(element, 'y'),
      signalled: type.startsWith('traffic_light'),
    };
  });
}

function linksOf(file: NetFile, junctions: ReadonlyMap<string, number>): Link[] {
  const seen = new Set<string>();
  return file.edges.map((edge, index) => {
    const { element, id, lanes } = edge;
    const end = (name: 'from' | 'to'): number => {
      const junction = junctions.get(requiredAttribute(element, name));
      if (junction !== undefined) return junction;
      throw new InputError(
        element.where,
        `<edge id="${id}"> goes ${name} an unknown junction`,
        'a <junction> of this file',
      );
    };
    if (seen.has(id))
      throw new InputError(element.where, `second <edge id="${id}">`, 'every edge has an id of its own');
    seen.add(id);
    if (lanes.length === 0)
      throw new InputError(element.where, `<edge id="${id}"> has no lanes`, 'one <lane> or more');
    const usable = lanes.filter((lane) => lane.passenger);
    return {
      index,
      id,
      from: end('from'),
      to: end('to'),
      length: lanes[0].length,
      speedLimit: Math.max(...(usable.length > 0 ? usable : lanes).map((lane) => lane.speed)),
      lanes: lanes.length,
      shape: middleOf(edge),
      type: element.attributes.type ?? '',
      name: element.attributes.name ?? '',
      priority: Number(element.attributes.priority ?? -1),
      passenger: usable.length > 0,
    };
  });
}

function internalLength(file: NetFile, via: string): number {
  let length = 0;
  const visited = new Set<string>();
  for (
    let lane: string | undefined = via;
    lane !== undefined && !visited.has(lane);
    lane = file.internalNext.get(lane)
  ) {
    visited.add(lane);
    length += file.internalLengths.get(lane) ?? 0;
  }
  return length;
}

function connectionsOf(file: NetFile, links: readonly Link[]): Connection[] {
  const linkIndices = new Map(links.map((link) => [link.id, link.index]));
  const turns = new Map<string, { from: number; to: number; lanes: LaneConnectionRecord[] }>();
  for (const record of file.connections) {
    const [from, to] = [linkIndices.get(record.from), linkIndices.get(record.to)];
    if (from === undefined || to === undefined) {
      const unknown = from === undefined ? record.from : record.to;
      throw new InputError(
        record.element.where,
        `<connection> with an unknown edge "${unknown}"`,
        'an <edge> of this file',
      );
    }
    const key = `${from} ${to}`;
    const turn = turns.get(key);
    if (turn === undefined) turns.set(key, { from, to, lanes: [record] });
    else turn.lanes.push(record);
  }
  const drivable = (record: LaneConnectionRecord, from: number, to: number): boolean =>
    file.edges[from].lanes[record.fromLane]?.passenger === true &&
    file.edges[to].lanes[record.toLane]?.passenger === true;
  return [...turns.values()].map(({ from, to, lanes }, index) => {
    const usable = lanes.filter((lane) => drivable(lane, from, to));
    const counted = usable.length > 0 ? usable : lanes;
    const total = counted.reduce((sum, lane) => sum + internalLength(file, lane.via), 0);
    return {
      index,
      from,
      to,
      direction: DIRECTIONS[counted[0].element.attributes.dir ?? 's'] ?? 'straight',
      via: counted[0].via,
      internalLength: total / counted.length,
      signal: counted[0].element.attributes.tl,
      passenger: usable.length > 0,
    };
  });
}

function projectionIn(location: XmlElement | undefined): Projection | undefined {
  if (location === undefined) return undefined;
  const offset = (location.attributes.netOffset ?? '0,0').split(',').map(Number);
  if (offset.length !== 2 || offset.some((value) => !Number.isFinite(value))) {
    throw new InputError(location.where, 'netOffset of <location> is not a point', 'must be "x,y"');
  }
  return projectionOf(location.attributes.projParameter ?? '!', [offset[0], offset[1]], location.where);
}

/**
 * Reads a SUMO network.
 * @param path a `.net.xml`, or `.net.xml.gz`
 * @returns its normal edges as links, in the order of the file; internal edges, crossings and walking areas are left out, but the
 * length of the internal lanes stands in the connections
 * @throws InputError with `file:line:column` where the file is missing, is no network, is malformed or cut off
 */
export async function readNetwork(path: string): Promise<RoadNetwork> {
  const file = await readNetFile(path);
  if (file.edges.length === 0) {
    throw new InputError(path, 'has no roads', 'must be a SUMO network with at least one normal <edge>');
  }
  const junctions = junctionsOf(file);
  const links = linksOf(file, new Map(junctions.map((junction) => [junction.id, junction.index])));
  return new RoadNetwork({
    source: path,
    links,
    junctions,
    connections: connectionsOf(file, links),
    projection: projectionIn(file.location),
  });
}
