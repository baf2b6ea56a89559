import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { XmlScanner } from '../../../src/traces/internal/xml-scanner.js';

type Event = readonly [kind: string, name: string, attributes?: Readonly<Record<string, string>>];

class Fault extends Error {}

/** What the scanner sees when the bytes come in pieces of these lengths, over and over. */
function scanned(bytes: Buffer, pieces: readonly number[]): Event[] {
  const events: Event[] = [];
  const scanner = new XmlScanner(
    {
      open: (tag) => {
        const attributes: Record<string, string> = {};
        for (let k = 0; k < tag.count; k++) {
          const [start, end] = [tag.places[4 * k], tag.places[4 * k + 1]];
          attributes[tag.bytes.toString(tag.encoding, start, end)] = tag.text(k);
        }
        events.push(['open', tag.name, attributes]);
        if (tag.selfClosing) events.push(['close', tag.name]);
      },
      close: (name) => events.push(['close', name]),
    },
    (what, line, column, byte) => {
      throw new Fault(`${line}:${column} ${what} (${byte})`);
    },
  );
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const next = Math.min(bytes.length, at + pieces[i % pieces.length]);
    scanner.write(bytes.subarray(at, next));
    at = next;
  }
  scanner.finish();
  return events;
}

/** What a known parser sees. */
function known(text: string): Event[] {
  const events: Event[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', (tag) => events.push(['open', tag.name, { ...tag.attributes }]));
  parser.on('closetag', (tag) => events.push(['close', tag.name]));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return events;
}

const name = fc.constantFrom('vehicle', 'id', 'x', 'pos', 'lane', 'timestep', 'Größe', 'a-b', 'c:d');
const space = fc.constantFrom(' ', '\n', '\t', '  ', ' \n ');
const value = fc
  .array(
    fc.constantFrom(
      'a',
      '7',
      '.',
      'ü',
      '車',
      '&amp;',
      '&lt;',
      '&#65;',
      '&#x1F600;',
      '&quot;',
      '>',
      "'",
      '/',
      '-',
    ),
  )
  .map((parts) => parts.join(''));
const attributes = fc
  .uniqueArray(fc.tuple(space, name, fc.constantFrom('=', ' = ', '=\n'), value), {
    selector: ([, n]) => n,
    maxLength: 20,
  })
  .map((list) => list.map(([gap, n, equals, v]) => `${gap}${n}${equals}"${v}"`).join(''));
const filler = fc.constantFrom('', ' ', '\n', '<!-- <a b="c> -->', '<?pi <x> ?>', 'text', '<![CDATA[<a>]]>');
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(name, attributes).map(([n, a]) => `<${n}${a}/>`),
    fc
      .tuple(name, attributes, fc.array(fc.tuple(filler, tie('element')), { maxLength: 3 }), filler)
      .map(([n, a, inner, end]) => `<${n}${a}>${inner.flat().join('')}${end}</${n} >`),
  ),
}));
const document = element.map((e) => `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made\nby hand -->\n${e}\n`);
const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('XmlScanner', () => {
  it('sees what a known parser sees, however the bytes are cut', () => {
    fc.assert(
      fc.property(document, pieces, (text, cuts) => {
        expect(scanned(Buffer.from(text), cuts)).toEqual(known(text));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses every document that is cut off, at its end', () => {
    fc.assert(
      fc.property(document, pieces, fc.double({ min: 0, max: 0.999, noNaN: true }), (text, cuts, part) => {
        const bytes = Buffer.from(text.trimEnd());
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        const line = cut.toString('latin1').split('\n').length;
        const end = cut.length === 0 ? 'is empty' : 'breaks off';
        const pattern = new RegExp(`^${line}:\\d+ ${end}.* \\(${cut.length}\\)$`, 's');
        expect(() => scanned(cut, cuts)).toThrow(pattern);
      }),
    );
  });

  it.each([
    ['<a><b></a>', /^1:7 <\/a> where <b> is open/],
    ['<a></a></a>', /^1:8 <\/a> closes nothing/],
    ['<a/><b/>', /^1:5 has a second root/],
    ['<a/>text', /^1:5 text after/],
    ['a<a/>', /^1:1 text before/],
    ['<a b=c/>', /^1:6 .*without quotes/],
    ['<a b/>', /^1:5 .*attribute without a value/],
    ['<a b="1"c="2"/>', /^1:9 .*space is missing/],
    ['<a>\n<b c="<"/></a>', /^2:7 .*< in a value/],
    ['<a b="&nbsp;"/>', /^1:1 undefined entity in "&nbsp;"/],
    ['<a b="a&b"/>', /undefined entity/],
    ['<!DOCTYPE a [<!ENTITY b "x">]><a/>', /^1:1 has a document type declaration/],
    ['<a><!ELEMENT b></a>', /^1:4 is not well-formed/],
    ['<?xml version="1.0" encoding="UTF-16"?><a/>', /is in the encoding utf-16/],
  ])('refuses %s', (text, message) => {
    expect(() => scanned(Buffer.from(text), [3])).toThrow(message);
    expect(() => scanned(Buffer.from(text), [1000])).toThrow(message);
  });

  it('reads Latin 1 where the file says so, and passes over a byte order mark', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a b="Stra\u00dfe"/>', 'latin1');
    expect(scanned(latin, [7])[0]).toEqual(['open', 'a', { b: 'Stra\u00dfe' }]);
    expect(scanned(Buffer.from('\ufeff<a/>'), [100])[0]).toEqual(['open', 'a', {}]);
    expect(() => scanned(Buffer.from('\ufeff<a/>', 'utf16le'), [100])).toThrow('is UTF-16');
  });

  it('makes of digits what Number makes of them', () => {
    const text = fc.oneof(
      fc
        .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.nat(15))
        .map(([minus, digits, at]) => {
          const d = digits.toString().padStart(at + 1, '0');
          return `${minus ? '-' : ''}${d.slice(0, d.length - at)}${at > 0 ? `.${d.slice(d.length - at)}` : ''}`;
        }),
      fc.double({ noNaN: true }).map(String),
      fc.constantFrom('', ' ', '-', '.', '1.2.3', '5e3', '-0', '.5', '5.', ' 7 ', 'soon', 'INF'),
    );
    fc.assert(
      fc.property(text, (digits) => {
        let number = 0;
        const scanner = new XmlScanner({ open: (tag) => (number = tag.number(0)) }, (what) => {
          throw new Fault(what);
        });
        scanner.write(Buffer.from(`<a b="${digits}"/>`));
        expect(number).toBe(digits.trim() === '' ? Number.NaN : Number(digits));
      }),
      { numRuns: 500 },
    );
  });
});
