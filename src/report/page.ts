import { stylesheet } from './internal/stylesheet.js';
import { type Content, type Html, html, trusted } from './markup.js';

/** A part of a report, with a heading that the contents name. */
export interface ReportSection {
  /** The fragment of its address: letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

/** A whole report. */
export interface ReportPage {
  readonly title: string;
  /** A word or two over the title: what kind of report it is. */
  readonly kicker?: string;
  /** What stands first, before all sections: a sentence and the key figures. */
  readonly summary: Content;
  readonly sections: readonly ReportSection[];
  readonly footer?: Content;
}

const document = (head: Html, body: Html): string =>
  `<!doctype html>\n<html lang="en">\n<head>\n${head.text}</head>\n<body>\n${body.text}</body>\n</html>\n`;

/**
 * A report as one HTML document: no script, no file and no address besides itself; readable in light and dark mode, on
 * paper and at the width of a phone. The same content gives the same bytes.
 */
export function reportPage({ title, kicker, summary, sections, footer }: ReportPage): string {
  const head = html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="bidlane">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(stylesheet)}</style>
`;
  const body = html`<header class="head"><div class="column">${kicker !== undefined && html`<p class="kicker">${kicker}</p>`}<h1>${title}</h1>
${summary}
<nav aria-label="Contents"><ul>${sections.map((s) => html`<li><a href="#${s.id}">${s.title}</a></li>`)}</ul></nav></div></header>
<main class="column">
${sections.map((s) => html`<section id="${s.id}"><h2>${s.title}</h2>\n${s.content}</section>\n`)}</main>
${footer !== undefined && html`<footer><div class="column">${footer}</div></footer>\n`}`;
  return document(head, body);
}
