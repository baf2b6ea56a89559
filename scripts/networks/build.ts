/**
 * Makes the network folders of sumo-configs/ with SUMO's own tools: `npx tsx scripts/networks/build.ts [manhattan|beijing|grid3]...`.
 * Run again, it writes the same files.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beijing } from './beijing.js';
import { buildFolder } from './build-folder.js';
import { grid3 } from './grid3.js';
import { manhattan } from './manhattan.js';
import type { NetworkPlan } from './network-plan.js';

const PLANS: Readonly<Record<string, () => NetworkPlan>> = { manhattan, beijing, grid3 };

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in PLANS));
if (unknown !== undefined) {
  process.stderr.write(`error: ${unknown}: unknown network: known are ${Object.keys(PLANS).join(', ')}\n`);
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'sumo-configs');
for (const name of names.length > 0 ? names : Object.keys(PLANS)) {
  const made = await buildFolder(PLANS[name](), root);
  process.stdout.write(`${name}: ${made.links} links, ${made.junctions} junctions, ${made.routes} routes\n`);
}
