import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSumoTool } from '../../src/sumo/index.js';
import { vehrouteOptions } from '../../src/traces/index.js';
import { readModel } from '../../src/traveltime/index.js';
import { grid3, workshop } from './bidlane.js';

const shop = workshop();
const network = ['--network', grid3.network];
/** Every file is a round of real traffic with a seed of its own. */
const rounds = [1, 2, 3, 4, 5].map((seed) => shop.path(`round${seed}.xml`));

beforeAll(async () => {
  for (const [i, file] of rounds.entries()) {
    const args = [
      ...['--net-file', grid3.network, '--route-files', grid3.demand, '--scale', '6'],
      ...['--additional-files', grid3.routes],
      ...[
        '--seed',
        String(i + 1),
        '--end',
        '700',
        '--no-step-log',
        '--no-warnings',
        '--duration-log.disable',
      ],
      ...vehrouteOptions(file),
    ];
    await runSumoTool('sumo', args);
  }
}, 60_000);

interface Forecaster {
  readonly name: string;
  readonly trips: number;
  readonly crps: number;
  readonly coverage: readonly number[];
  readonly transforms: readonly number[];
  readonly difference: { readonly low: number } | null;
}
interface Evaluation {
  readonly independent: string;
  readonly slotLength: number;
  readonly trips: { readonly count: number; readonly forecasters: readonly Forecaster[] };
  readonly slotLengths?: readonly { readonly slotLength: number; readonly crps: number }[];
}

describe('bidlane travel-time fit', () => {
  it('writes a model, and says what it used and left out', async () => {
    const out = shop.path('grid3.model');
    const { status, stdout, stderr } = await shop.run([
      'travel-time',
      'fit',
      ...rounds,
      ...network,
      '--out',
      out,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('48 links, 10 slots of 60 s, normal');
    expect(stdout).toMatch(/^[1-9]\d+ traversals used/m);
    const model = await readModel(out);
    expect([model.links, model.slots, model.slotLength]).toEqual([48, 10, 60]);
    expect(model.samples.reduce((a, b) => a + b, 0)).toBeGreaterThan(300);
  });

  it('chooses the slot length by cross-validation, in any family', async () => {
    const out = shop.path('auto.model');
    const args = ['travel-time', 'fit', ...rounds, ...network, '--out', out];
    const auto = await shop.run([...args, '--slot-length', 'auto', '--family', 'empirical', '--json']);
    expect(auto.stderr).toBe('');
    const {
      slotLength,
      slotLengths = [],
      family,
    } = JSON.parse(auto.stdout) as Evaluation & { family: string };
    expect(family).toBe('empirical');
    const least = Math.min(...slotLengths.map(({ crps }) => crps));
    expect(slotLengths.find((s) => s.slotLength === slotLength)?.crps).toBe(least);
    expect((await readModel(out)).points).toBeDefined();
  });

  it('says what is wrong, and writes nothing', async () => {
    const out = shop.path('none.model');
    const fitting = (...args: string[]) => shop.run(['travel-time', 'fit', ...args, '--out', out]);
    const wrong = await Promise.all([
      fitting(shop.path('no.xml'), ...network),
      fitting(...rounds, ...network, '--slot-length', '0'),
    ]);
    expect(wrong.map(({ status, stdout }) => ({ status, stdout }))).toEqual([
      { status: 2, stdout: '' },
      { status: 2, stdout: '' },
    ]);
    expect(wrong[0].stderr).toMatch(/^error: .*no\.xml: .*\n$/);
    expect(wrong[1].stderr).toBe('error: --slot-length: is 0: seconds above 0, or auto\n');
    expect(existsSync(out)).toBe(false);
  });
});

describe('bidlane travel-time evaluate', () => {
  it('judges held-out trips, and shows it in a report', async () => {
    const out = shop.path('evaluation');
    const { status, stdout, stderr } = await shop.run([
      ...['travel-time', 'evaluate', ...rounds.slice(0, 4), ...network],
      ...['--test', ...rounds.slice(4), '--out', out],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of [
      'coupled',
      'mixture',
      'paper',
      'grid',
      'one slot',
      'free flow',
      'historical mean',
      'the very trip',
    ])
      expect(stdout).toContain(name);
    const { trips, independent } = JSON.parse(readFileSync(`${out}/evaluation.json`, 'utf8')) as Evaluation;
    expect(independent).toBe('trips');
    const [coupled] = trips.forecasters;
    const freeFlow = trips.forecasters.find(({ name }) => name === 'free flow');
    expect(coupled.trips).toBe(trips.count);
    expect(coupled.transforms.reduce((a, b) => a + b, 0)).toBe(trips.count);
    expect(coupled.crps).toBeLessThan(freeFlow?.crps ?? 0);
    const page = readFileSync(`${out}/report.html`, 'utf8');
    expect(page).toContain('PIT, coupled');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('judges a model fitted elsewhere by traces that it has not seen only', async () => {
    const model = shop.path('half.model');
    await shop.run(['travel-time', 'fit', ...rounds.slice(0, 3), ...network, '--out', model]);
    const args = ['travel-time', 'evaluate', ...rounds.slice(0, 3), ...network, '--model', model];
    const [refused, given] = await Promise.all([
      shop.run(args),
      shop.run([...args, '--test', ...rounds.slice(3), '--json']),
    ]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/^error: --model: may have been fitted to these traces: --test/);
    expect(given.stderr).toBe('');
    const { trips } = JSON.parse(given.stdout) as Evaluation;
    expect(trips.forecasters[0].crps).toBeGreaterThan(0);
  });
});
