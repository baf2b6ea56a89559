import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutComments, writeWhole } from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';

/** A node of SUMO's plain XML; `x` and `y` in metres, or longitude and latitude for a network that netconvert projects. */
export interface PlainNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly type?: 'priority' | 'traffic_light' | 'right_before_left' | 'dead_end';
  /** Nodes with one name of a traffic light share it. */
  readonly tl?: string;
}

/** An edge of SUMO's plain XML. */
export interface PlainEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly lanes: number;
  /** m/s */
  readonly speed: number;
  readonly priority: number;
  readonly type: string;
  readonly name?: string;
  readonly shape?: readonly (readonly [number, number])[];
  readonly spreadType?: 'center' | 'right';
}

/** A turn that is allowed (or, `remove`, forbidden) where netconvert would guess otherwise. */
export interface PlainConnection {
  readonly from: string;
  readonly to: string;
  readonly fromLane?: number;
  readonly toLane?: number;
  readonly remove?: boolean;
}

function element(tag: string, attributes: Record<string, string | number | boolean | undefined>): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${String(value)}"`)
    .join('');
  return `    <${tag}${text}/>`;
}

function xml(root: string, lines: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>\n${lines.join('\n')}\n</${root}>\n`;
}

/**
 * Compiles plain nodes and edges to FOLDER/NAME.net.xml with netconvert.
 * @param scratch a folder for the plain files
 * @param patch changes the text of the net before it is written (signal offsets)
 */
export async function compileNet(
  plan: {
    readonly nodes: readonly PlainNode[];
    readonly edges: readonly PlainEdge[];
    readonly connections?: readonly PlainConnection[];
  },
  target: { readonly folder: string; readonly name: string; readonly scratch: string },
  options: readonly string[],
  patch: (net: string) => string = (net) => net,
): Promise<void> {
  const file = (suffix: string): string => join(target.scratch, `${target.name}.${suffix}.xml`);
  const shapeOf = (edge: PlainEdge): string | undefined => edge.shape?.map(([x, y]) => `${x},${y}`).join(' ');
  await writeFile(
    file('nod'),
    xml(
      'nodes',
      plan.nodes.map((node) => element('node', { ...node })),
    ),
  );
  await writeFile(
    file('edg'),
    xml(
      'edges',
      plan.edges.map(({ lanes, ...edge }) =>
        element('edge', { ...edge, numLanes: lanes, shape: shapeOf({ lanes, ...edge }) }),
      ),
    ),
  );
  const types = [...new Set(plan.edges.map((edge) => edge.type))].map((id) => element('type', { id }));
  await writeFile(file('typ'), xml('types', types));
  await writeFile(
    file('con'),
    xml(
      'connections',
      (plan.connections ?? []).map(({ remove, ...c }) => element(remove ? 'delete' : 'connection', c)),
    ),
  );
  await runSumoTool('netconvert', [
    ...['--node-files', file('nod'), '--edge-files', file('edg'), '--connection-files', file('con')],
    ...['--type-files', file('typ'), '--output-file', file('net'), ...options],
  ]);
  const net = withoutComments(await readFile(file('net'), 'utf8'));
  await writeWhole(join(target.folder, `${target.name}.net.xml`), patch(net));
}
