import type { MovementAccuracy } from '../twin/prediction/index.js';

const digits = (value: number, places: number): string => (Number.isNaN(value) ? '-' : value.toFixed(places));

/** The accuracy of predictors as a table for the terminal. */
export function accuracyText(accuracy: readonly MovementAccuracy[]): string {
  const head = [
    'predictor',
    'ADE m',
    'FDE m',
    'miss 2 m',
    'R2 displacement 1..5 s',
    'R2 coordinates',
    'R2 trajectory',
  ];
  const rows = accuracy.map((a) => [
    a.predictor,
    digits(a.ade, 2),
    digits(a.fde, 2),
    `${digits(100 * a.missRate, 1)} %`,
    a.horizons.map((h) => digits(h.displacementR2, 3)).join(' '),
    digits(a.horizons[a.horizons.length - 1].coordinateR2, 5),
    digits(a.trajectoryR2, 4),
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

/** What the comparison of the learnt predictors says in words: a network that does not beat linear regression is called that. */
export function lstmVerdict(accuracy: readonly MovementAccuracy[]): string {
  const lstm = accuracy.find(({ predictor }) => predictor === 'LSTM');
  const linear = accuracy.find(({ predictor }) => predictor === 'linear regression');
  if (lstm === undefined || linear === undefined) return '';
  const [a, b] = [lstm.ade, linear.ade].map((ade) => digits(ade, 3));
  return lstm.ade < linear.ade
    ? `The LSTM is better than linear regression: ADE ${a} against ${b} m.\n`
    : `The LSTM does not beat linear regression: ADE ${a} against ${b} m.\n`;
}
