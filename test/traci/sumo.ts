import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findSumoHome } from '../../src/sumo/index.js';
import { findSumo } from '../../src/traci/index.js';

/** Where the fixtures are. */
export const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));

/** SUMO's options for the small town of the tests. */
export const town = [
  '-n',
  `${fixtures}town.net.xml`,
  '-a',
  `${fixtures}town.add.xml`,
  '-r',
  `${fixtures}town.rou.xml`,
  '--seed',
  '42',
  '--device.rerouting.probability',
  '0.3',
  '--device.taxi.dispatch-algorithm',
  'greedy',
  '--no-warnings',
  'true',
];

const home = findSumoHome(findSumo()) ?? '';

/** Runs SUMO's own Python client on a plan and gives its answer. */
export function reference(plan: unknown): unknown {
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const output = execFileSync(python, [`${fixtures}reference.py`], {
    input: JSON.stringify(plan),
    env: { ...process.env, SUMO_HOME: home, PYTHONPATH: `${home}/tools` },
    maxBuffer: 1 << 29,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return JSON.parse(output.toString('utf8'));
}
