/** Where progress is shown: standard error, a terminal or a log. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** A piece of work under way, as a line shows it. */
export interface Piece {
  readonly label: string;
  readonly share: number;
  readonly detail: string;
  /** In place of the detail where the line is too short for it. */
  readonly short?: string;
}

const labelWidth = 18;
const barWidth = 24;
/** A shorter bar says nothing. */
const leastBar = 6;
/** Seconds between two drawings. */
const drawPace = 0.1;

function lineOf({ label, share, detail: full, short = full }: Piece, width: number): string {
  const detail = label.length + 1 + full.length > width ? short : full;
  const name = label.padEnd(Math.min(labelWidth, Math.max(label.length, width - detail.length - 1)));
  const room = Math.min(barWidth, width - name.length - detail.length - 2);
  if (room < leastBar) return `${name} ${detail}`.slice(0, width);
  const done = Math.round(Math.min(1, Math.max(0, share)) * room);
  return `${name} ${'█'.repeat(done)}${'░'.repeat(room - done)} ${detail}`;
}

/** Lines at the lower edge of a terminal that are redrawn in place. */
export class ProgressLines {
  readonly #screen: ProgressScreen;
  readonly #now: () => number;
  /** Lengths of the lines on the screen. */
  #drawn: number[] = [];
  #lastDrawn = Number.NEGATIVE_INFINITY;

  /** @param now seconds on any clock */
  constructor(screen: ProgressScreen, now: () => number) {
    this.#screen = screen;
    this.#now = now;
  }

  /** Whether the last drawing is so long ago that another one is worth it. */
  get isDue(): boolean {
    return this.#now() - this.#lastDrawn >= drawPace;
  }

  /**
   * Draws in place of what is drawn.
   * @param pieces as many as the screen has room for are shown
   * @param total the last line, always shown
   */
  draw(pieces: readonly Piece[], total?: Piece): void {
    const width = Math.max(1, (this.#screen.columns ?? 80) - 1);
    // Lines above the upper edge of the screen could not be drawn again.
    const room = Math.max(1, (this.#screen.rows ?? 24) - 3);
    const shown = [...pieces.slice(0, room), ...(total === undefined ? [] : [total])];
    const lines = shown.map((piece) => lineOf(piece, width));
    this.erase();
    if (lines.length > 0) this.#screen.write(lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.map((line) => line.length);
    this.#lastDrawn = this.#now();
  }

  /** Removes what is drawn. */
  erase(): void {
    const columns = this.#screen.columns ?? 80;
    // A terminal that has become narrower has broken the lines.
    const lines = this.#drawn.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / columns)), 0);
    // To the beginning of the line, first: the terminal may have echoed what was typed.
    if (lines > 0) this.#screen.write(`\r\x1b[${lines}A\x1b[J`);
    this.#drawn = [];
  }
}
