import { InputError } from '../input/index.js';
import type { RoadNetwork } from '../network/index.js';
import { readParquet, tableSchema, writeParquet } from '../results/index.js';
import { LinkTraversalBuilder, type LinkTraversals, traversalFlag } from './link-traversals.js';
import { refuseUnknownLinks } from './unknown-links.js';

/** Link traversals as a table: what `bidlane traces` writes, and what link travel times are fitted from. */
export const traversalTable = tableSchema({
  name: 'traversals',
  documentation:
    'One row per link that a vehicle was on; the rows of a vehicle stand together in the order of its drive.',
  columns: [
    { name: 'vehicle', type: 'text', documentation: 'Name of the vehicle in the trace.' },
    { name: 'link', type: 'text', documentation: 'Id of the link (edge) in the SUMO network.' },
    {
      name: 'entry',
      type: 'double',
      unit: 's',
      documentation:
        'When the vehicle entered the link: simulation time, or for GPS seconds since 1970-01-01 00:00 of the clock in the file.',
    },
    {
      name: 'exit',
      type: 'double',
      unit: 's',
      documentation:
        'When it had left the link and crossed the junction behind it; the next row of the drive begins then.',
    },
    {
      name: 'interpolated',
      type: 'boolean',
      documentation:
        'Whether entry or exit was computed from the fixes before and after it; false when both were seen.',
    },
    {
      name: 'partial_first',
      type: 'boolean',
      documentation: 'Whether this is the first link of a drive, entered somewhere along its length.',
    },
    {
      name: 'partial_last',
      type: 'boolean',
      documentation: 'Whether this is the last link of a drive, left before its end.',
    },
    {
      name: 'planned_stop',
      type: 'boolean',
      documentation: 'Whether the vehicle stopped on the link by plan, not because of traffic.',
    },
  ],
});

const bits = [
  ['interpolated', traversalFlag.interpolated],
  ['partial_first', traversalFlag.partialFirst],
  ['partial_last', traversalFlag.partialLast],
  ['planned_stop', traversalFlag.plannedStop],
] as const;

/**
 * Writes link traversals as a Parquet file with the columns of {@link traversalTable}.
 * @param path of the file; its folder must exist
 * @param network that the indices of the links mean
 * @throws InputError when the file cannot be written; RunError when the disk is full
 */
export async function writeTraversals(
  path: string,
  traversals: LinkTraversals,
  network: Pick<RoadNetwork, 'links'>,
): Promise<void> {
  const { vehicles, vehicle, link, entry, exit, flags } = traversals;
  const has = (bit: number): Uint8Array => flags.map((f) => ((f & bit) === 0 ? 0 : 1));
  await writeParquet(path, traversalTable, {
    vehicle: Array.from(vehicle, (v) => vehicles[v]),
    link: Array.from(link, (l) => network.links[l].id),
    entry,
    exit,
    interpolated: has(traversalFlag.interpolated),
    partial_first: has(traversalFlag.partialFirst),
    partial_last: has(traversalFlag.partialLast),
    planned_stop: has(traversalFlag.plannedStop),
  });
}

/**
 * Reads link traversals from a Parquet file with the columns of {@link traversalTable}, by whatever program it was written.
 * @param network on which the vehicles drove
 * @returns rows in the order of the file, the rows of each vehicle brought together
 * @throws InputError when the file cannot be read, is empty, names links that the network lacks (with their number), or has a
 *   row that ends before it begins, or begins before the row before it has ended
 */
export async function readTraversals(path: string, network: RoadNetwork): Promise<LinkTraversals> {
  const table = await readParquet(path, traversalTable);
  const { vehicle, link, entry, exit } = table;
  if (vehicle.length === 0)
    throw new InputError(path, 'holds no traversals', 'a table of traversals as `bidlane traces` writes it');
  const builder = new LinkTraversalBuilder();
  const unknown = new Map<string, number>();
  const ended = new Map<number, number>();
  for (let row = 0; row < vehicle.length; row++) {
    const name = vehicle[row];
    const id = link[row];
    const [from, to] = [entry[row], exit[row]];
    if (name === null || id === null || typeof from !== 'number' || typeof to !== 'number')
      throw new InputError(
        `${path}, row ${row + 1}`,
        'lacks a value',
        'vehicle, link, entry and exit in every row',
      );
    const index = network.linkIndex(id);
    if (index === undefined) {
      unknown.set(id, (unknown.get(id) ?? 0) + 1);
      continue;
    }
    const number = builder.vehicle(name);
    const before = ended.get(number) ?? Number.NEGATIVE_INFINITY;
    if (!(from >= before && to >= from))
      throw new InputError(
        `${path}, row ${row + 1}`,
        `vehicle ${name} is on link ${id} from ${from} to ${to} s${from < before ? `, but was elsewhere until ${before} s` : ''}`,
        'times that never run backwards',
      );
    ended.set(number, to);
    const flags = bits.reduce((sum, [column, bit]) => (table[column][row] === true ? sum | bit : sum), 0);
    builder.add(number, index, from, to, flags);
  }
  refuseUnknownLinks(path, unknown, `of ${vehicle.length} rows`, network);
  return builder.build();
}
