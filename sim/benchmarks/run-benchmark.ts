import { join } from 'node:path';
import { query } from '../../src/results/index.js';
import type { ProgressListener } from '../execution/progress.js';
import { runScenario } from '../execution/run-scenario.js';
import { withWorkFolder } from '../traffic/work-folder.js';
import { timeBareSumo } from './bare-sumo.js';
import type { BenchmarkRecord } from './baseline.js';
import { calibrate } from './calibration-loop.js';
import { processorTime, processorTimeSince } from './processor-time.js';
import type { RegressionScenario } from './regression-scenarios.js';

/** How a benchmark is run. */
export interface BenchmarkOptions {
  readonly bidlaneVersion: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** What a run of a benchmark gave: results that must not change, and speed. */
export type BenchmarkOutcome = Pick<BenchmarkRecord, 'digest' | 'measures' | 'speed'>;

/** Loads what a run needs and lets the just-in-time compiler see it, so that the first benchmark is measured as the others. */
export async function warmUp(scenario: RegressionScenario, options: BenchmarkOptions): Promise<void> {
  const { loaded } = scenario;
  const once = { ...loaded, scenario: { ...loaded.scenario, replications: 1 } };
  await withWorkFolder((folder) =>
    runScenario(once, {
      out: join(folder, 'out'),
      jobs: 1,
      cache: join(folder, 'cache'),
      bidlaneVersion: options.bidlaneVersion,
      now: () => new Date(),
      signal: options.signal,
    }),
  );
}

/**
 * Runs a standard regression scenario, one SUMO at a time and with nothing kept from earlier runs, in a temporary folder; then
 * SUMO alone on the same traffic.
 * @throws RunError and its kin when SUMO fails
 */
export async function runBenchmark(
  { loaded }: RegressionScenario,
  options: BenchmarkOptions,
): Promise<BenchmarkOutcome> {
  const { signal, onProgress } = options;
  const { scenario } = loaded;
  return withWorkFolder(async (folder) => {
    const calibrations = [calibrate()];
    const out = join(folder, 'out');
    const used = processorTime();
    const begin = performance.now();
    let learnt = begin;
    const { summary } = await runScenario(loaded, {
      out,
      jobs: 1,
      cache: join(folder, 'cache'),
      bidlaneVersion: options.bidlaneVersion,
      now: () => new Date(),
      signal,
      onProgress: (event) => {
        if (event.kind === 'probe-rounds' && event.done === event.total) learnt = performance.now();
        onProgress?.(event);
      },
    });
    const wall = (performance.now() - begin) / 1000;
    const afterProbes = (performance.now() - learnt) / 1000;
    const cpu = processorTimeSince(used);
    calibrations.push(calibrate());
    const bareSumo = await timeBareSumo(scenario, signal);
    const { rows } = await query(out, 'SELECT sum(running), count(*) FROM traffic', { signal });
    const [vehicleSteps, trafficSteps] = rows[0].map(Number);
    return {
      digest: summary.digest,
      measures: Object.fromEntries(summary.measures.map(({ name, mean }) => [name, mean])),
      speed: {
        wall,
        cpu: { bidlane: cpu.own, sumo: cpu.children },
        bareSumo,
        replicationsWall: afterProbes,
        trafficSteps,
        vehicleSteps,
        vehicleStepsPerSecond: vehicleSteps / afterProbes,
        calibration: Math.min(...calibrations),
      },
    };
  });
}
