import type { AnswerColumn, Cell, QueryAnswer } from '../results/index.js';
import { jsonText } from './json-document.js';

/** A sink of text, which is waited for. */
export type Write = (text: string) => Promise<void>;

/** A value in CSV (RFC 4180): quoted where it must be, a missing one empty, an empty text in quotes. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell).replace('Infinity', 'inf');
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\n`;

/** Writes an answer as CSV, with the names of the columns in the first line. */
export async function writeCsv({ columns, pieces }: QueryAnswer, write: Write): Promise<void> {
  await write(csvLine(columns.map(({ name }) => name)));
  for await (const rows of pieces) await write(rows.map(csvLine).join(''));
}

/** Writes an answer as a JSON array with one object per row; infinities become null. */
export async function writeJsonRows({ columns, pieces }: QueryAnswer, write: Write): Promise<void> {
  let separator = '[\n';
  for await (const rows of pieces) {
    const objects = rows.map((row) =>
      jsonText(Object.fromEntries(columns.map(({ name }, c) => [name, row[c]]))),
    );
    await write(separator + objects.join(',\n'));
    separator = ',\n';
  }
  await write(separator === '[\n' ? '[]\n' : '\n]\n');
}

/** The first rows of an answer, and how many there are in all. */
export async function firstRows(
  { columns, pieces }: QueryAnswer,
  most: number,
): Promise<{
  readonly columns: readonly AnswerColumn[];
  readonly rows: (readonly Cell[])[];
  readonly total: number;
}> {
  const rows: (readonly Cell[])[] = [];
  let total = 0;
  for await (const piece of pieces) {
    total += piece.length;
    for (const row of piece.slice(0, Math.max(0, most - rows.length))) rows.push(row);
  }
  return { columns, rows, total };
}
