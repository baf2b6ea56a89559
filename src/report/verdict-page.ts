import { keyFigures } from './key-figures.js';
import { html } from './markup.js';
import { reportPage } from './page.js';
import { type ReportedClaim, verdict } from './study-report.js';
import { table } from './table.js';

/** A study on the page of verdicts. */
export interface VerdictStudy {
  readonly name: string;
  readonly title: string;
  /** The paper, such as `TBUMA paper`; studies of one paper stand together. */
  readonly paper: string;
  readonly figure?: string;
  /** Address of the study's report, relative to the page. */
  readonly report: string;
  /** Replications in words: `100 replications a point`. */
  readonly replications: string;
  readonly claims: readonly ReportedClaim[];
}

/** What the page of verdicts shows. */
export interface VerdictPageData {
  readonly studies: readonly VerdictStudy[];
  readonly quick: boolean;
  /** Versions and the like, in one sentence. */
  readonly facts: string;
}

/** The verdict stands where a phone shows it without scrolling. */
const columns = [
  { label: 'Claim' },
  { label: 'Verdict' },
  { label: 'The paper' },
  { label: 'Evidence' },
  { label: 'Report' },
] as const;

/** The verdicts of all studies as one HTML document: claim, the paper's words in short, verdict, evidence, link. */
export function verdictPage({ studies, quick, facts }: VerdictPageData): string {
  const papers = [...new Set(studies.map(({ paper }) => paper))];
  const claims = studies.flatMap((study) => study.claims);
  const held = claims.filter(({ holds }) => holds).length;
  const sections = papers.map((paper, i) => {
    const own = studies.filter((study) => study.paper === paper);
    const rows = own.flatMap((study) =>
      study.claims.map(({ claim, paper: words, holds, evidence }) => [
        claim,
        verdict(holds),
        words ?? null,
        evidence,
        html`<a href="${study.report}">${study.figure ?? study.name}</a>`,
      ]),
    );
    const captions = own.map(({ name, title, replications }) => `${name}: ${title} (${replications})`);
    return {
      id: `paper-${i + 1}`,
      title: paper,
      content: html`<div class="whole">${table(columns, rows, { caption: `${captions.join('; ')}.`, empty: 'No claims.' })}</div>`,
    };
  });
  const summary = html`<p class="lead">What the papers say of their figures, and what comes out here. A verdict follows from the numbers beside it; what the replications leave open counts as not holding.</p>
<p class="facts">${facts}${quick && ' Quick form: few replications, so intervals are wide and more claims stay open.'}</p>
${keyFigures([
  { label: 'Studies', values: [{ value: studies.length }] },
  { label: 'Claims that hold', values: [{ value: `${held} of ${claims.length}` }] },
])}`;
  return reportPage({
    title: 'Verdicts',
    kicker: 'Bidlane studies',
    summary,
    sections,
    footer: html`<p>Made by Bidlane from the studies beside this file.</p>`,
  });
}
