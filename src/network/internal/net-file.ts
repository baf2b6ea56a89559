import { InputError } from '../../input/index.js';
import { numberAttribute, readXmlFile, requiredAttribute, type XmlElement } from './xml-file.js';

/** A lane as the file has it. */
export interface LaneRecord {
  readonly id: string;
  readonly length: number;
  readonly speed: number;
  readonly shape: Float64Array;
  readonly passenger: boolean;
}

/** A normal edge as the file has it. */
export interface EdgeRecord {
  readonly element: XmlElement;
  readonly id: string;
  readonly lanes: LaneRecord[];
}

/** One `<connection>`: a lane to a lane. */
export interface LaneConnectionRecord {
  readonly element: XmlElement;
  readonly from: string;
  readonly to: string;
  readonly fromLane: number;
  readonly toLane: number;
  readonly via: string;
}

/** What the file holds, not yet linked up. */
export interface NetFile {
  readonly edges: EdgeRecord[];
  readonly junctions: XmlElement[];
  readonly connections: LaneConnectionRecord[];
  /** Length of each internal lane, m, by its id. */
  readonly internalLengths: Map<string, number>;
  /** The internal lane that follows an internal lane, where a turn is driven in two parts. */
  readonly internalNext: Map<string, string>;
  location: XmlElement | undefined;
}

const RIGHT =
  'must be a whole SUMO network (.net.xml or .net.xml.gz), as netconvert and netgenerate write it';

function shapeOf(element: XmlElement): Float64Array {
  const text = requiredAttribute(element, 'shape');
  const points = text.trim().split(/\s+/);
  const shape = new Float64Array(points.length * 2);
  points.forEach((point, i) => {
    const [x, y] = point.split(',');
    shape[2 * i] = Number(x);
    shape[2 * i + 1] = Number(y);
  });
  if (points.length < 2 || shape.some((value) => !Number.isFinite(value))) {
    throw new InputError(
      element.where,
      'shape of <lane> is not a line',
      'must be "x,y x,y ..." with two points or more',
    );
  }
  return shape;
}

function allowsPassenger({ attributes }: XmlElement): boolean {
  const listed = (list: string): boolean => /(^|\s)(passenger|all)(\s|$)/.test(list);
  if (attributes.allow !== undefined) return listed(attributes.allow);
  return attributes.disallow === undefined || !listed(attributes.disallow);
}

function isInternalEdge({ attributes }: XmlElement): boolean {
  const kind = attributes.function ?? 'normal';
  return kind === 'internal' || kind === 'crossing' || kind === 'walkingarea';
}

/** Reads the elements of a .net.xml(.gz) that Bidlane uses. */
export async function readNetFile(path: string): Promise<NetFile> {
  const file: NetFile = {
    edges: [],
    junctions: [],
    connections: [],
    internalLengths: new Map(),
    internalNext: new Map(),
    location: undefined,
  };
  let edge: EdgeRecord | undefined;
  let internal = false;
  await readXmlFile(path, {
    roots: ['net'],
    right: RIGHT,
    open: (element) => {
      switch (element.name) {
        case 'location':
          file.location = element;
          break;
        case 'edge':
          internal = isInternalEdge(element);
          if (internal) break;
          edge = { element, id: requiredAttribute(element, 'id'), lanes: [] };
          file.edges.push(edge);
          break;
        case 'lane':
          if (internal)
            file.internalLengths.set(requiredAttribute(element, 'id'), numberAttribute(element, 'length', 0));
          else
            edge?.lanes.push({
              id: requiredAttribute(element, 'id'),
              length: numberAttribute(element, 'length', Number.MIN_VALUE),
              speed: numberAttribute(element, 'speed', Number.MIN_VALUE),
              shape: shapeOf(element),
              passenger: allowsPassenger(element),
            });
          break;
        case 'junction':
          if (element.attributes.type !== 'internal') file.junctions.push(element);
          break;
        case 'connection': {
          const from = requiredAttribute(element, 'from');
          const via = element.attributes.via ?? '';
          if (!from.startsWith(':')) {
            const to = requiredAttribute(element, 'to');
            const [fromLane, toLane] = [
              numberAttribute(element, 'fromLane', 0),
              numberAttribute(element, 'toLane', 0),
            ];
            file.connections.push({ element, from, to, fromLane, toLane, via });
          } else if (via !== '') file.internalNext.set(`${from}_${element.attributes.fromLane ?? '0'}`, via);
          break;
        }
      }
    },
    close: (name) => {
      if (name !== 'edge') return;
      edge = undefined;
      internal = false;
    },
  });
  return file;
}
