import { BitDifference, readBits, readIntegers, writeBits, writeIntegers } from './byte-planes.js';

/** How much there is in a block; with these the size of its columns is known. */
export interface BlockSizes {
  /** Traffic steps. */
  readonly steps: number;
  /** Vehicles and steps: one row for each vehicle on the road after each step. */
  readonly rows: number;
  /** Runs of rows of one vehicle on one route in steps one after the other. */
  readonly runs: number;
  readonly departures: number;
  readonly arrivals: number;
  readonly teleports: number;
}

/** What happened to vehicles: how many in each step, and which, one step after the other. */
export interface Happenings {
  readonly perStep: Int32Array;
  readonly vehicles: Int32Array;
}

/** All vehicles in some traffic steps one after the other. Vehicles and routes are numbers of the recording's dictionary. */
export interface VehicleBlock {
  readonly departures: Happenings;
  readonly arrivals: Happenings;
  /** Vehicles that a teleport began to lift. */
  readonly teleports: Happenings;
  /** Of each run: the vehicle, its route, its first step in the block and its number of rows. */
  readonly vehicle: Int32Array;
  readonly route: Int32Array;
  readonly first: Int32Array;
  readonly length: Int32Array;
  /** Of each row, run after run: 2 x the index of the link on the route, + 1 on the junction behind the link. */
  readonly place: Int32Array;
  /** Distance from the start of the lane (on a junction: of the turn), m. */
  readonly position: Float64Array;
  /** Distance driven since departure, m. */
  readonly driven: Float64Array;
}

/** The size of a block's columns before compression, bytes. */
export function blockBytes(sizes: BlockSizes): number {
  const happenings = sizes.departures + sizes.arrivals + sizes.teleports;
  return 4 * (3 * sizes.steps + happenings + 4 * sizes.runs + sizes.rows) + 16 * sizes.rows;
}

export function sizesOf(block: VehicleBlock): BlockSizes {
  return {
    steps: block.departures.perStep.length,
    rows: block.place.length,
    runs: block.vehicle.length,
    departures: block.departures.vehicles.length,
    arrivals: block.arrivals.vehicles.length,
    teleports: block.teleports.vehicles.length,
  };
}

/** The columns of a block as bytes. */
export function encodeBlock(block: VehicleBlock): Uint8Array {
  const bytes = new Uint8Array(blockBytes(sizesOf(block)));
  const position = block.position.slice();
  const driven = block.driven.slice();
  const place = block.place.slice();
  const positionBits = new BitDifference(position);
  const drivenBits = new BitDifference(driven);
  let start = 0;
  for (const length of block.length) {
    const end = start + length;
    for (let i = start + 1; i < end; i++) {
      positionBits.apply(i, block.position[i - 1]);
      drivenBits.apply(i, drivenGuess(block, i));
    }
    for (let i = end - 1; i > start; i--) place[i] -= place[i - 1];
    start = end;
  }
  let at = 0;
  for (const { perStep } of [block.departures, block.arrivals, block.teleports])
    at = writeIntegers(bytes, at, perStep);
  for (const { vehicles } of [block.departures, block.arrivals, block.teleports])
    at = writeIntegers(bytes, at, vehicles);
  for (const column of [block.vehicle, block.route, block.first, block.length, place])
    at = writeIntegers(bytes, at, column);
  at = writeBits(bytes, at, position);
  writeBits(bytes, at, driven);
  return bytes;
}

/** On one link a vehicle drives as far as its position moves, but for the last bits. */
function drivenGuess(rows: Pick<VehicleBlock, 'place' | 'position' | 'driven'>, i: number): number {
  const before = rows.driven[i - 1];
  return rows.place[i] === rows.place[i - 1] ? before + (rows.position[i] - rows.position[i - 1]) : before;
}

/**
 * The block in these bytes.
 * @param bytes as many as {@link blockBytes} says
 * @param vehicles number of vehicles that there are
 * @param routeLengths number of links of each route that there is
 * @throws RangeError that says which column cannot be right
 */
export function decodeBlock(
  bytes: Uint8Array,
  sizes: BlockSizes,
  vehicles: number,
  routeLengths: Int32Array,
): VehicleBlock {
  let at = 0;
  const integers = (n: number): Int32Array => {
    const values = readIntegers(bytes, at, n);
    at += 4 * n;
    return values;
  };
  const { steps, rows, runs } = sizes;
  const perStep = [integers(steps), integers(steps), integers(steps)];
  const happenings = [sizes.departures, sizes.arrivals, sizes.teleports].map((n, kind): Happenings => {
    const which = integers(n);
    requireNumbers(which, vehicles, 'vehicle');
    requireNumbers(perStep[kind], n + 1, 'number of vehicles');
    requireSum(perStep[kind], n, 'vehicles of the steps');
    return { perStep: perStep[kind], vehicles: which };
  });
  const [vehicle, route, first, length] = [integers(runs), integers(runs), integers(runs), integers(runs)];
  requireNumbers(vehicle, vehicles, 'vehicle');
  requireNumbers(route, routeLengths.length, 'route');
  requireNumbers(first, steps, 'step');
  requireNumbers(length, steps + 1, 'length');
  requireSum(length, rows, 'lengths of the runs');
  for (let run = 0; run < runs; run++)
    if (first[run] + length[run] > steps) throw new RangeError('a run goes beyond the last step');
  const place = integers(rows);
  const position = readBits(bytes, at, rows);
  const driven = readBits(bytes, at + 8 * rows, rows);
  const block = { place, position, driven };
  const positionBits = new BitDifference(position);
  const drivenBits = new BitDifference(driven);
  let start = 0;
  for (let run = 0; run < runs; run++) {
    const end = start + length[run];
    for (let i = start + 1; i < end; i++) {
      place[i] += place[i - 1];
      positionBits.apply(i, position[i - 1]);
      drivenBits.apply(i, drivenGuess(block, i));
    }
    requireNumbers(place.subarray(start, end), 2 * routeLengths[route[run]], 'place on a route');
    start = end;
  }
  const [departures, arrivals, teleports] = happenings;
  return { departures, arrivals, teleports, vehicle, route, first, length, ...block };
}

function requireNumbers(values: Int32Array, limit: number, what: string): void {
  for (const value of values) if (value < 0 || value >= limit) throw new RangeError(`a ${what} is ${value}`);
}

function requireSum(values: Int32Array, sum: number, what: string): void {
  let total = 0;
  for (const value of values) total += value;
  if (total !== sum) throw new RangeError(`the ${what} add up to ${total} instead of ${sum}`);
}
