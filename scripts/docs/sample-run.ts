// Puts a run of the default scenario into the pages: npx tsx scripts/docs/sample-run.ts RESULTS-FOLDER
// Renews the summary that README.md and docs/tutorial.md show. The picture is made by report-picture.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summaryText } from '../../src/cli/run-summary.js';
import { readSummary } from '../../src/results/index.js';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: sample-run.ts RESULTS-FOLDER\n');
  process.exit(2);
}
const summary = await readSummary(join(folder, 'summary.json'));
const text = summaryText(
  { ...summary, digest: `${summary.digest.slice(0, 16)}...` },
  `results/${summary.name}/report.html`,
);
for (const page of ['README.md', 'docs/tutorial.md']) {
  const path = fileURLToPath(new URL(`../../${page}`, import.meta.url));
  const before = readFileSync(path, 'utf8');
  const block = /^```text run\n[\s\S]*?^```$/m;
  if (!block.test(before)) throw new Error(`${page}: no block "text run" to renew`);
  writeFileSync(
    path,
    before.replace(block, () => `\`\`\`text run\n${text}\`\`\``),
  );
}
