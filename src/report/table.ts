import { type Content, type Html, html } from './markup.js';
import { fittingDigits, formatNumber } from './number-format.js';

/** A column of a table. */
export interface TableColumn {
  readonly label: string;
  /** Stands small behind the label. */
  readonly unit?: string;
  /** A heading over this column and its neighbours of the same group: `Value` over `expected` and `realised`. */
  readonly group?: string;
  /** Decimals of numbers; fitted to the column's values by default. */
  readonly digits?: number;
  /** `end` for numbers (default where the first value is one), `start` for words. */
  readonly align?: 'start' | 'end';
  /** Colours the heading as the figures colour the same thing. */
  readonly tone?: 'expected' | 'realised';
}

/** A cell: a number is formatted, a truth value becomes yes or no, `null` an en dash. */
export type TableCell = number | string | boolean | null | undefined | Html;

/** What stands around a table. */
export interface TableOptions {
  readonly caption: Content;
  /** What stands in place of the rows when there are none. */
  readonly empty?: string;
}

function cellText(cell: TableCell, digits: number): Content {
  if (cell === null || cell === undefined) return '–';
  if (typeof cell === 'number') return formatNumber(cell, digits);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell;
}

interface Group {
  readonly label: string | undefined;
  span: number;
}

function groupsOf(columns: readonly TableColumn[]): Group[] {
  const groups: Group[] = [];
  for (const { group } of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.label === group) last.span++;
    else groups.push({ label: group, span: 1 });
  }
  return groups;
}

/**
 * A table: numbers right-aligned with equal digits, the heading stays in sight while a long one scrolls, all rows stand
 * on paper.
 */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  { caption, empty = 'None.' }: TableOptions,
): Html {
  const digits = columns.map(
    (c, i) => c.digits ?? fittingDigits(rows.map((row) => (typeof row[i] === 'number' ? row[i] : null))),
  );
  const classes = columns.map((c, i) => {
    const first = rows.find((row) => row[i] !== null && row[i] !== undefined)?.[i];
    const align = c.align ?? (typeof first === 'number' ? 'end' : 'start');
    const long = rows.some((row) => String(row[i]).length > 28 && typeof row[i] === 'string') ? ' long' : '';
    // A line before a group, and after it.
    const edge = i > 0 && c.group !== columns[i - 1].group ? ' edge' : '';
    return (align === 'end' ? 'number' : 'word') + long + edge;
  });
  const groups = groupsOf(columns);
  const grouped = groups.some((g) => g.label !== undefined);
  const body =
    rows.length === 0
      ? html`<tr><td class="word" colspan="${columns.length}">${empty}</td></tr>`
      : rows.map(
          (row) =>
            html`<tr>${columns.map((_, i) => html`<td class="${classes[i] ?? 'word'}">${cellText(row[i], digits[i] ?? 0)}</td>`)}</tr>\n`,
        );
  return html`<div class="table"><p class="caption">${caption}</p><div class="scroll" tabindex="0" role="group"${typeof caption === 'string' && html` aria-label="${caption}"`}><table><thead>${
    grouped &&
    html`<tr class="groups">${groups.map((g, i) => html`<th${i > 0 && html` class="edge"`} colspan="${g.span}"${g.label !== undefined && html` scope="colgroup"`}>${g.label ?? ''}</th>`)}</tr>`
  }<tr>${columns.map(
    (c, i) =>
      html`<th scope="col" class="${`${classes[i] ?? 'word'}${c.tone === undefined ? '' : ` ${c.tone}`}`}">${c.label}${c.unit !== undefined && html` <span class="unit">${c.unit}</span>`}</th>`,
  )}</tr></thead><tbody>${body}</tbody></table></div></div>`;
}
