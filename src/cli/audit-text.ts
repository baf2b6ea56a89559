import { type AuditReport, type Lie, type PropertyFinding, properties } from '../audit/index.js';
import { jsonText } from './json-document.js';

function shortly(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Rows of texts as aligned columns; numbers stand to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows.map((row) =>
    row
      .map((cell, c) => (c >= 2 ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join('  ')
      .trimEnd(),
  );
}

function money(amount: number): string {
  if (amount === 0) return 'for no money';
  return amount < 0 ? `pays ${shortly(-amount)}` : `is paid ${shortly(amount)}`;
}

function fate({ wins, payment, utility }: Lie['honest']): string {
  return wins ? `wins, ${money(payment)}, utility ${shortly(utility)}` : `loses, utility ${shortly(utility)}`;
}

function explained(found: PropertyFinding): string[] {
  const { property, promised, gain, loser, lie } = found;
  const { text, gain: meaning } = properties[property];
  const lines = [
    '',
    `${property} (${promised ? 'promised' : 'not promised'}): it does not hold that ${text}. In this input:`,
    `  ${jsonText(found.counterexample)}`,
  ];
  if (lie !== null)
    lines.push(`  honest: ${lie.by} ${fate(lie.honest)}`, `  ${lie.by} ${lie.does}: it ${fate(lie.lying)}`);
  lines.push(`  ${shortly(gain)}: ${meaning}${loser === null ? '' : ` by ${loser}`}`);
  return lines;
}

/** The report of an audit for people. */
export function auditText(report: AuditReport): string {
  const { mechanism, variant, instances, seed } = report;
  const choices = Object.entries(variant).map(([option, value]) => `, ${option} ${value}`);
  const rows = report.properties.map((found) => [
    found.property,
    found.promised ? 'yes' : 'no',
    String(found.instances),
    String(found.violations),
    found.violations > 0 ? shortly(found.gain) : '-',
  ]);
  const violated = report.properties.filter(({ violations }) => violations > 0);
  const broken = violated.filter(({ promised }) => promised).map(({ property }) => property);
  const unconfirmed = report.properties.reduce((sum, found) => sum + found.unconfirmed, 0);
  return [
    `${mechanism}${choices.join('')}: ${instances} instances, seed ${seed}`,
    '',
    ...aligned([['property', 'promised', 'tried', 'violations', 'gain'], ...rows]),
    ...violated.flatMap(explained),
    '',
    ...(unconfirmed > 0 ? [`${unconfirmed} suspicions did not stand up to exact arithmetic.`] : []),
    broken.length > 0 ? `Broken promises: ${broken.join(', ')}.` : 'No broken promise was found.',
    '',
  ].join('\n');
}
