import { readFile } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { z } from 'zod';
import { InputError, validate } from '../../src/input/index.js';
import { writeJson } from '../../src/results/index.js';

const seconds = z.number().nonnegative();

const recordSchema = z.object({
  /** ISO 8601. */
  date: z.string(),
  machine: z.object({ processor: z.string(), cores: z.int().positive(), system: z.string() }),
  versions: z.object({ bidlane: z.string(), node: z.string(), sumo: z.string() }),
  /** SHA-256 over the contents of all tables. */
  digest: z.string(),
  /** Means over the replications; null for one that no replication has. */
  measures: z.record(z.string(), z.number().nullable()),
  /** All times in s. */
  speed: z.object({
    /** From the start to the report, probe rounds included. */
    wall: seconds,
    /** Processor time of Bidlane's own process, and of the SUMO processes where the system tells. */
    cpu: z.object({ bidlane: seconds, sumo: seconds.nullable() }),
    /** SUMO alone on the traffic of the replications. */
    bareSumo: z.object({ wall: seconds, cpu: seconds.nullable() }),
    /** From the end of the probe rounds to the report. */
    replicationsWall: seconds,
    /** Traffic steps of all replications, and vehicles on the road summed over them. */
    trafficSteps: z.number(),
    vehicleSteps: z.number(),
    vehicleStepsPerSecond: z.number(),
    /** Processor time of a fixed piece of work in the same minute, with which speeds of two machines are compared. */
    calibration: z.number().positive(),
  }),
});

const baselineSchema = z.object({
  kind: z.literal('bidlane benchmarks'),
  format: z.literal(1),
  benchmarks: z.record(z.string(), recordSchema),
});

/** What a benchmark gave, when, where and with which versions. */
export type BenchmarkRecord = z.infer<typeof recordSchema>;
/** A baseline file: records by the name of the benchmark. */
export type Baseline = z.infer<typeof baselineSchema>;

/** This machine, for the record. */
export function thisMachine(): BenchmarkRecord['machine'] {
  const all = cpus();
  return {
    processor: all.at(0)?.model.trim() ?? 'unknown',
    cores: Math.max(1, all.length),
    system: `${platform()} ${arch()}`,
  };
}

/**
 * Reads a baseline file.
 * @returns undefined where there is none
 * @throws InputError when the file is no baseline
 */
export async function readBaseline(path: string): Promise<Baseline | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    throw new InputError(path, `cannot be read (${code})`, 'a file that bidlane bench --update wrote', {
      cause: error,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(path, 'is not JSON', 'a file that bidlane bench --update wrote', { cause: error });
  }
  return validate(baselineSchema, value, `${path}: $`);
}

/** Writes records into a baseline file; those of other benchmarks stay. */
export async function updateBaseline(
  path: string,
  before: Baseline | undefined,
  records: Readonly<Record<string, BenchmarkRecord>>,
): Promise<void> {
  const benchmarks = { ...before?.benchmarks, ...records };
  await writeJson(path, { kind: 'bidlane benchmarks', format: 1, benchmarks } satisfies Baseline);
}
