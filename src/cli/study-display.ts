import type { ProgressEvent, StudyProgress } from '../../sim/index.js';
import type { ProgressScreen } from './progress-display.js';
import { timeLeftText } from './time-left.js';

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
    const left = own > 0 && done < total ? `, ${timeLeftText((spent / own) * (total - done))}` : '';
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
