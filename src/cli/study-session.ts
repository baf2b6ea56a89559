import type { Executor } from '../../sim/execution/executor.js';
import type { LoadedStudy, StudyOutcome } from '../../sim/studies/index.js';
import { cacheFolder } from './cache-folder.js';
import { interruption } from './interruption.js';
import { type ExecutorFlags, executorOf } from './run-executor.js';
import { StudyDisplay } from './study-display.js';
import { bidlaneVersion } from './version.js';

/** What of the command line says who performs the replications, and how many at once. */
export interface SessionFlags extends ExecutorFlags {
  readonly jobs: number;
}

/** A study, and the folder that its results shall go to. */
export interface StudyTask {
  readonly study: LoadedStudy;
  readonly out: string;
  readonly quick: boolean;
}

/** Workers at a Redis, child processes, or this process. */
async function executorFor(flags: SessionFlags, name: string, signal: AbortSignal): Promise<Executor> {
  const elsewhere = await executorOf(flags, name, signal);
  if (elsewhere !== undefined) return elsewhere;
  if (flags.jobs === 1) {
    const { InProcess } = await import('../../sim/execution/in-process.js');
    return new InProcess();
  }
  const [{ LocalCores }, { studyPointsModule }] = await Promise.all([
    import('../../sim/execution/local-cores.js'),
    import('../../sim/studies/engine/perform-study-unit.js'),
  ]);
  return new LocalCores({ jobs: flags.jobs, modules: [studyPointsModule] });
}

/**
 * Runs studies one after the other, by the same processes and with the same recorded traffic, and shows how far they are.
 * @param name of the whole, for workers elsewhere
 * @throws Interrupted on Ctrl-C, and what the studies throw
 */
export async function runStudies(
  tasks: readonly StudyTask[],
  flags: SessionFlags,
  name: string,
): Promise<StudyOutcome[]> {
  const [{ recordings, runStudy }, { discardUnfinished }] = await Promise.all([
    import('../../sim/studies/index.js'),
    import('../results/index.js'),
  ]);
  const signal = interruption('the same command goes on from here', discardUnfinished);
  const display = new StudyDisplay(process.stderr);
  const executor = await executorFor(flags, name, signal);
  const cache = cacheFolder();
  const traffic = recordings(cache, signal);
  const outcomes: StudyOutcome[] = [];
  try {
    for (const { study, out, quick } of tasks) {
      outcomes.push(
        await runStudy(study, {
          out,
          quick,
          executor,
          jobs: flags.jobs,
          cache,
          traffic,
          bidlaneVersion: bidlaneVersion(),
          now: () => new Date(),
          signal,
          onProgress: display.progress,
          onEvent: display.event,
        }),
      );
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    display.clear();
    await executor.close();
  }
  return outcomes;
}
