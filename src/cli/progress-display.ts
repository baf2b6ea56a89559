import type { ProgressEvent } from '../../sim/index.js';
import { type Piece, ProgressLines, type ProgressScreen } from './progress-lines.js';
import { TimeLeft, timeLeftText } from './time-left.js';

/** Seconds between two lines of a log when nothing ends. */
const logPace = 60;

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/**
 * Shows how far a run is: on a terminal one line per piece of work under way and one for the total with the time left, redrawn in
 * place; in a log plain lines, one at the beginning and one for each replication that is done.
 */
export class ProgressDisplay {
  readonly #screen: ProgressScreen;
  readonly #now: () => number;
  readonly #left: TimeLeft;
  readonly #lines: ProgressLines;
  readonly #pieces = new Map<number, Piece>();
  #probes: Piece | undefined;
  #total = 0;
  #finished = 0;
  #opening: string | undefined;
  #lastTold = Number.NEGATIVE_INFINITY;

  /** @param now seconds on any clock */
  constructor(screen: ProgressScreen, now = () => performance.now() / 1000) {
    this.#screen = screen;
    this.#now = now;
    this.#left = new TimeLeft(now);
    this.#lines = new ProgressLines(screen, now);
  }

  readonly listener = (event: ProgressEvent): void => {
    this.#left.take(event);
    switch (event.kind) {
      case 'replications':
        this.#total = event.total;
        this.#finished = event.there;
        // Told with the first news of work: before it, a run may still end with one line that says what is wrong.
        this.#opening = begun(event);
        this.#lastTold = this.#now();
        if (event.there > 0) this.#open();
        break;
      case 'probe-rounds': {
        const { done, total } = event;
        this.#probes = { label: 'probe rounds', share: done / total, detail: `${done} of ${total}` };
        if (done === total) {
          this.#probes = undefined;
          this.#settle(`probe rounds: ${total} done, link travel times fitted`);
        } else {
          this.#show();
        }
        break;
      }
      case 'model-reused':
        this.#settle('link travel times: reused from an earlier run');
        break;
      case 'replication': {
        const { replication, total, time, end, running } = event;
        this.#pieces.set(replication, {
          label: `replication ${replication + 1}/${total}`,
          share: time / end,
          detail: `${Math.floor(time)} of ${end} s, ${counted(running, 'vehicle')} on the road`,
          short: `${Math.floor(time)} of ${end} s`,
        });
        this.#show();
        break;
      }
      case 'replication-done':
        this.#pieces.delete(event.replication);
        this.#finished++;
        if (this.#screen.isTTY === true) this.#redraw();
        else this.#settle(`replication ${event.replication + 1}/${event.total}: done; ${this.#state()}`);
        break;
      case 'note':
        this.#settle(event.text);
        break;
    }
  };

  /** Removes what is drawn of unfinished pieces, so that a message stands on a clean line. */
  clear(): void {
    this.#lines.erase();
    this.#pieces.clear();
    this.#probes = undefined;
    this.#total = 0;
  }

  /** How many replications are done, and the time left. */
  #state(): string {
    const left = this.#left.seconds();
    return `${this.#finished} of ${this.#total}${left === undefined ? '' : `, ${timeLeftText(left)}`}`;
  }

  /** Something goes on: drawn on a terminal now and then; a log is told only when it has heard nothing for long. */
  #show(): void {
    if (this.#screen.isTTY === true) {
      this.#open();
      if (this.#lines.isDue) this.#redraw();
    } else if (this.#now() - this.#lastTold >= logPace) {
      const probes = this.#probes === undefined ? '' : `probe rounds: ${this.#probes.detail}; `;
      this.#settle(`${probes}replications done: ${this.#state()}`);
    }
  }

  /** Writes the line with which a run begins, once. */
  #open(): void {
    if (this.#opening === undefined) return;
    this.#lines.erase();
    this.#screen.write(`${this.#opening}\n`);
    this.#opening = undefined;
  }

  #settle(text: string): void {
    this.#open();
    this.#lines.erase();
    this.#screen.write(`${text}\n`);
    this.#lastTold = this.#now();
    if (this.#screen.isTTY === true) this.#redraw();
  }

  #redraw(): void {
    const active = [...this.#pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
    const pieces = this.#probes === undefined ? active : [this.#probes];
    if (this.#total === 0) {
      this.#lines.draw(pieces);
      return;
    }
    const { done, of } = this.#left.share;
    const share = of === 0 ? 1 : (this.#total - of + done) / this.#total;
    this.#lines.draw(pieces, { label: 'total', share, detail: this.#state() });
  }
}

function begun({ total, there }: { readonly total: number; readonly there: number }): string {
  if (there === 0) return counted(total, 'replication');
  const all = total === 1 ? 'the replication is' : `all ${total} replications are`;
  if (there === total)
    return `${all} there already: summary and report are made again (--fresh runs everything anew)`;
  return `${there} of ${counted(total, 'replication')} ${there === 1 ? 'is' : 'are'} there already`;
}
