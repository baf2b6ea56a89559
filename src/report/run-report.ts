import { timeSeriesChart } from './charts/time-series.js';
import { figure, figureGrid } from './figure.js';
import { auctionSection, campaignSection, mapSection } from './internal/campaign-sections.js';
import {
  marketSection,
  mechanismSection,
  promiseSection,
  requesterSection,
} from './internal/market-sections.js';
import { onlineSection } from './internal/online-section.js';
import { linkSection, predictionSection } from './internal/prediction-section.js';
import { definitionList, keyFigures } from './key-figures.js';
import { type Html, html } from './markup.js';
import { formatNumber } from './number-format.js';
import { type ReportSection, reportPage } from './page.js';
import type { RunReportData } from './run-report-data.js';

function seeds(data: RunReportData): string {
  const all = data.replications.map((r) => String(r.seed));
  return all.length > 6 ? `${all.slice(0, 3).join(', ')} … ${all.at(-1) ?? ''}` : all.join(', ');
}

function summary(data: RunReportData): Html {
  const n = data.replications.length;
  const intervals = data.keyFigures.some((f) => f.values.some((v) => Number.isFinite(v.low ?? Number.NaN)));
  return html`${data.description !== undefined && html`<p class="lead">${data.description}</p>`}
<p class="facts">${n} ${n === 1 ? 'replication' : 'replications'} (${n === 1 ? 'seed' : 'seeds'} ${seeds(data)})${
    intervals && `; means over them, with ${formatNumber(100 * (data.level ?? 0.95))} % confidence intervals`
  }.</p>
${keyFigures(data.keyFigures)}`;
}

async function trafficSection(data: RunReportData): Promise<ReportSection | undefined> {
  const figures: Html[] = [];
  for (const { title, caption, data: series } of data.series ?? [])
    figures.push(figure({ title, caption, chart: await timeSeriesChart(series) }));
  if (figures.length === 0) return undefined;
  return { id: 'traffic', title: 'Traffic', content: figureGrid(figures) };
}

function notesSection({ notes }: RunReportData): ReportSection | undefined {
  if (notes.length === 0) return undefined;
  return {
    id: 'notes',
    title: 'Notes',
    content: html`<ul class="notes">${notes.map((n) => html`<li>${n}</li>`)}</ul>`,
  };
}

function scenarioSection(data: RunReportData): ReportSection {
  return {
    id: 'scenario',
    title: 'Scenario and versions',
    content: html`${data.command !== undefined && html`<p>To repeat this run: <code>${data.command}</code></p>`}${definitionList(
      data.provenance,
    )}<details><summary>The scenario with every default filled in</summary><pre><code>${data.scenarioYaml}</code></pre></details>`,
  };
}

/**
 * The report of a co-simulation run, as one HTML document without scripts and without any
 * address besides itself. Expected and realised stand side by side throughout. The same data gives the same bytes.
 * Parts without data are left out.
 */
export async function runReport(data: RunReportData): Promise<string> {
  const sections = [
    mapSection(data),
    await campaignSection(data),
    await mechanismSection(data),
    requesterSection(data),
    await marketSection(data),
    await promiseSection(data),
    await predictionSection(data),
    auctionSection(data),
    ...(data.services ?? []),
    await trafficSection(data),
    onlineSection(data.online),
    await linkSection(data.links),
    notesSection(data),
    scenarioSection(data),
  ];
  return reportPage({
    title: data.name,
    kicker: 'Bidlane co-simulation',
    summary: summary(data),
    sections: sections.filter((s) => s !== undefined),
    footer: html`<p>Made by Bidlane from the results beside this file.</p>`,
  });
}
