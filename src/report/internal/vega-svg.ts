import type { Config, TopLevelSpec } from 'vega-lite';
import { escapeText } from '../markup.js';
import { colour } from '../theme.js';
import { vegaLibraries } from './vega.js';

/** Width of a chart in its own units; pages scale it to between three quarters and a fifth more. */
export const chartWidth = 430;

const font = 'system-ui, sans-serif';

const config: Config = {
  aria: false,
  locale: { number: { decimal: '.', thousands: '\u202f', grouping: [3], currency: ['', ''] } },
  background: undefined,
  font,
  padding: { left: 2, top: 6, right: 10, bottom: 2 },
  view: { stroke: null },
  axis: {
    labelColor: colour('muted'),
    titleColor: colour('ink'),
    labelFontSize: 12,
    titleFontSize: 12.5,
    titleFontWeight: 'normal',
    titlePadding: 9,
    labelPadding: 5,
    gridColor: colour('rule'),
    domain: false,
    ticks: false,
    tickCount: 5,
    labelFlush: false,
  },
  axisX: {
    grid: false,
    domain: true,
    domainColor: colour('muted'),
    ticks: true,
    tickColor: colour('muted'),
    tickSize: 4,
  },
};

/** Numbers in attributes with at most two decimals: a hundredth of a drawing unit is less than can be seen. */
function rounded(svg: string): string {
  return svg.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
      String(Math.round(Number(number) * 100) / 100),
    ),
  );
}

/**
 * Draws a vega-lite chart as SVG without a browser. The element has a `viewBox` and no size, so that the page decides.
 * @param description for those who cannot see it
 */
export async function vegaSvg(spec: TopLevelSpec, description: string): Promise<string> {
  const { vega, vegaLite } = vegaLibraries();
  const compiled = vegaLite.compile({ ...spec, config }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error });
  try {
    const svg = await view.toSVG();
    const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
    return rounded(svg)
      .replace(
        /^<svg[^>]*>/,
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(description)}">`,
      )
      .replaceAll(
        / (?:aria-hidden="true"|role="graphics-(?:object|symbol)"|aria-roledescription="[^"]*"|pointer-events="none")/g,
        '',
      )
      .replaceAll(/<path class="(?:background|foreground)" d="[^"]*"(?: display="none")?\/>/g, '');
  } finally {
    view.finalize();
  }
}
