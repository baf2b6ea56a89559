/**
 * Makes the network folders of sumo-configs/ with SUMO's own tools: `npx tsx scripts/networks/build.ts [manhattan|beijing|grid3]...`.
 * Run again, it writes the same files.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeNetworkFolder, writeWhole } from '../../src/network/index.js';
import { beijing } from './beijing.js';
import { grid3 } from './grid3.js';
import { manhattan } from './manhattan.js';
import type { NetworkPlan } from './network-plan.js';
import { compileNet } from './plain-xml.js';

const PLANS: Readonly<Record<string, () => NetworkPlan>> = { manhattan, beijing, grid3 };

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

async function build(plan: NetworkPlan, root: string): Promise<void> {
  const folder = join(root, plan.name);
  const scratch = await mkdtemp(join(tmpdir(), 'bidlane-network-'));
  try {
    await mkdir(folder, { recursive: true });
    await compileNet(plan, { folder, name: plan.name, scratch }, plan.netconvert, plan.patch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const { name, pool, demand } = plan;
  const made = await completeNetworkFolder({ folder, name, pool, demand });
  const net = await readFile(join(folder, `${name}.net.xml`), 'utf8');
  const links = count(net, /<edge id="[^:]/g);
  const junctions = count(net, /<junction id="[^:]/g);
  const signals = count(net, /<tlLogic /g);
  await writeWhole(
    join(folder, 'README.md'),
    `# ${name}

${plan.readme}

| | |
|---|---|
| links | ${links} |
| junctions | ${junctions}, ${signals} with signals |
| routes in the pool | ${made.routes} |
| ready-made demand | ${made.vehicles} vehicles, ${demand.perMinute} per minute for ${demand.minutes} minutes (Poisson) |

- \`${name}.net.xml\`: the network.
- \`${name}.rou.xml\`: the pool of routes, made by randomTrips.py and duarouter (fringe factor ${pool.fringeFactor}, at least ${pool.minDistance} m from
  beginning to end). Bidlane draws the arrivals of each seed from it, at the rate that the scenario gives (binomial per minute, or Poisson).
- \`${name}.sumocfg\`: opens in plain SUMO (\`sumo-gui -c ${name}.sumocfg\`) with the vehicles of \`${name}.demand.rou.xml\`.

Made by \`npx tsx scripts/networks/build.ts ${name}\`; running it again gives the same files.
`,
  );
  process.stdout.write(`${name}: ${links} links, ${junctions} junctions, ${made.routes} routes\n`);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in PLANS));
if (unknown.length > 0) {
  process.stderr.write(`error: ${unknown[0]}: unknown network: known are ${Object.keys(PLANS).join(', ')}\n`);
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'sumo-configs');
for (const name of names.length > 0 ? names : Object.keys(PLANS)) await build(PLANS[name](), root);
