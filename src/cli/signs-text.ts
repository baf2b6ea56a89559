import type { SignSetScore } from '../twin/generation/index.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Scores of generated signs as a table for the terminal. */
export function signScoresText(sets: readonly SignSetScore[]): string {
  const head = ['set', 'G', '95 % interval', 'pictures', 'nearest', 'theta'];
  const rows = sets.map(({ set, score, low, high, count, nearest, relative }) => [
    set,
    percent(score),
    `${percent(low)} to ${percent(high)}`,
    String(count),
    nearest.toFixed(3),
    relative === null ? '' : relative.theta.toFixed(2),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  return [head, ...rows]
    .map(
      (row) =>
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
