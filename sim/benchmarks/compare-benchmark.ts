import type { BenchmarkRecord } from './baseline.js';

/** What a benchmark came to against its baseline. */
export interface BenchmarkComparison {
  /** Whether the results are equal, to the last bit of every table. */
  readonly equal: boolean;
  /** Measures that changed; all may be equal although the digest is not. */
  readonly changed: readonly {
    readonly name: string;
    readonly before: number | null;
    readonly now: number | null;
  }[];
  /** Programs of another version than in the baseline, which may explain other results. */
  readonly otherVersions: readonly string[];
  /** Processor time of Bidlane now over the baseline's, each in units of its machine's calibration work. */
  readonly cpuRatio: number;
  /** The same of the wall time. */
  readonly wallRatio: number;
  /** Whether the processor time grew beyond the tolerance. */
  readonly slower: boolean;
}

/**
 * Compares a benchmark with its baseline. Results must be equal by digest; speeds are compared in units of the calibration work
 * that was timed in the same minute on the same machine.
 * @param tolerance share by which the processor time may grow
 */
export function compareBenchmark(
  now: BenchmarkRecord,
  before: BenchmarkRecord,
  tolerance: number,
): BenchmarkComparison {
  const names = [...new Set([...Object.keys(before.measures), ...Object.keys(now.measures)])];
  const changed = names.flatMap((name) => {
    const pair = { name, before: before.measures[name] ?? null, now: now.measures[name] ?? null };
    return pair.before === pair.now ? [] : [pair];
  });
  const programs = ['bidlane', 'node', 'sumo'] as const;
  const unit = before.speed.calibration / now.speed.calibration;
  const cpuRatio = (now.speed.cpu.bidlane / before.speed.cpu.bidlane) * unit;
  return {
    equal: now.digest === before.digest,
    changed,
    otherVersions: programs.flatMap((program) =>
      now.versions[program] === before.versions[program]
        ? []
        : [`${program} ${before.versions[program]} -> ${now.versions[program]}`],
    ),
    cpuRatio,
    wallRatio: (now.speed.wall / before.speed.wall) * unit,
    slower: cpuRatio > 1 + tolerance,
  };
}
