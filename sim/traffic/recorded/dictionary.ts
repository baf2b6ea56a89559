import { z } from 'zod';
import { readIntegers, writeIntegers } from './byte-planes.js';

/** What the numbers in the blocks of a recording stand for. */
export interface Dictionary {
  /** Ids of the vehicles. */
  readonly vehicles: readonly string[];
  /** Types of vehicles, each with SUMO's class of it. */
  readonly types: readonly { readonly type: string; readonly vehicleClass: string }[];
  /** Of each vehicle, its number in `types`. */
  readonly typeOf: readonly number[];
  /** Ids of the links that occur in routes. */
  readonly edges: readonly string[];
  /** Each route as numbers of `edges`. */
  readonly routes: readonly Int32Array[];
}

/** The ids as UTF-8 bytes of JSON. */
export function encodeNames({ vehicles, edges, types, typeOf }: Omit<Dictionary, 'routes'>): Uint8Array {
  return Buffer.from(JSON.stringify([vehicles, edges, types, typeOf]));
}

/** Lengths of the routes, then their edges. */
export function encodeRoutes({ routes }: Pick<Dictionary, 'routes'>): Uint8Array {
  const lengths = Int32Array.from(routes, (route) => route.length);
  const edges = new Int32Array(lengths.reduce((total, length) => total + length, 0));
  let start = 0;
  for (const route of routes) {
    edges.set(route, start);
    start += route.length;
  }
  const bytes = new Uint8Array(4 * (lengths.length + edges.length));
  writeIntegers(bytes, writeIntegers(bytes, 0, lengths), edges);
  return bytes;
}

const typeTable = z.array(z.strictObject({ type: z.string(), vehicleClass: z.string() }));
const typeNumbers = z.array(z.int().min(0));

const isNames = (value: unknown, count: number): value is string[] =>
  Array.isArray(value) && value.length === count && value.every((name) => typeof name === 'string');

/**
 * The dictionary in these bytes.
 * @param counts how much there must be
 * @throws RangeError or SyntaxError when there is something else
 */
export function decodeDictionary(
  names: Uint8Array,
  routes: Uint8Array,
  counts: {
    readonly vehicles: number;
    readonly edges: number;
    readonly routes: number;
    readonly routeEdges: number;
  },
): Dictionary {
  const value: unknown = JSON.parse(Buffer.from(names).toString());
  const [vehicles, edges, ofTypes, ofVehicles] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (!isNames(vehicles, counts.vehicles) || !isNames(edges, counts.edges))
    throw new RangeError('the names are not those that the header counts');
  const types = typeTable.safeParse(ofTypes).data ?? [];
  const typeOf = typeNumbers.length(counts.vehicles).safeParse(ofVehicles).data;
  if (typeOf === undefined || typeOf.some((type) => type >= types.length))
    throw new RangeError('the types are not those of the vehicles');
  const lengths = readIntegers(routes, 0, counts.routes);
  const all = readIntegers(routes, 4 * counts.routes, counts.routeEdges);
  if (all.some((edge) => edge < 0 || edge >= edges.length)) throw new RangeError('a route has no such link');
  let start = 0;
  const split = Array.from(lengths, (length) => {
    if (length < 0 || start + length > all.length) throw new RangeError('a route is too long');
    start += length;
    return all.subarray(start - length, start);
  });
  if (start !== all.length) throw new RangeError('the routes are too short');
  return { vehicles, types, typeOf, edges, routes: split };
}
