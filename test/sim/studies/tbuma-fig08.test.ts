import { describe, expect, it } from 'vitest';
import { runReplication } from '../../../sim/execution/replication.js';
import { campaignMarket, linkTimes, networkOf, type StudyContext } from '../../../sim/index.js';
import { campaignsOf } from '../../../sim/services/crowdsourcing/service.js';
import { sharedWork } from '../../../sim/studies/engine/shared-work.js';
import { readRoutePool } from '../../../sim/traffic/demand.js';
import { RandomStreams } from '../../../src/random/index.js';
import { tbuma } from '../../../src/recruitment/index.js';
import { smallScenario } from '../small-run.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('campaignMarket', () => {
  it('is the market that the co-simulation of the same replication holds', async () => {
    const scenario = smallScenario();
    const work = sharedWork(studies.path('shared'));
    const context: StudyContext = {
      point: {},
      replication: 1,
      random: new RandomStreams(1),
      quick: false,
      scenario,
      ...work,
    };
    const market = await campaignMarket(context);
    const network = await networkOf(scenario.traffic.network);
    const record = await runReplication(1, {
      scenario,
      network,
      pool: await readRoutePool(scenario.traffic, network),
      model: await linkTimes(scenario, work),
      recorded: null,
    });
    const [campaign] = campaignsOf(record);
    expect(campaign.bidders.length).toBeGreaterThan(10);
    expect(market.vehicles.map(({ bid }) => bid)).toEqual(campaign.bidders.map(({ cost }) => cost));
    const { valuation, alpha } = scenario.crowdsourcing.auction;
    const { trace: _, ...held } = campaign.auction;
    expect(tbuma(market, { valuation, alpha })).toEqual(held);
    // Another budget takes the very same market.
    const richer = smallScenario({ auction: { budget: 40 } });
    const stored = await campaignMarket({
      ...context,
      scenario: richer,
      shared: (name) => work.shared(name, () => Promise.reject(new Error('again'))),
    });
    expect(stored).toEqual(market);
  });
});

describe('tbuma-fig08', () => {
  it('runs on SUMO traffic, all series and budgets of a replication on one market', async () => {
    const module = studies.write(
      'fig08-small.mts',
      `import study from ${JSON.stringify(new URL('../../../sim/studies/tbuma-fig08.ts', import.meta.url).href)};
export default { ...study, name: 'fig08-small', scenario: ${JSON.stringify(new URL('../../../scenarios/beijing.yaml', import.meta.url).pathname)},
  with: { ...study.with, 'probes.rounds': 2 }, vary: { budget: [5, 50, 100] }, replications: 3 };`,
    );
    const { results, claims } = await studies.run(module, { jobs: 2 });
    for (const at of results.points) {
      const of = (series: string, measure: string): readonly number[] =>
        results.values({ series, measure, at });
      // Profitable in every replication, and BVM is not.
      for (const utility of of('TBUMA', 'requester_utility')) expect(utility).toBeGreaterThanOrEqual(-1e-9);
      for (const paid of of('TBUMA (safe)', 'payments'))
        expect(paid).toBeLessThanOrEqual(Number(at.budget) + 1e-9);
      for (const [i, welfare] of of('TBUMA', 'social_welfare').entries())
        expect(welfare).toBeGreaterThanOrEqual(of('TBUMA', 'requester_utility')[i] - 1e-9);
    }
    const gap = results.difference(
      { series: 'TBUMA', measure: 'requester_utility', at: { budget: 100 } },
      { series: 'BVM', measure: 'requester_utility', at: { budget: 100 } },
    );
    expect(gap.low).toBeGreaterThan(0);
    expect(claims).toHaveLength(9);
  });
});
