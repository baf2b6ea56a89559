import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, html, trusted } from '../../src/report/index.js';

describe('html', () => {
  it('escapes every text and leaves HTML, also in lists', () => {
    const bold = html`<b title="${'"><script>'}">${"<i> & 'x'"}</b>`;
    expect(bold.text).toBe('<b title="&quot;&gt;&lt;script&gt;">&lt;i&gt; &amp; &#39;x&#39;</b>');
    expect(html`<p>${[bold, ' ', 3, null, undefined, false]}${trusted('<hr>')}</p>`.text).toBe(
      `<p>${bold.text} 3<hr></p>`,
    );
  });

  it('lets no text open or close a tag or an attribute', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '&',
            'a',
            ';',
            '\u0000',
            '\u001b',
            '\u0085',
            '\n',
            'ü',
            '😀',
          ),
        }),
        (text) => {
          const escaped = escapeText(text);
          expect(escaped).not.toMatch(/[<>"']/);
          expect(escaped).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
          expect(escaped.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        },
      ),
    );
  });
});
