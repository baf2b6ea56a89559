import type { ProgressEvent, StudyProgress } from '../../sim/index.js';
import { type Piece, ProgressLines, type ProgressScreen } from './progress-lines.js';
import { timeLeftText } from './time-left.js';

type Active = StudyProgress['active'][number];

function pieceOf({ settings, series, replication, time, end }: Active): Piece {
  const set = Object.entries(settings).map(([path, value]) => `${path.split('.').at(-1)} ${value}`);
  const place = [...(series === undefined ? [] : [series]), ...set].join(', ');
  const detail = `${Math.floor(time)} of ${end} s`;
  return {
    label: `replication ${replication + 1}`,
    share: time / end,
    detail: place === '' ? detail : `${detail}, ${place}`,
    short: detail,
  };
}

/**
 * Shows how far a study is: on a terminal one line per co-simulation under way and one for the total with the time left, redrawn
 * in place; in a log a line at every tenth.
 */
export class StudyDisplay {
  readonly #screen: ProgressScreen;
  readonly #now: () => number;
  readonly #lines: ProgressLines;
  #study = '';
  #begun = { time: 0, done: 0 };
  #last: StudyProgress | undefined;
  #tenth = 0;

  /** @param now the wall clock in s, for the time left */
  constructor(screen: ProgressScreen, now = () => performance.now() / 1000) {
    this.#screen = screen;
    this.#now = now;
    this.#lines = new ProgressLines(screen, now);
  }

  readonly progress = (progress: StudyProgress): void => {
    const { study, done, total } = progress;
    const before = this.#last?.done;
    this.#last = progress;
    if (study !== this.#study) {
      this.#study = study;
      this.#begun = { time: this.#now(), done };
      this.#tenth = Math.floor((10 * done) / total);
      if (done > 0) this.#line(`${study}: ${done} of ${total} replications are there from an earlier run`);
    }
    if (this.#screen.isTTY === true) {
      if (done !== before || this.#lines.isDue) this.#redraw();
      return;
    }
    const tenth = Math.floor((10 * done) / total);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.#screen.write(`${study}: ${this.#state(progress)}\n`);
  };

  readonly event = (event: ProgressEvent): void => {
    if (event.kind === 'note') this.#line(event.text);
    if (event.kind === 'model-reused') this.#line('link travel times: reused from an earlier run');
    if (event.kind === 'probe-rounds') this.#probeRounds(event.done, event.total);
  };

  /** Removes what is drawn, so that a message stands on a clean line. */
  clear(): void {
    this.#lines.erase();
    this.#last = undefined;
  }

  #probeRounds(done: number, total: number): void {
    if (done === total) this.#line(`probe rounds: ${total} done, link travel times fitted`);
    else if (this.#screen.isTTY === true)
      this.#lines.draw([{ label: 'probe rounds', share: done / total, detail: `${done} of ${total}` }]);
  }

  #state({ done, total }: StudyProgress): string {
    const own = done - this.#begun.done;
    const spent = this.#now() - this.#begun.time;
    const left = own > 0 && done < total ? `, ${timeLeftText((spent / own) * (total - done))}` : '';
    return `${done} of ${total} replications${left}`;
  }

  #redraw(): void {
    const progress = this.#last;
    if (progress === undefined) return;
    const { study, done, total, active } = progress;
    if (done === total) this.#lines.erase();
    else
      this.#lines.draw(active.map(pieceOf), {
        label: study,
        share: done / total,
        detail: this.#state(progress),
      });
  }

  #line(text: string): void {
    this.#lines.erase();
    this.#screen.write(`${text}\n`);
    if (this.#screen.isTTY === true) this.#redraw();
  }
}
