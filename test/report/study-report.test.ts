import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type StudyChartData,
  studyChart,
  studyMap,
  studyReport,
  verdictPage,
} from '../../src/report/index.js';
import { sampleStudy } from './sample-study.js';

const sample = sampleStudy();

function chartData(figure: number): StudyChartData {
  const { data } = sample.figures[figure];
  if ('places' in data) throw new Error('a map');
  return data;
}

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
    const { svg, legend } = await studyChart(chartData(0));
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

  it('draws intervals of several series at one place side by side, within their share of the gap', async () => {
    const points = [1, 2, 10].map((x) => ({ x, value: x, low: x - 1, high: x + 1 }));
    const series = ['a', 'b', 'c'].map((name) => ({ name, points }));
    const { svg } = await studyChart({ series, xTitle: 'x', yTitle: 'y', interval: 'quartiles' });
    const places = [...svg.matchAll(/<line transform="translate\(([\d.]+),[^>]*stroke="var\(--route/g)].map(
      ([, x]) => Number(x),
    );
    const [one, two, ten] = [0, 1, 2].map((i) => [0, 1, 2].map((s) => places[3 * s + i]));
    for (const [c, b, a] of [one, two, ten]) {
      expect(b - a).toBeCloseTo(3, 1);
      expect(c - b).toBeCloseTo(3, 1);
    }
    expect(Math.min(...two) - Math.max(...one)).toBeGreaterThan(0);
  });

  it('breaks a long title of the vertical axis between words', async () => {
    const points = [1, 2].map((x) => ({ x, value: x, low: null, high: null }));
    const yTitle = 'share of all the pictures whose sign is recognised at once';
    const { svg } = await studyChart({ series: [{ name: 'a', points }], xTitle: 'x', yTitle });
    expect(svg).toMatch(/>share of all the pictures whose sign<.*>is recognised at once</s);
  });

  it('has an axis where all values are 0', async () => {
    const points = [1, 2].map((x) => ({ x, value: 0, low: 0, high: 0 }));
    const { svg } = await studyChart({ series: [{ name: 'a', points }], xTitle: 'x', yTitle: 'y' });
    expect(svg).toContain('>1.0<');
    expect(svg).not.toContain('0.000');
  });

  it('puts series side by side where the parameter is a word, in the order given', async () => {
    const { svg } = await studyChart(chartData(1));
    const labels = ['paper', 'mixture', 'coupled'].map((word) => svg.indexOf(`>${word}<`));
    expect(Math.min(...labels)).toBeGreaterThan(0);
    const places = [...svg.matchAll(/<path transform="translate\(([\d.]+),/g)].map(([, x]) => x);
    expect(new Set(places).size).toBe(6);
  });
});

describe('studyChart on a logarithmic axis', () => {
  it('has equal distances for equal ratios, and no place for what is not above 0', async () => {
    const heights = async (values: readonly number[]): Promise<number[]> => {
      const points = values.map((value, x) => ({ x, value, low: null, high: null }));
      const { svg } = await studyChart({
        series: [{ name: 'a', points }],
        xTitle: 'x',
        yTitle: 'y',
        yScale: 'log',
      });
      return [...svg.matchAll(/<path transform="translate\([\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
    };
    const [one, ten, hundred] = await heights([1, 10, 100]);
    expect(one - ten).toBeCloseTo(ten - hundred, 1);
    expect(await heights([1, 0, 10, -3])).toHaveLength(2);
  });
});

describe('studyMap', () => {
  const at = (x: number | string, y: number | string, series: string) => ({ x, y, series });

  it('fills each place in the colour of its series, without gaps', async () => {
    const places = [1, 2, 3].flatMap((x) => [0.5, 1].map((y) => at(x, y, x * y >= 1.5 ? 'much' : 'little')));
    const { svg, legend } = await studyMap({
      kind: 'map',
      series: ['much', 'little', 'nowhere'],
      places,
      xTitle: 'x',
      yTitle: 'y [s]',
    });
    expect(legend.map(({ label, mark }) => [label, mark])).toEqual([
      ['much', 'area'],
      ['little', 'area'],
      ['nowhere', 'area'],
    ]);
    const tones = legend.map(({ tone }) => svg.split(`fill="var(--${tone},`).length - 1);
    expect(tones).toEqual([3, 3, 0]);
    const boxes = [...svg.matchAll(/d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h-/g)].map((m) =>
      m.slice(1).map(Number),
    );
    expect(boxes).toHaveLength(6);
    const area = boxes.reduce((sum, [, , width, height]) => sum + width * height, 0);
    const across = [Math.min(...boxes.map(([x]) => x)), Math.max(...boxes.map(([x, , w]) => x + w))];
    const down = [Math.min(...boxes.map(([, y]) => y)), Math.max(...boxes.map(([, y, , h]) => y + h))];
    expect(area / ((across[1] - across[0]) * (down[1] - down[0]))).toBeCloseTo(1, 2);
  });

  it('takes words on an axis, in the order given', async () => {
    const { svg } = await studyMap({
      kind: 'map',
      series: ['a', 'b'],
      places: [at(1, 'zebra', 'a'), at(2, 'zebra', 'b'), at(1, 'ant', 'b')],
      xTitle: 'x',
      yTitle: 'animal',
    });
    expect(svg.indexOf('>zebra<')).toBeGreaterThan(0);
    expect(svg.indexOf('>ant<')).toBeGreaterThan(svg.indexOf('>zebra<'));
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
