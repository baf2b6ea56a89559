import { describe, expect, it } from 'vitest';
import { definitionList, keyFigures, table } from '../../src/report/index.js';

describe('table', () => {
  it('groups headings, aligns numbers, escapes words, shows what is missing', () => {
    const { text } = table(
      [
        { label: 'Vehicle', align: 'start' },
        { label: 'Payment', unit: 'EUR', digits: 2 },
        { label: 'Expected', group: 'Value', tone: 'expected' },
        { label: 'Realised', group: 'Value', tone: 'realised', digits: 1 },
        { label: 'Won' },
      ],
      [
        ['<v1>', 12345.5, 1, null, true],
        ['v2', -0.25, 2, 3.14, false],
      ],
      { caption: 'A & B' },
    );
    expect(text).toContain('A &amp; B');
    expect(text).toContain('<th class="edge" colspan="2" scope="colgroup">Value</th>');
    expect(text).toContain('<td class="word">&lt;v1&gt;</td><td class="number">12\u202f345.50</td>');
    expect(text).toContain('<td class="number">–</td>');
    expect(text).toContain('\u22120.25');
    expect(text).toContain('<span class="unit">EUR</span>');
    expect(text.match(/<td/g)).toHaveLength(10);
    expect(text).toContain('>yes</td>');
  });

  it('says so when there is nothing', () => {
    expect(table([{ label: 'a' }], [], { caption: '', empty: 'Nobody won.' }).text).toContain(
      '>Nobody won.</td>',
    );
  });
});

describe('keyFigures and definitionList', () => {
  it('show values side by side, with intervals where they are finite', () => {
    const { text } = keyFigures([
      {
        label: 'Value',
        unit: 's',
        digits: 1,
        values: [
          { label: 'expected', tone: 'expected', value: 3, low: 2.5, high: 3.5 },
          { label: 'realised', tone: 'realised', value: 2, low: -Infinity, high: Infinity },
        ],
      },
    ]);
    expect(text).toContain('class="tile pair"');
    expect(text).toContain('2.5 to 3.5');
    expect(text).not.toContain('∞');
    expect(definitionList([['<a>', '<b>']]).text).toContain('<dt>&lt;a&gt;</dt><dd>&lt;b&gt;</dd>');
  });
});
