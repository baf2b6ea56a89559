import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Running, smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const long = shop.write(
  'long.yaml',
  smallScenario({ name: 'long', traffic: { duration: 5000 }, probes: { rounds: 12 } }),
);
const oneRound = shop.write(
  'one-round.yaml',
  smallScenario({ name: 'one-round', traffic: { duration: 4000 }, probes: { rounds: 1 } }),
);

/** Command lines of processes that work on something in this workshop. */
function processes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(shop.folder));
}

/** Waits until a SUMO drives that somebody talks to. */
async function live(): Promise<void> {
  while (!processes().some((line) => line.includes('--remote-port'))) await sleep(10);
}

function signal({ child }: Running, name: NodeJS.Signals, to: 'process' | 'group'): void {
  if (child.pid === undefined) throw new Error('did not start');
  process.kill(to === 'group' ? -child.pid : child.pid, name);
}

async function expectInterrupted(running: Running, name: NodeJS.Signals): Promise<void> {
  const { status, stdout, stderr } = await running.ended;
  expect({ status, stdout }, stderr).toEqual({ status: 130, stdout: '' });
  const told = stderr.split('\n').filter((text) => /error|interrupted|at /.test(text));
  expect(told).toEqual([`interrupted: ${name} received, SUMO was ended`]);
  expect(processes()).toEqual([]);
  expect(shop.leftovers()).toEqual([]);
  expect(existsSync(shop.path('out'))).toBe(false);
}

// Linux only: what is left running is looked up in /proc.
describe.runIf(existsSync('/proc/self/cmdline'))('interrupting bidlane run', () => {
  it.each([
    ['SIGINT', 'process'],
    ['SIGINT', 'group'],
    ['SIGTERM', 'process'],
  ] as const)('in the probe rounds by %s to the %s ends SUMO and leaves nothing', async (name, to) => {
    const running = shop.start(['run', long, '--out', 'out']);
    while (!processes().some((line) => line.includes('--vehroute-output'))) await sleep(10);
    signal(running, name, to);
    await expectInterrupted(running, name);
  });

  it.each([
    ['SIGINT', 'process'],
    ['SIGINT', 'group'],
    ['SIGTERM', 'group'],
  ] as const)('in the live run by %s to the %s ends SUMO and leaves nothing', async (name, to) => {
    const running = shop.start(['run', oneRound, '--out', 'out']);
    await live();
    signal(running, name, to);
    await expectInterrupted(running, name);
  });

  it('twice ends at once', async () => {
    const running = shop.start(['run', oneRound, '--out', 'out']);
    await live();
    signal(running, 'SIGINT', 'group');
    signal(running, 'SIGINT', 'group');
    const { status, stdout } = await running.ended;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    // Nobody waited for SUMO, which was told to end as well.
    while (processes().length > 0) await sleep(10);
    expect(shop.leftovers()).toEqual([]);
  });

  it('while replications are written keeps the whole ones only', async () => {
    const quick = shop.write('quick.yaml', smallScenario({ probes: { rounds: 1 } }));
    const running = shop.start(['run', quick, '--out', 'out', '--replications', '40', '--jobs', '2']);
    await running.said('; 2 of 40');
    signal(running, 'SIGINT', 'group');
    const { status, stderr } = await running.ended;
    expect(status, stderr).toBe(130);
    expect(processes()).toEqual([]);
    expect(shop.leftovers()).toEqual([]);
    expect(readdirSync(shop.path('out')).sort()).toEqual([
      'manifest.json',
      'replications',
      'travel-times.json',
      'travel-times.model',
    ]);
    const manifest = JSON.parse(readFileSync(shop.path('out/manifest.json'), 'utf8')) as { endedAt: unknown };
    expect(manifest.endedAt).toBeNull();
    const kept = readdirSync(shop.path('out/replications'));
    expect(kept.length).toBeGreaterThanOrEqual(2);
    for (const name of kept) {
      expect(name).toMatch(/^\d+$/);
      expect(readdirSync(shop.path('out/replications', name))).toHaveLength(7);
    }
  });
});
