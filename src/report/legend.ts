import { type Html, html } from './markup.js';
import { colour, type Tone } from './theme.js';

/** How an entry of a legend is drawn in the figure. */
export type LegendMark =
  | 'dot'
  | 'ring'
  | 'diamond'
  | 'cross'
  | 'line'
  | 'dashes'
  | 'bar'
  | 'area'
  | 'band'
  | 'start'
  | 'whisker';

/** One entry of a figure's legend. */
export interface LegendEntry {
  readonly label: string;
  readonly mark: LegendMark;
  readonly tone: Tone;
}

function swatch(mark: LegendMark, tone: Tone): Html {
  const paint = colour(tone);
  switch (mark) {
    case 'dot':
      return html`<circle cx="11" cy="7" r="4.5" fill="${paint}"/>`;
    case 'ring':
      return html`<circle cx="11" cy="7" r="4" fill="none" stroke="${paint}" stroke-width="1.8"/>`;
    case 'diamond':
      return html`<path d="M11 1.2L16.8 7 11 12.8 5.2 7Z" fill="${paint}"/>`;
    case 'cross':
      return html`<path d="M7 3L15 11M15 3L7 11" stroke="${paint}" stroke-width="2.2" fill="none"/>`;
    case 'start':
      return html`<path d="M6.5 2.5h9v9h-9Z" fill="${colour('surface')}" stroke="${paint}" stroke-width="2"/>`;
    case 'line':
      return html`<path d="M1 7H21" stroke="${paint}" stroke-width="2.6" fill="none"/>`;
    case 'dashes':
      return html`<path d="M1 7H21" stroke="${paint}" stroke-width="1.6" stroke-dasharray="4 3" fill="none"/>`;
    case 'bar':
      return html`<rect x="4" y="2" width="14" height="10" fill="${paint}" fill-opacity=".45"/>`;
    case 'area':
      return html`<rect x="4" y="2" width="14" height="10" fill="${paint}"/>`;
    case 'band':
      return html`<rect x="1" y="2" width="20" height="10" fill="${paint}" fill-opacity=".2"/>`;
    case 'whisker':
      return html`<path d="M1 7H21M1 4V10M21 4V10" stroke="${paint}" stroke-width="1.5" fill="none"/>`;
  }
}

/** A legend as a line of swatches and words that wraps on narrow pages. */
export function legend(entries: readonly LegendEntry[]): Html {
  if (entries.length === 0) return html``;
  return html`<ul class="legend">${entries.map(
    (entry) =>
      html`<li><svg viewBox="0 0 22 14" width="22" height="14" aria-hidden="true">${swatch(entry.mark, entry.tone)}</svg>${entry.label}</li>`,
  )}</ul>`;
}
