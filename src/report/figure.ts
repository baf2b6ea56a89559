import { type LegendEntry, legend } from './legend.js';
import { type Content, type Html, html, trusted } from './markup.js';

/** A drawn chart: its SVG, what its marks mean, and a sentence for those who cannot see it. */
export interface Chart {
  /** A self-contained `<svg>` element whose colours follow the page's mode. */
  readonly svg: string;
  readonly legend: readonly LegendEntry[];
}

/** A chart with a heading, its legend and a caption. */
export interface FigureOptions {
  readonly chart: Chart;
  /** What the figure shows, in a few words. */
  readonly title?: string;
  /** What to see, of how many seeds and replications, what the intervals are. */
  readonly caption: Content;
  /** Whether the figure takes the whole width of the page; default false. */
  readonly wide?: boolean;
}

/** A figure of a report. */
export function figure({ chart, title, caption, wide = false }: FigureOptions): Html {
  return html`<figure class="${wide ? 'figure wide' : 'figure'}">${title !== undefined && html`<h3>${title}</h3>`}${legend(
    chart.legend,
  )}<div class="drawing">${trusted(chart.svg)}</div><figcaption>${caption}</figcaption></figure>`;
}

/** Figures side by side where there is room, below one another where there is not. */
export function figureGrid(figures: readonly Html[]): Html {
  return html`<div class="figures">${figures}</div>`;
}
