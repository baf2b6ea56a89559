import type { PooledSetScore } from '../twin/generation/index.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function thetaText(theta: PooledSetScore['theta']): string {
  if (theta === null) return '';
  const { mean, low, high, n } = theta;
  return n < 2 ? mean.toFixed(2) : `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

/** Scores of generated signs as a table for the terminal. */
export function signScoresText(sets: readonly PooledSetScore[]): string {
  const head = ['set', 'G', '95 % interval', 'pictures', 'nearest', 'theta'];
  const rows = sets.map(({ set, score, low, high, count, nearest, theta }) => [
    set,
    percent(score),
    `${percent(low)} to ${percent(high)}`,
    String(count),
    nearest.toFixed(3),
    thetaText(theta),
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
