/**
 * Loads a network with Poisson arrivals from its pool and prints how plain SUMO fares:
 * `npx tsx scripts/networks/load.ts NAME PER_MINUTE MINUTES [SEED]`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demandOf } from '../../src/network/index.js';
import { runSumoTool } from '../../src/sumo/index.js';

const [name, perMinute, minutes, seed = '1'] = process.argv.slice(2);
if (minutes === undefined) {
  process.stderr.write('error: load.ts: arguments missing: NAME PER_MINUTE MINUTES [SEED]\n');
  process.exit(2);
}
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'sumo-configs', name);
const routes = (await readFile(join(folder, `${name}.rou.xml`), 'utf8')).match(/<route /g)?.length ?? 0;
const scratch = await mkdtemp(join(tmpdir(), 'bidlane-load-'));
try {
  const demand = demandOf(routes, { perMinute: Number(perMinute), minutes: Number(minutes), seed });
  await writeFile(join(scratch, 'demand.rou.xml'), `<routes>\n${demand.join('\n')}\n</routes>\n`);
  const output = await runSumoTool('sumo', [
    ...['--net-file', join(folder, `${name}.net.xml`), '--additional-files', join(folder, `${name}.rou.xml`)],
    ...[
      '--route-files',
      join(scratch, 'demand.rou.xml'),
      '--seed',
      seed,
      '--end',
      String(Number(minutes) * 60),
    ],
    ...['--duration-log.statistics', '--no-step-log', '--tripinfo-output.write-unfinished'],
  ]);
  process.stdout.write(output);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
