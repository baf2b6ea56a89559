// Pictures the top of a report for the README: npx tsx scripts/docs/report-picture.ts REPORT.html PICTURE.png [HEIGHT]
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from '../setup/browser.mjs';

const [report, picture, height = '1500'] = process.argv.slice(2);
const executablePath = findBrowser();
if (report === undefined || picture === undefined || executablePath === undefined) {
  process.stderr.write(
    'usage: report-picture.ts REPORT.html PICTURE.png [HEIGHT], with Chromium on PATH or in CHROME_PATH\n',
  );
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: Number(height) },
    colorScheme: 'light',
  });
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
}
