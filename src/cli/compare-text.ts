import type { MeasureComparison, RunComparison, Verdict } from '../results/index.js';
import { terminalTable } from './terminal-table.js';

/** A number with four digits. */
function shown(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  const digits = Math.abs(x) >= 1e4 && Math.abs(x) < 1e6 ? x.toFixed(0) : x.toPrecision(4);
  return Number.isFinite(x) ? digits : '-';
}

const signed = (x: number): string => (x > 0 ? `+${shown(x)}` : shown(x));

function rowOf({ name, unit, base, new: next, difference, verdict }: MeasureComparison): string[] {
  const { mean, low, high } = difference;
  const share = base === 0 ? '-' : `${signed(Number(((100 * mean) / Math.abs(base)).toPrecision(3)))} %`;
  const interval = Number.isFinite(low) ? `[${signed(low)}, ${signed(high)}]` : '-';
  return [
    unit === '' ? name : `${name}, ${unit}`,
    shown(base),
    shown(next),
    signed(mean),
    share,
    interval,
    verdict,
  ];
}

const columns = ['measure', 'base', 'new', 'difference', 'in %', 'interval', 'verdict'].map((name, i) => ({
  name,
  type: i === 0 || i === 6 ? 'VARCHAR' : 'DOUBLE',
}));

const list = (numbers: readonly number[]): string =>
  numbers.length === 1 ? '1 replication' : `${numbers.length} replications`;

/** Counts of verdicts in words: `1 worse (brier), 15 same`. */
export function verdictCounts(measures: readonly MeasureComparison[]): string {
  const order: Verdict[] = ['worse', 'better', 'changed', 'unclear', 'same'];
  return order
    .flatMap((verdict) => {
      const names = measures.filter((measure) => measure.verdict === verdict).map(({ name }) => name);
      if (names.length === 0) return [];
      return verdict === 'same' ? `${names.length} same` : `${names.length} ${verdict} (${names.join(', ')})`;
    })
    .join(', ');
}

/** A comparison of two runs for the terminal. */
export function comparisonText(comparison: RunComparison, title: string, width: number | undefined): string {
  const { pairing, replications, level, measures, onlyInBase, onlyInNew } = comparison;
  const how = pairing.paired
    ? `${list(replications.base)} of each, paired (same seeds and traffic)`
    : `${list(replications.base)} and ${list(replications.new)}, not paired: ${pairing.reason}`;
  const notes = [
    ...(comparison.identical ? ['The results are identical: all tables have the same digest.'] : []),
    ...(Math.min(replications.base.length, replications.new.length) < 2
      ? ['One replication has no interval, so a difference stays unclear: run more with --replications.']
      : []),
    ...(onlyInBase.length > 0 ? [`Only in base: ${onlyInBase.join(', ')}.`] : []),
    ...(onlyInNew.length > 0 ? [`Only in new: ${onlyInNew.join(', ')}.`] : []),
  ];
  const table = terminalTable(columns, measures.map(rowOf), { width }).split('\n').slice(0, -2);
  return [
    title,
    `${how}, ${level * 100} % intervals`,
    ...table,
    ...(measures.length === 0 ? [] : [`Verdicts: ${verdictCounts(measures)}`]),
    ...notes,
    '',
  ].join('\n');
}
