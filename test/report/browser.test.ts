import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runReport } from '../../src/report/index.js';
import { sampleRun } from './sample-run.js';

/** Contrast ratios (WCAG 2) below 4.5 of any visible text with the ground that is really behind it. */
const faintTexts = `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => [r, g, b]
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e !== null; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba('Canvas');
  };
  const faint = [];
  let checked = 0;
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== '');
    if (!own || element.closest('title, details:not([open]) > pre') !== null) continue;
    const style = getComputedStyle(element);
    if (style.opacity === '0') continue;
    const paint = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const [a, b] = [luminance(rgba(paint)), luminance(ground(element))].sort((x, y) => y - x);
    checked++;
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(element.tagName + ': ' + element.textContent.slice(0, 30));
  }
  return { faint, checked };
})()`;

describe('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-report-'));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), await runReport(sampleRun()));
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

  async function open(
    width: number,
    colorScheme: 'light' | 'dark',
  ): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const heard: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:'))
        heard.push(`request ${request.url()}`);
    });
    page.on('console', (message) => heard.push(`console ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error ${error.message}`));
    await page.goto(address, { waitUntil: 'networkidle' });
    return { page, heard };
  }

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('fits %i px in %s mode, readable, and asks the network for nothing', async (width, scheme) => {
    const { page, heard } = await open(width, scheme);
    expect(heard).toEqual([]);
    const size = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
    expect(size).toEqual([width, width]);
    const outside = await page.evaluate(
      `[...document.querySelectorAll('figure, .tile, .table, pre, nav li')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length`,
    );
    expect(outside).toBe(0);
    const { faint, checked } = await page.evaluate<{ faint: string[]; checked: number }>(faintTexts);
    expect(faint).toEqual([]);
    expect(checked).toBeGreaterThan(500);
    await page.addStyleTag({ content: 'h2 { color: #888 }' });
    const spoilt = await page.evaluate<{ faint: string[] }>(faintTexts);
    expect(spoilt.faint.length, 'the check itself sees faint text').toBe(scheme === 'light' ? 8 : 0);
    await page.close();
  });

  it('draws every figure at a size that can be read', async () => {
    const { page } = await open(390, 'light');
    const drawn = await page.evaluate<{ width: number; height: number; texts: number }[]>(
      `[...document.querySelectorAll('figure .drawing svg')].map((svg) => {
        const box = svg.getBoundingClientRect();
        const text = [...svg.querySelectorAll('text')].map((t) => t.getBoundingClientRect().height).filter((h) => h > 0);
        return { width: box.width, height: box.height, texts: text.length };
      })`,
    );
    expect(drawn).toHaveLength(9);
    for (const { width, height, texts } of drawn) {
      expect(width).toBeGreaterThan(300);
      expect(height).toBeGreaterThan(150);
      expect(texts).toBeGreaterThan(1);
    }
    await page.close();
  });

  it('turns dark and light with the system, and is light with all rows on paper', async () => {
    const { page } = await open(1280, 'dark');
    const paint = `getComputedStyle(document.querySelector('figure')).backgroundColor`;
    expect(await page.evaluate(paint)).toBe('rgb(23, 28, 34)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate(paint)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await page.evaluate(paint)).toBe('rgb(255, 255, 255)');
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.scroll')].filter((e) => getComputedStyle(e).maxHeight !== 'none').length`,
    );
    expect(cut).toBe(0);
    await page.close();
  });
});
