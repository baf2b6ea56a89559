import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, validate } from '../../src/input/index.js';
import { canonicalJson } from '../../src/results/index.js';

const count = z.int().min(0);
const list = <S extends z.ZodType>(schema: S) => z.array(schema).readonly();

const measuredValue = z.object({
  name: z.string(),
  unit: z.string(),
  /** What the measure says, in one sentence. */
  documentation: z.string(),
  /** Null where the replication cannot have it (no winner, say). */
  value: z.number().nullable(),
});

const campaign = z.object({
  tasks: count,
  bidders: count,
  winners: count,
  paymentTotal: z.number(),
  withinBudget: z.boolean(),
  expectedValue: z.number(),
  realisedValue: z.number(),
  expectedCompletions: z.number(),
  realisedCompletions: z.number(),
});

const completion = z.object({ predicted: z.number(), sd: z.number(), realised: z.number() });

const calibrationCounts = z.object({
  count,
  squares: z.number(),
  bins: list(z.object({ count, hits: count, sum: z.number() })),
});

const mapDetail = z.object({
  tasks: list(
    z.object({
      x: z.number(),
      y: z.number(),
      state: z.enum(['in-time', 'late', 'not-completed', 'not-covered']),
      label: z.string(),
    }),
  ),
  /** The ways of the winners from where they were when the campaign began: m from the start of the first link. */
  routes: list(z.object({ vehicle: z.string(), position: z.number(), links: list(z.string()) })),
});

const auctionDetail = z.object({
  winners: list(
    z.object({
      vehicle: z.string(),
      tasks: list(count),
      cost: z.number(),
      payment: z.number(),
      /** Null for a mechanism that keeps no trace of its selection. */
      expectedValue: z.number().nullable(),
      realisedValue: z.number().nullable(),
    }),
  ),
  decisions: list(
    z.object({
      vehicle: z.string(),
      marginalValue: z.number(),
      bid: z.number(),
      /** Null for a bid of 0: without bound. */
      ratio: z.number().nullable(),
      /** Null where the budget does not bind. */
      cap: z.number().nullable(),
      accepted: z.boolean(),
    }),
  ),
});

const cosimulation = z.object({
  campaign,
  /** Completion times of winners, s: forecast mean and standard deviation, and fact. */
  completions: list(completion),
  calibration: calibrationCounts,
  /** Vehicles on the road, at about 200 moments. */
  running: z.object({ time: list(z.number()), vehicles: list(z.number()) }),
  /** What only one replication shows in a report: that of number 0. */
  detail: z.object({ map: mapDetail, auction: auctionDetail }).nullable(),
});

const replicationResult = z.object({
  replication: count,
  /** SHA-256 over the content of the tables. */
  digest: z.string(),
  measures: list(measuredValue),
  /** What the report shows of a co-simulation; null for a part of another kind. */
  cosimulation: cosimulation.nullable(),
});

/** A measure of one replication. */
export type MeasuredValue = z.infer<typeof measuredValue>;
/** What the report shows of one co-simulation. */
export type CosimulationResult = z.infer<typeof cosimulation>;
/** The map of a campaign without its roads. */
export type MapDetail = z.infer<typeof mapDetail>;
/** Winners and decisions of an auction. */
export type AuctionDetail = z.infer<typeof auctionDetail>;
/**
 * What is left of a replication: plain JSON, from which summary, digest and report are made. Written as `replication.json` beside the
 * tables, so that a part read back counts the same as one just computed.
 */
export type ReplicationResult = z.infer<typeof replicationResult>;

/** The name of the file in a part's folder. */
export const resultFile = 'replication.json';

/** The folder of a part. */
export function partFolder(out: string, replication: number): string {
  return join(out, 'replications', String(replication));
}

/** A result as it reads back from its file: without -0, and with `null` for what is not finite. */
export function asWritten(result: ReplicationResult): ReplicationResult {
  return replicationResult.parse(JSON.parse(canonicalJson(result)));
}

/**
 * Reads the result of a finished part.
 * @param folder of the part
 * @throws InputError when it is missing or damaged
 */
export async function readReplicationResult(folder: string): Promise<ReplicationResult> {
  const path = join(folder, resultFile);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new InputError(path, what, 'a file of a finished replication, as bidlane run writes it', {
      cause: error,
    });
  }
  return validate(replicationResult, value, `${path}: $`);
}
