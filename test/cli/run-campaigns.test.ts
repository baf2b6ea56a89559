import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { query } from '../../src/results/index.js';
import { grid3, workshop } from './bidlane.js';

const shop = workshop();

/** Campaigns on the ready demand of the 3 x 3 roads, whose routes stand in a file of their own. */
const campaigns = (name: string, crowdsourcing: object, demand: object = {}): string =>
  shop.write(
    `${name}.yaml`,
    JSON.stringify({
      name,
      traffic: {
        network: grid3.network,
        demand: { file: grid3.demand, additional: grid3.routes, ...demand },
        warmUp: 120,
        duration: 130,
      },
      probes: { rounds: 2 },
      crowdsourcing: {
        every: 60,
        vehicles: { share: 1, driverCost: [0.05, 0.1], taskCost: [0.01, 0.1] },
        ...crowdsourcing,
      },
    }),
  );

interface Measured {
  readonly name: string;
  readonly mean: number | null;
}

describe('bidlane run with campaigns', () => {
  it('takes mechanisms and values from modules beside the scenario, and tells all side by side', async () => {
    shop.write(
      'everyone.mjs',
      'export default ({ vehicles }) => ({ winners: vehicles.map((_, i) => i), payments: Object.fromEntries(vehicles.map(({ bid }, i) => [i, bid])) });',
    );
    shop.write('value.mjs', 'export default (time) => 2 - time / 100;');
    const scenario = campaigns('modules', {
      tasks: { count: 20, deadline: 60, work: 50 },
      requesters: [
        { name: 'police' },
        { name: 'maps', budget: 5, tasks: { value: { module: './value.mjs' }, directions: 'both' } },
      ],
      auction: { mechanism: 'tbuma', compare: ['./everyone.mjs', 'bvm'] },
    });
    const { status, stdout, stderr } = await shop.run(['run', scenario, '--json', '--out', 'out']);
    expect(stderr).not.toContain('error');
    expect(status).toBe(0);
    const { measures } = JSON.parse(stdout) as { readonly measures: readonly Measured[] };
    const of = new Map(measures.map(({ name, mean }) => [name, mean]));
    const value = (name: string): number => of.get(name) ?? Number.NaN;
    // The sums of the requesters and the acting mechanism are the run's.
    for (const amount of ['winners', 'payment_total', 'realised_utility']) {
      expect(value(`mechanism.tbuma.${amount}`)).toBeCloseTo(value(amount), 9);
      expect(value(`requester.police.${amount}`) + value(`requester.maps.${amount}`)).toBeCloseTo(
        value(amount),
        9,
      );
      expect(value(`difference.everyone.${amount}`)).toBeCloseTo(
        value(`mechanism.everyone.${amount}`) - value(amount),
        9,
      );
    }
    // Whoever recruits everybody gets at least as much done.
    expect(value('difference.everyone.realised_value')).toBeGreaterThanOrEqual(0);
    expect(value('mechanism.everyone.winners')).toBe(value('bidders'));

    const out = join(shop.folder, 'out');
    const rows = await query(
      out,
      'SELECT campaign, requester, count(*) AS n FROM tasks GROUP BY ALL ORDER BY campaign, requester',
    );
    const text = JSON.stringify(rows, (_, cell: unknown) => (typeof cell === 'bigint' ? Number(cell) : cell));
    for (const part of ['police', 'maps']) expect(text).toContain(part);
    const html = readFileSync(join(out, 'report.html'), 'utf8');
    for (const id of ['mechanisms', 'requesters', 'markets', 'auction']) expect(html).toContain(`id="${id}"`);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('refuses to lead vehicles of recorded traffic, and to record traffic in which some are led', async () => {
    const scenario = campaigns('led', { tasks: { deadline: 60 }, auction: { mechanism: 'wbs' } });
    for (const [option, what] of [
      ['--traffic=replay:some.traffic', 'cannot be led'],
      ['--record=some.traffic', 'would not be recorded'],
    ]) {
      const { status, stdout, stderr } = await shop.run(['run', scenario, option]);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(`some.traffic: vehicles that win another way ${what}: live SUMO`);
    }
  });

  it('names an additional file that SUMO does not read', async () => {
    const additional = shop.write('broken.rou.xml', '<routes><vType id="car" accel="fast"/></routes>');
    const { status, stderr } = await shop.run(['run', campaigns('broken', {}, { additional })]);
    expect(stderr).toContain(`${additional}: SUMO refuses it`);
    expect(status).toBe(2);
  });
});
