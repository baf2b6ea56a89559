// Writes the pages of docs/ that are made from the code: npx tsx scripts/docs/generate.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './generated-pages.js';

for (const [name, text] of generatedPages()) {
  const path = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
