import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram, findSumoHome } from '../../src/sumo/index.js';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const sumo = findProgram('sumo') ?? '';
const scenario = shop.write('small.yaml', smallScenario({ probes: { rounds: 1 } }));

/**
 * A SUMO whose probe rounds wait until a live run has begun to drive. Without one they give up after some time.
 * @param then what the probe round does next, as a line of a shell
 */
function patientSumo(name: string, then: string): Record<string, string> {
  const home = shop.path(name);
  mkdirSync(join(home, 'bin'), { recursive: true });
  symlinkSync(join(findSumoHome(sumo) ?? '', 'data'), join(home, 'data'));
  const script = [
    '#!/bin/sh',
    `case "$*" in`,
    `  *--version*) exec ${sumo} "$@";;`,
    `  *--remote-port*) touch "$0.live"; exec ${sumo} "$@";;`,
    'esac',
    'n=0; while [ ! -e "$0.live" ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n+1)); done',
    '[ -e "$0.live" ] || exit 9',
    then,
  ];
  writeFileSync(join(home, 'bin/sumo'), `${script.join('\n')}\n`);
  chmodSync(join(home, 'bin/sumo'), 0o755);
  return { SUMO_HOME: home, XDG_CACHE_HOME: shop.path(`${name}-cache`) };
}

const digest = (stdout: string): unknown => (JSON.parse(stdout) as { digest?: unknown }).digest;

describe('a run of two jobs', () => {
  it('begins replications while the last probe round drives, with the same results', async () => {
    const args = ['run', scenario, '--json', '--replications', '2'];
    const together = await shop.run([...args, '--out', 'together', '--jobs', '2'], {
      env: patientSumo('patient', `exec ${sumo} "$@"`),
    });
    expect(together.status, together.stderr).toBe(0);
    const inTurn = await shop.run([...args, '--out', 'in-turn', '--jobs', '1'], {
      env: { XDG_CACHE_HOME: shop.path('other-cache') },
    });
    expect(inTurn.status, inTurn.stderr).toBe(0);
    expect(digest(together.stdout)).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(together.stdout)).toBe(digest(inTurn.stdout));
  });

  it('says why link travel times did not come, not who waited for them', async () => {
    const { status, stdout, stderr } = await shop.run(['run', scenario, '--out', 'failed', '--jobs', '2'], {
      env: patientSumo('dying', 'echo "Error: it burns" >&2; kill -9 $$'),
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toEqual([
      'error: probe round 1 of 1: sumo was killed (SIGKILL; out of memory?): it burns',
    ]);
    expect(shop.leftovers()).toEqual([]);
  });
});
