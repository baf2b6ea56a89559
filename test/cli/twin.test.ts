import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const here = workshop();
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The scenario that is shipped, with less traffic and fewer units. */
const scenario = readFileSync(join(root, 'scenarios/twin-manhattan.yaml'), 'utf8')
  .replaceAll('../sumo-configs', join(root, 'sumo-configs'))
  .replace('replications: 3', 'replications: 1')
  .replace('warmUp: 300', 'warmUp: 40')
  .replace('duration: 300', 'duration: 30')
  .replace('units: 48', 'units: 20');

describe('bidlane run with digital twins', () => {
  it('runs the shipped scenario without probe rounds, and leaves tables and a section of the report', {
    timeout: 90_000,
  }, async () => {
    const file = here.write('twins.yaml', scenario);
    const out = here.path('twins');
    const { status, stderr } = await here.run(['run', file, '--out', out]);
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain('probe');
    const html = readFileSync(join(out, 'report.html'), 'utf8');
    expect(html).toContain('Digital twins at roadside units');
    expect(html).not.toMatch(/\bNaN\b|\bundefined\b/);
    const { stdout } = await here.run([
      'query',
      out,
      'select count(*) as tasks, count(*) filter (failure is null) as done, count(distinct unit) as units from twin_tasks',
      '--format',
      'csv',
    ]);
    const [tasks, done, units] = (stdout.trim().split('\n').at(-1) ?? '').split(',').map(Number);
    expect(done).toBeGreaterThan(20);
    expect(tasks).toBeGreaterThan(done);
    expect(units).toBeGreaterThan(2);
    expect(units).toBeLessThanOrEqual(20);
    expect(here.leftovers()).toEqual([]);
  });

  it('says what is wrong with the units of a scenario', async () => {
    const file = here.write('many.yaml', scenario.replace('units: 20', 'units: 5000'));
    const { status, stderr } = await here.run(['run', file, '--out', here.path('many')]);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/twin\.units: is 5000: at most \d+, the junctions of the network/);
  });
});
