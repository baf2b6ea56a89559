import type { BenchmarkComparison, BenchmarkRecord } from '../../sim/benchmarks/index.js';
import { terminalTable } from './terminal-table.js';

const time = (x: number | null): string => (x === null ? '-' : `${x.toFixed(1)} s`);

/** The speed of benchmarks as a table for the terminal. */
export function speedText(
  records: Readonly<Record<string, BenchmarkRecord>>,
  width: number | undefined,
): string {
  const columns = [
    'benchmark',
    'wall',
    'CPU bidlane',
    'CPU SUMO',
    'SUMO alone, wall',
    'vehicle-steps',
    'vehicle-steps/s',
  ].map((name, i) => ({ name, type: i === 0 ? 'VARCHAR' : 'DOUBLE' }));
  const rows = Object.entries(records).map(([name, { speed }]) => [
    name,
    time(speed.wall),
    time(speed.cpu.bidlane),
    time(speed.cpu.sumo),
    time(speed.bareSumo.wall),
    String(speed.vehicleSteps),
    speed.vehicleStepsPerSecond.toFixed(0),
  ]);
  return `${terminalTable(columns, rows, { width }).split('\n').slice(0, -2).join('\n')}\n`;
}

const number = (x: number | null): string => (x === null ? '-' : String(Number(x.toPrecision(7))));

function changeText(change: BenchmarkComparison['changed'][number]): string {
  const { name, before, now } = change;
  const share =
    before === null || now === null || before === 0
      ? ''
      : ` (${now > before ? '+' : ''}${((100 * (now - before)) / Math.abs(before)).toPrecision(3)} %)`;
  return `${name} ${number(before)} -> ${number(now)}${share}`;
}

/** What a benchmark came to against its baseline, as one line or a few. */
export function verdictText(name: string, comparison: BenchmarkComparison): string {
  const { equal, changed, otherVersions, cpuRatio, wallRatio, slower } = comparison;
  const lines = [
    `${name}: ${equal ? 'same results' : 'RESULTS CHANGED'}; CPU ${cpuRatio.toFixed(2)} x, wall ${wallRatio.toFixed(2)} x the baseline${slower ? ', SLOWER' : ''}`,
  ];
  if (!equal) {
    if (changed.length === 0) lines.push('  all measures are equal, but the tables are not');
    lines.push(...changed.map((change) => `  ${changeText(change)}`));
    if (otherVersions.length > 0)
      lines.push(`  other versions than the baseline's: ${otherVersions.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
