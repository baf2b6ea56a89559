import type { Executor } from '../../sim/execution/executor.js';
import type { ProgressEvent, StudyProgress } from '../../sim/index.js';
import type { ProgressScreen } from './progress-display.js';
import { type ExecutorFlags, executorOf } from './run-executor.js';

/** What a person is told who interrupts a study. */
export const goesOn = 'the same command goes on from here';

/**
 * Who does the replications of a study: workers at a Redis, child processes, or this process.
 * @param name of the study, for the workers
 */
export async function executorFor(
  flags: ExecutorFlags & { readonly jobs: number },
  name: string,
  signal: AbortSignal,
): Promise<Executor> {
  const elsewhere = await executorOf(flags, name, signal);
  if (elsewhere !== undefined) return elsewhere;
  const { InProcess, LocalCores, studyPointsModule } = await import('../../sim/index.js');
  return flags.jobs > 1
    ? new LocalCores({ jobs: flags.jobs, modules: [studyPointsModule] })
    : new InProcess();
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Shows how far a study is: one line redrawn on a terminal, a line at every tenth in a log. */
export class StudyDisplay {
  readonly #screen: ProgressScreen;
  readonly #now: () => number;
  #study = '';
  #begun = { time: 0, done: 0 };
  #tenth = 0;
  #drawn = false;

  /** @param now the wall clock in ms, for the time left */
  constructor(screen: ProgressScreen, now: () => number) {
    this.#screen = screen;
    this.#now = now;
  }

  readonly progress = ({ study, done, total }: StudyProgress): void => {
    if (study !== this.#study) {
      this.#study = study;
      this.#begun = { time: this.#now(), done };
      this.#tenth = Math.floor((10 * done) / total);
      if (done > 0) this.#line(`${study}: ${done} of ${total} replications are there from an earlier run`);
    }
    const own = done - this.#begun.done;
    const spent = (this.#now() - this.#begun.time) / 1000;
    const left = own > 0 && done < total ? `, about ${duration((spent / own) * (total - done))} left` : '';
    const text = `${study}: ${done} of ${total} replications${left}`;
    if (this.#screen.isTTY === true) {
      this.clear();
      if (done < total) {
        this.#screen.write(text.slice(0, (this.#screen.columns ?? 80) - 1));
        this.#drawn = true;
      }
      return;
    }
    const tenth = Math.floor((10 * done) / total);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.#screen.write(`${text}\n`);
  };

  readonly event = (event: ProgressEvent): void => {
    if (event.kind === 'note') this.#line(event.text);
    if (event.kind === 'model-reused') this.#line('link travel times: reused from an earlier run');
    if (event.kind === 'probe-rounds' && event.done === event.total)
      this.#line(`probe rounds: ${event.total} done, link travel times fitted`);
  };

  /** Removes what is drawn, so that a message stands on a clean line. */
  clear(): void {
    if (this.#drawn) this.#screen.write('\r\x1b[K');
    this.#drawn = false;
  }

  #line(text: string): void {
    this.clear();
    this.#screen.write(`${text}\n`);
  }
}
