import { describe, expect, it } from 'vitest';
import { terminalTable } from '../../src/cli/terminal-table.js';

const columns = [
  { name: 'vehicle', type: 'VARCHAR' },
  { name: 'payment', type: 'DOUBLE' },
];

describe('terminalTable', () => {
  it('aligns texts to the left and numbers to the right', () => {
    expect(
      terminalTable(columns, [
        ['v1', 1.5],
        ['v22222222', 1 / 3],
        [null, null],
        ['十字路口', 1e21],
      ]),
    ).toBe(
      [
        'vehicle      payment',
        '─────────  ─────────',
        'v1               1.5',
        'v22222222  0.3333333',
        '-                  -',
        '十字路口       1e+21',
        '(4 rows)',
        '',
      ].join('\n'),
    );
  });

  it('cuts texts with a sign and leaves out columns that do not fit, but cuts no number', () => {
    const rows = [['a text that is much too long for this', 123456.5]];
    expect(terminalTable(columns, rows, { width: 20 })).toBe(
      ['vehicle      payment', '──────────  ────────', 'a text th…  123456.5', '(1 row)', ''].join('\n'),
    );
    const text = terminalTable(columns, rows, { width: 12 });
    expect(text).toContain('(1 row, columns that do not fit: payment)');
    for (const line of text.split('\n').slice(0, 3)) expect(line.length).toBeLessThanOrEqual(12);
  });

  it('says when there are more rows', () => {
    expect(terminalTable(columns, [['v1', 1]], { total: 12 })).toContain('(12 rows, the first 1 shown)');
  });

  it('shows line breaks and control characters as signs', () => {
    expect(terminalTable(columns, [['a\nb\x1b[2J', 1]])).toContain('a⏎b\\x1b[2J');
  });
});
