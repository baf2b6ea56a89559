/** Where progress is shown. */
export interface ProgressTarget {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows on a terminal how far a long file is read; in a log and a pipe nothing. */
export class FileProgress {
  readonly #label: string;
  readonly #screen: ProgressTarget;
  #shown = -1;

  constructor(label: string, screen: ProgressTarget = process.stderr) {
    this.#label = label;
    this.#screen = screen;
  }

  /** To be told what is read, of how much; see `ReadingOptions` of the traces. */
  readonly onBytes = (read: number, size: number): void => {
    const percent = Math.floor((100 * read) / Math.max(1, size));
    if (this.#screen.isTTY !== true || percent === this.#shown) return;
    this.#shown = percent;
    this.#screen.write(`\r${this.#label} ${percent} %`);
  };

  /** Removes the line. */
  clear(): void {
    if (this.#shown >= 0) this.#screen.write('\r\x1b[K');
    this.#shown = -1;
  }
}
