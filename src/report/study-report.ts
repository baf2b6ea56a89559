import { figure, figureGrid } from './figure.js';
import { definitionList, keyFigures } from './key-figures.js';
import { type Html, html } from './markup.js';
import { type ReportSection, reportPage } from './page.js';
import { type StudyChartData, studyChart } from './study-chart.js';
import { type StudyMapData, studyMap } from './study-map.js';
import { type TableCell, type TableColumn, table } from './table.js';

/** A claim of a study with its verdict. */
export interface ReportedClaim {
  readonly claim: string;
  /** What the paper says, in short. */
  readonly paper?: string;
  readonly holds: boolean;
  /** The numbers that decided. */
  readonly evidence: string;
}

/** A figure of a study's report. */
export interface StudyFigure {
  readonly title?: string;
  readonly caption: string;
  readonly data: StudyChartData | StudyMapData;
}

/** A picture of a study's report, such as a sheet of samples. */
export interface StudyPicture {
  readonly title: string;
  readonly caption: string;
  /** What is seen, for those who cannot see it. */
  readonly alternative: string;
  /** A PNG file. */
  readonly png: Uint8Array;
}

/** A table of a study's report. */
export interface StudyTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** What the report of a study shows. */
export interface StudyReportData {
  readonly title: string;
  /** Name of the study, and `quick` where it is the quick form. */
  readonly name: string;
  readonly source?: string;
  /** What the paper's figure says, in short. */
  readonly says?: string;
  readonly description?: string;
  /** Points, replications, seeds and intervals in one sentence. */
  readonly facts: string;
  readonly claims: readonly ReportedClaim[];
  readonly figures: readonly StudyFigure[];
  readonly pictures?: readonly StudyPicture[];
  readonly tables: readonly StudyTable[];
  readonly notes: readonly string[];
  readonly command: string;
  readonly provenance: readonly (readonly [term: string, definition: string])[];
  /** The study's definition as text. */
  readonly definition: string;
}

/** A verdict in words, in the colour of its kind. */
export function verdict(holds: boolean): Html {
  return holds ? html`<span class="yes">holds</span>` : html`<span class="no">does not hold</span>`;
}

function claimCard({ claim, paper, holds, evidence }: ReportedClaim): Html {
  return html`<article class="figure claim"><h3>${claim}</h3><p>${verdict(holds)}</p><p>${evidence}</p>${
    paper !== undefined && html`<p class="muted">The paper: ${paper}.</p>`
  }</article>`;
}

function summary(data: StudyReportData): Html {
  const held = data.claims.filter(({ holds }) => holds).length;
  const tiles = [
    {
      label: 'Claims that hold',
      values: [{ value: `${held} of ${data.claims.length}` }],
    },
  ];
  return html`${data.description !== undefined && html`<p class="lead">${data.description}</p>`}
${data.says !== undefined && html`<p>${data.source ?? 'The source'}: ${data.says}</p>`}
<p class="facts">${data.facts}</p>
${data.claims.length > 0 && keyFigures(tiles)}`;
}

async function figuresOf({ figures }: StudyReportData): Promise<Html> {
  const drawn: Html[] = [];
  for (const { title, caption, data } of figures)
    drawn.push(
      figure({ title, caption, chart: await ('places' in data ? studyMap(data) : studyChart(data)) }),
    );
  return figureGrid(drawn);
}

function pictureOf({ title, caption, alternative, png }: StudyPicture): Html {
  const address = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return html`<figure class="figure"><h3>${title}</h3><div class="drawing"><img src="${address}" alt="${alternative}" style="max-width:100%;image-rendering:pixelated"></div><figcaption>${caption}</figcaption></figure>`;
}

/**
 * The report of a study as one HTML document without scripts and without any address besides itself: verdicts first, then
 * figures and tables, each with units and intervals. The same data gives the same bytes.
 */
export async function studyReport(data: StudyReportData): Promise<string> {
  const all: (ReportSection | false)[] = [
    data.claims.length > 0 && {
      id: 'claims',
      title: 'Claims',
      content: figureGrid(data.claims.map(claimCard)),
    },
    data.figures.length > 0 && { id: 'figures', title: 'Figures', content: await figuresOf(data) },
    data.pictures !== undefined &&
      data.pictures.length > 0 && {
        id: 'pictures',
        title: 'Pictures',
        content: figureGrid(data.pictures.map(pictureOf)),
      },
    data.tables.length > 0 && {
      id: 'tables',
      title: 'Numbers',
      content: html`${data.tables.map(({ caption, columns, rows }) => table(columns, rows, { caption }))}`,
    },
    data.notes.length > 0 && {
      id: 'notes',
      title: 'Notes',
      content: html`<ul class="notes">${data.notes.map((n) => html`<li>${n}</li>`)}</ul>`,
    },
    {
      id: 'definition',
      title: 'Definition and versions',
      content: html`<p>To repeat this study: <code>${data.command}</code></p>${definitionList(data.provenance)}<details><summary>The definition of the study</summary><pre><code>${data.definition}</code></pre></details>`,
    },
  ];
  return reportPage({
    title: data.title,
    kicker: `Bidlane study ${data.name}${data.source === undefined ? '' : ` · ${data.source}`}`,
    summary: summary(data),
    sections: all.filter((section) => section !== false),
    footer: html`<p>Made by Bidlane from the results beside this file.</p>`,
  });
}
