import type { AnswerColumn, Cell } from '../results/index.js';

/** How a table is laid out. */
export interface TableLayout {
  /** Columns of the terminal; undefined where lines may be as long as they need. */
  readonly width?: number;
  /** Rows in all, when not all of them are given. */
  readonly total?: number;
}

const cut = '…';
const least = 6;
const gap = 2;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns of a terminal that a text takes; characters of East Asia take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/;

/** A number for people: seven digits of those that are not whole. */
function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? String(value)
    : String(Number(value.toPrecision(7)));
}

function textOf(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'number') return numberText(cell);
  // What would move the cursor is shown as its code.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = /[\u0000-\u001f\u007f-\u009f]/g;
  return String(cell).replaceAll(control, (c) => (c === '\n' ? '⏎' : `\\x${c.charCodeAt(0).toString(16)}`));
}

/** A text in a column: cut with a sign where it is too wide, filled with spaces where it is not wide enough. */
function padded(text: string, width: number, right: boolean): string {
  let shown = text;
  if (widthOf(text) > width) {
    shown = '';
    for (const character of text) {
      if (widthOf(shown + character) > width - 1) break;
      shown += character;
    }
    shown += cut;
  }
  const spaces = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return right ? spaces + shown : shown + spaces;
}

/** Takes from the widest columns until a line fits, or every column is at its least. */
function shrink(widths: readonly number[], leasts: readonly number[], available: number): number[] {
  const fitted = [...widths];
  for (let excess = fitted.reduce((a, b) => a + b, 0) - available; excess > 0; excess--) {
    const spare = fitted.map((width, c) => (width > leasts[c] ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) break;
    fitted[widest]--;
  }
  return fitted;
}

/**
 * Rows as a table for people: aligned, numbers to the right, a missing value as `-`. Where the lines are wider than the
 * terminal the widest texts and headings are cut with `…`, and columns that still do not fit are left out, which is said below.
 */
export function terminalTable(
  columns: readonly AnswerColumn[],
  rows: readonly (readonly Cell[])[],
  layout: TableLayout = {},
): string {
  const { width = Number.POSITIVE_INFINITY, total = rows.length } = layout;
  const texts = rows.map((row) => row.map(textOf));
  const right = columns.map(({ type }) => numeric.test(type));
  const content = columns.map((_, c) => texts.reduce((most, row) => Math.max(most, widthOf(row[c])), 0));
  const natural = columns.map(({ name }, c) => Math.max(content[c], widthOf(name)));
  // A number that is cut would be taken for another one, so only its heading may be.
  const leasts = natural.map((w, c) => Math.min(w, right[c] ? Math.max(content[c], least) : least));
  let shown = columns.length;
  const needed = (n: number): number => leasts.slice(0, n).reduce((sum, w) => sum + w, 0) + gap * (n - 1);
  while (shown > 1 && needed(shown) > width) shown--;
  const widths = shrink(natural.slice(0, shown), leasts, width - gap * (shown - 1));
  const line = (cells: readonly string[]): string =>
    widths
      .map((w, c) => padded(cells[c], w, right[c]))
      .join(' '.repeat(gap))
      .trimEnd();
  const count = total === 1 ? '1 row' : `${total} rows`;
  const part = total > rows.length ? `, the first ${rows.length} shown` : '';
  const left = columns.slice(shown).map(({ name }) => name);
  const missing = left.length === 0 ? '' : `, columns that do not fit: ${left.join(', ')}`;
  return [
    line(columns.map(({ name }) => name)),
    widths.map((w) => '─'.repeat(w)).join(' '.repeat(gap)),
    ...texts.map(line),
    `(${count}${part}${missing})`,
    '',
  ].join('\n');
}
