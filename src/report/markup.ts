/** HTML that is safe to put into a page as it is. Made by {@link html} and {@link trusted} only. */
export interface Html {
  readonly kind: 'html';
  readonly text: string;
}

/** What may stand in an {@link html} template: text and numbers are escaped, HTML and lists of it are not. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters that no document may hold: all but tab, line feed and carriage return. */
const forbidden = /(?![\t\n\r])\p{Cc}/gu;

/** A text with the five characters that HTML and SVG give a meaning replaced, and control characters removed. */
export function escapeText(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

/** Declares a text to be HTML already: for SVG that this library drew. Never for anything a person or file gave. */
export function trusted(text: string): Html {
  return { kind: 'html', text };
}

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  if ('kind' in content) return content.text;
  return content.map(write).join('');
}

/** A template of HTML: everything interpolated is escaped unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let text = strings[0] ?? '';
  for (const [i, content] of contents.entries()) text += write(content) + (strings[i + 1] ?? '');
  return trusted(text);
}
