import type { ProgressEvent } from '../../sim/index.js';

/** Where progress is shown: standard error, a terminal or a log. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const bar = (share: number, width = 24): string => {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
};

/** To the beginning of the line, first: the terminal may have echoed what was typed. */
const upAndClear = (lines: number): string => `\r\x1b[${lines}A\x1b[J`;

/**
 * Shows how far a run is: on a terminal one line per piece of work under way, redrawn in place; in a log plain lines, a
 * few per piece.
 */
export class ProgressDisplay {
  readonly #screen: ProgressScreen;
  readonly #lines = new Map<string, string>();
  /** For logs: tenths of each piece already told. */
  readonly #told = new Map<string, number>();
  #drawn = 0;

  constructor(screen: ProgressScreen) {
    this.#screen = screen;
  }

  readonly listener = (event: ProgressEvent): void => {
    switch (event.kind) {
      case 'probe-rounds':
        this.#piece('probes', 'probe rounds', event.done / event.total, `${event.done} of ${event.total}`);
        if (event.done === event.total)
          this.#settle('probes', `probe rounds: ${event.total} done, link travel times fitted`);
        break;
      case 'model-reused':
        this.#settle('probes', 'link travel times: reused from an earlier run');
        break;
      case 'replication': {
        const { replication, total, time, end, running } = event;
        const label = `replication ${replication + 1}/${total}`;
        this.#piece(
          label,
          label,
          time / end,
          `${Math.floor(time)} of ${end} s, ${running} vehicles on the road`,
        );
        break;
      }
      case 'replication-done': {
        const label = `replication ${event.replication + 1}/${event.total}`;
        this.#settle(label, `${label}: done`);
        break;
      }
      case 'note':
        this.#settle(event.text, event.text);
        break;
    }
  };

  /** Removes what is drawn of unfinished pieces, so that a message stands on a clean line. */
  clear(): void {
    this.#erase();
    this.#lines.clear();
  }

  #piece(key: string, label: string, share: number, detail: string): void {
    if (this.#screen.isTTY !== true) {
      const tenth = Math.floor(share * 4);
      if ((this.#told.get(key) ?? 0) >= tenth || tenth >= 4) return;
      this.#told.set(key, tenth);
      this.#screen.write(`${label}: ${detail}\n`);
      return;
    }
    const line = `${label.padEnd(18)} ${bar(share)} ${detail}`;
    if (this.#lines.get(key) === line) return;
    this.#lines.set(key, line);
    this.#redraw();
  }

  #settle(key: string, text: string): void {
    this.#erase();
    this.#lines.delete(key);
    this.#screen.write(`${text}\n`);
    if (this.#screen.isTTY === true) this.#redraw();
  }

  #erase(): void {
    if (this.#drawn > 0) this.#screen.write(upAndClear(this.#drawn));
    this.#drawn = 0;
  }

  #redraw(): void {
    const width = (this.#screen.columns ?? 80) - 1;
    const text = [...this.#lines]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([, line]) => line)
      .map((line) => `${line.slice(0, width)}\n`)
      .join('');
    const up = this.#drawn > 0 ? upAndClear(this.#drawn) : '';
    this.#drawn = this.#lines.size;
    this.#screen.write(up + text);
  }
}
