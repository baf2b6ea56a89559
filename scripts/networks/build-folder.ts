import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeNetworkFolder, type NetworkFolderSummary } from '../../src/network/index.js';
import type { NetworkPlan } from './network-plan.js';
import { compileNet } from './plain-xml.js';

/** Makes ROOT/NAME/ of a plan: the network, its pool of routes, a demand and a README. */
export async function buildFolder(plan: NetworkPlan, root: string): Promise<NetworkFolderSummary> {
  const { name, pool, demand, about } = plan;
  const folder = join(root, name);
  const scratch = await mkdtemp(join(tmpdir(), 'bidlane-network-'));
  try {
    await mkdir(folder, { recursive: true });
    await compileNet(plan, { folder, name, scratch }, plan.netconvert, plan.patch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const madeBy = `npx tsx scripts/networks/build.ts ${name}`;
  return completeNetworkFolder({ folder, name, pool, demand, about, madeBy });
}
