import type { Happenings, VehicleBlock } from './vehicle-block.js';

/** The vehicles of a kind of happening in one step of a block. */
class HappeningReader {
  readonly #happenings: Happenings;
  #at = 0;

  constructor(happenings: Happenings) {
    this.#happenings = happenings;
  }

  /** Those of step `step`; to be asked step by step. */
  next(step: number): Int32Array {
    const { perStep, vehicles } = this.#happenings;
    const from = this.#at;
    this.#at += perStep[step];
    return vehicles.subarray(from, this.#at);
  }
}

/** A block with a look-up by step. */
export interface OpenBlock {
  readonly block: VehicleBlock;
  readonly departures: HappeningReader;
  readonly arrivals: HappeningReader;
  readonly teleports: HappeningReader;
  /** First row of each run. */
  readonly rows: Int32Array;
  /** The runs of each vehicle, by its number in the recording, in the order of time. */
  readonly runsOf: ReadonlyMap<number, readonly number[]>;
}

/** Opens a block for being read step by step. */
export function openBlock(block: VehicleBlock): OpenBlock {
  const rows = new Int32Array(block.vehicle.length);
  const runsOf = new Map<number, number[]>();
  let row = 0;
  for (let run = 0; run < rows.length; run++) {
    rows[run] = row;
    row += block.length[run];
    const runs = runsOf.get(block.vehicle[run]);
    if (runs === undefined) runsOf.set(block.vehicle[run], [run]);
    else runs.push(run);
  }
  return {
    block,
    departures: new HappeningReader(block.departures),
    arrivals: new HappeningReader(block.arrivals),
    teleports: new HappeningReader(block.teleports),
    rows,
    runsOf,
  };
}

/** The row of a run in a step of the block; -1 when the run does not cover it. */
export function rowOf({ block, rows }: OpenBlock, run: number, step: number): number {
  const behind = step - block.first[run];
  return behind >= 0 && behind < block.length[run] ? rows[run] + behind : -1;
}
