import type { ProgressScreen } from './progress-lines.js';
import { timeLeftText } from './time-left.js';

/** Seconds of work before a guess of the time left is worth telling. */
const least = 5;
/** Seconds between two drawings on a terminal. */
const pace = 0.1;

/** Shows how far a piece of work is: on a terminal one line that is drawn again, in a log a line at every tenth. */
export class TrainingDisplay {
  readonly #screen: ProgressScreen;
  readonly #now: () => number;
  #label = '';
  #since = 0;
  #tenth = 0;
  #lastDrawn = Number.NEGATIVE_INFINITY;
  #drawn = false;

  /** @param now seconds on any clock */
  constructor(screen: ProgressScreen, now = () => performance.now() / 1000) {
    this.#screen = screen;
    this.#now = now;
  }

  /**
   * Tells how far the work is.
   * @param label what is being done; another label begins another piece of work
   * @param share done of it, 0 to 1
   * @param detail for people, after the share
   */
  show(label: string, share: number, detail = ''): void {
    const now = this.#now();
    if (label !== this.#label) {
      this.clear();
      this.#label = label;
      this.#since = now;
      this.#tenth = -1;
    }
    const spent = now - this.#since;
    const left = spent > least && share > 0 && share < 1 ? timeLeftText((spent / share) * (1 - share)) : '';
    const text = [`${label}: ${Math.floor(100 * share)} %`, detail, left].filter((t) => t !== '').join(', ');
    const tenth = Math.floor(10 * share);
    if (this.#screen.isTTY === true) {
      if (now - this.#lastDrawn < pace && share < 1) return;
      this.clear();
      this.#screen.write(text.slice(0, (this.#screen.columns ?? 80) - 1));
      this.#drawn = true;
      this.#lastDrawn = now;
    } else if (tenth > this.#tenth) {
      this.#screen.write(`${text}\n`);
    }
    this.#tenth = Math.max(tenth, this.#tenth);
  }

  /** Removes what is drawn, so that a message stands on a clean line. */
  clear(): void {
    if (this.#drawn) this.#screen.write('\r\x1b[K');
    this.#drawn = false;
  }
}
