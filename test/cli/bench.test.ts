import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Baseline } from '../../sim/benchmarks/index.js';
import { workshop } from './bidlane.js';

const here = workshop();
const file = here.path('baseline.json');
const read = (): Baseline => JSON.parse(readFileSync(file, 'utf8')) as Baseline;

let baseline: Baseline;

beforeAll(async () => {
  const first = await here.run(['bench', 'beijing', '--quick', '--baseline', file, '--update']);
  expect(first.status, first.stderr).toBe(0);
  expect(first.stdout).toMatch(/^beijing-small: not in the baseline; digest [0-9a-f]{64}$/m);
  expect(first.stdout).toContain(`${file}: updated\n`);
  baseline = read();
});

describe('bidlane bench', () => {
  it('records results and speed with --update, and finds the same results again', {
    timeout: 180_000,
  }, async () => {
    const record = baseline.benchmarks['beijing-small'];
    expect(record.speed.trafficSteps).toBe(720);
    expect(record.speed.vehicleSteps).toBeGreaterThan(record.speed.trafficSteps);
    expect(record.measures).toHaveProperty('realised_utility');
    const again = await here.run(['bench', 'beijing-small', '--baseline', file]);
    expect(again.status, again.stderr).toBe(0);
    expect(again.stdout).toContain('beijing-small: same results; CPU ');
    expect(here.leftovers()).toEqual([]);
  });

  it('ends with 1 when the results changed, and says which; the baseline stays', {
    timeout: 180_000,
  }, async () => {
    const record = baseline.benchmarks['beijing-small'];
    const digest = 'f'.repeat(64);
    const other = { ...record, digest, measures: { ...record.measures, vehicles: 1 } };
    const changed = here.write(
      'changed.json',
      JSON.stringify({ ...baseline, benchmarks: { 'beijing-small': other } }),
    );
    const { status, stdout, stderr } = await here.run(['bench', 'beijing-small', '--baseline', changed]);
    expect(status, stderr).toBe(1);
    expect(stdout).toContain('beijing-small: RESULTS CHANGED; CPU ');
    expect(stdout).toMatch(/^ {2}vehicles 1 -> \d+(\.\d+)? \(\+/m);
    expect(readFileSync(changed, 'utf8')).toContain(digest);
  });

  it('ends at Ctrl-C and leaves nothing', async () => {
    const running = here.start(['bench', 'manhattan-small', '--baseline', here.path('none.json')]);
    await running.said('manhattan-small ...');
    running.child.kill('SIGINT');
    const { status, stderr } = await running.ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/interrupted: SIGINT received, the benchmark was ended\n$/);
    expect(here.leftovers()).toEqual([]);
  });

  it('tells what is wrong before it works', async () => {
    for (const [args, message] of [
      [
        ['manhatan-small'],
        /^error: manhatan-small: there is no such benchmark: did you mean manhattan-small\? /,
      ],
      [['large', '--quick'], /^error: --quick: leaves no benchmark/],
      [['--tolerance', '3'], /^error: --tolerance: is "3": must be a percentage/],
    ] as const) {
      const { status, stdout, stderr } = await here.run(['bench', ...args]);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(message);
    }
  });
});
