import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { studyChart, studyReport, verdictPage } from '../../src/report/index.js';
import { sampleStudy } from './sample-study.js';

const sample = sampleStudy();
const verdicts = verdictPage({
  studies: [
    {
      name: 'sample',
      title: 'Utility against the budget',
      paper: 'TBUMA paper',
      figure: 'Fig. 8',
      report: 'sample/report.html',
      replications: '10 replications a point',
      claims: sample.claims,
    },
    {
      name: 'other',
      title: 'Without claims',
      paper: 'ENTER paper',
      report: 'other/report.html',
      replications: 'exact',
      claims: [],
    },
  ],
  quick: true,
  facts: 'Bidlane 0.1.0.',
});

describe('studyReport', () => {
  it('shows pictures as they are, with words for those who cannot see them', async () => {
    const png = Uint8Array.of(1, 2, 3);
    const picture = { title: 'Samples', caption: 'Not chosen.', alternative: 'a "sheet" of signs', png };
    const html = await studyReport({ ...sample, pictures: [picture] });
    expect(html).toContain('src="data:image/png;base64,AQID" alt="a &quot;sheet&quot; of signs"');
    expect(await studyReport({ ...sample, pictures: [] })).toBe(await studyReport(sample));
  });

  it('says verdicts first, escapes what is given, and is the same each time', async () => {
    const html = await studyReport(sample);
    expect(await studyReport(sampleStudy())).toBe(html);
    expect(html).not.toContain('<at the');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    const order = [
      '2 of 3',
      'id="claims"',
      'does not hold',
      'id="figures"',
      'id="tables"',
      'id="definition"',
    ].map((t) => html.indexOf(t));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  it('leaves out what a study does not have', async () => {
    const html = await studyReport(sampleStudy({ claims: [], figures: [], tables: [], notes: [] }));
    for (const id of ['claims', 'figures', 'tables', 'notes']) expect(html).not.toContain(`id="${id}"`);
    expect(html).not.toContain('Claims that hold');
  });
});

describe('studyChart', () => {
  it('draws an interval at every point that has one, and says so in the legend', async () => {
    const { svg, legend } = await studyChart(sample.figures[0].data);
    expect(legend.map(({ label, mark }) => [label, mark])).toEqual([
      ['TBUMA', 'dot'],
      ['TBUMA (safe)', 'diamond'],
      ['BVM', 'ring'],
      ['95 % interval of the mean', 'whisker'],
    ]);
    expect(new Set(legend.slice(0, 3).map(({ tone }) => tone)).size).toBe(3);
    const rules = [...svg.matchAll(/<line[^>]*y2="(-?[\d.]+)"[^>]*stroke="var\(--route/g)].filter(
      ([, y]) => Number(y) !== 0,
    );
    expect(rules).toHaveLength(15);
  });

  it('puts series side by side where the parameter is a word, in the order given', async () => {
    const { svg } = await studyChart(sample.figures[1].data);
    const labels = ['paper', 'mixture', 'coupled'].map((word) => svg.indexOf(`>${word}<`));
    expect(Math.min(...labels)).toBeGreaterThan(0);
    const places = [...svg.matchAll(/<path transform="translate\(([\d.]+),/g)].map(([, x]) => x);
    expect(new Set(places).size).toBe(6);
  });
});

describe('verdictPage', () => {
  it('has a row per claim with a link to its report', () => {
    expect(verdicts.match(/<a href="sample\/report\.html">Fig\. 8<\/a>/g)).toHaveLength(3);
    expect(verdicts).toContain('2 of 3');
    expect(verdicts).toContain('No claims.');
    expect(verdicts).toContain('Quick form');
  });
});

describe('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-study-report-'));
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), await studyReport(sample));
    writeFileSync(join(folder, 'verdicts.html'), verdicts);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['report.html', 1280, 'light'],
    ['report.html', 390, 'dark'],
    ['verdicts.html', 1280, 'dark'],
    ['verdicts.html', 390, 'light'],
  ] as const)(
    '%s fits %i px in %s mode and asks the network for nothing',
    async (name, width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const address = pathToFileURL(join(folder, name)).href;
      const heard: string[] = [];
      page.on('request', (request) => {
        if (request.url() !== address && !request.url().startsWith('data:')) heard.push(request.url());
      });
      page.on('console', (message) => heard.push(message.text()));
      await page.goto(address, { waitUntil: 'networkidle' });
      expect(heard).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const outside = await page.evaluate(
        `[...document.querySelectorAll('figure, article, .tile, .table, pre, nav li')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length`,
      );
      expect(outside).toBe(0);
      await page.close();
    },
  );
});
