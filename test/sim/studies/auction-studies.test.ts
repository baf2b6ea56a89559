import { describe, expect, it } from 'vitest';
import { loadStudy, type StudyOutcome } from '../../../sim/index.js';
import { planStudy } from '../../../sim/studies/engine/plan.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();
const grid3 = new URL('../../../scenarios/grid3.yaml', import.meta.url).pathname;
/** Traffic of four minutes, seen once. */
const small = { 'probes.rounds': 1, 'traffic.warmUp': 60, 'traffic.duration': 200 };

/** A built-in study on little traffic of the 3 x 3 roads, with a few points and two replications. */
function run(name: string, points: readonly object[], change = ''): Promise<StudyOutcome> {
  const module = studies.write(
    `${name}-small.mts`,
    `import study from ${JSON.stringify(new URL(`../../../sim/studies/${name}.ts`, import.meta.url).href)};
export default { ...study, name: '${name}-small', scenario: ${JSON.stringify(grid3)}, with: ${JSON.stringify(small)},
  vary: undefined, points: ${JSON.stringify(points)}, replications: 2, ${change} };`,
  );
  return studies.run(module);
}

/** Of all points and replications that have it. */
const all = (outcome: StudyOutcome, measure: string, series: string): number[] =>
  outcome.results.points
    .flatMap((at) => [...outcome.results.values({ series, measure, at })])
    .filter((value) => !Number.isNaN(value));

describe('the studies of the auctions', () => {
  it.each([
    ['tbuma-fig07', 9, 100],
    ['tbuma-fig08', 20, 100],
    ['tbuma-fig09', 10, 100],
    ['tbuma-fig10', 7, 100],
    ['tbuma-fig11', 40, 100],
    ['tbuma-fig12', 80, 100],
    ['tbuma-fig13', 39, 100],
    ['tbuma-fig14', 20, 100],
    ['tbuma-fig15', 9, 100],
    ['wbs-fig03', 30, 200],
    ['wbs-fig04', 27, 200],
    ['wbs-fig05', 20, 200],
  ])('%s has %i points of %i replications, ten in quick form', async (name, points, replications) => {
    const plan = planStudy(await loadStudy(name), false);
    expect([plan.points.length, plan.replications]).toEqual([points, replications]);
    expect(planStudy(await loadStudy(name, true), true).replications).toBe(10);
    const { charts = [], claims = [], source } = plan.study.definition;
    for (const { x, measure } of charts) {
      expect(Object.keys(plan.points[0])).toContain(x);
      expect(plan.measures).toContain(measure);
    }
    expect(claims.length).toBeGreaterThan(0);
    expect(source?.figure).toBe(`Fig. ${Number(name.slice(-2))}`);
  });
});

describe('the studies of TBUMA on SUMO traffic', () => {
  it('compare it with BUMA, which has the higher welfare; times are no part of the digest', async () => {
    const points = [{ rate: 2 }, { rate: 4 }];
    const [once, again] = [await run('tbuma-fig07', points), await run('tbuma-fig07', points)];
    expect(once.document.digest).toBe(again.document.digest);
    expect(all(once, 'time', 'BUMA')).not.toEqual(all(again, 'time', 'BUMA'));
    const welfare = all(once, 'social_welfare', 'TBUMA');
    expect(Math.max(...welfare)).toBeGreaterThan(1);
    for (const [i, best] of all(once, 'social_welfare', 'BUMA').entries())
      expect(best).toBeGreaterThanOrEqual(welfare[i] - 1e-9);
    for (const milliseconds of all(once, 'time', 'TBUMA')) expect(milliseconds).toBeGreaterThan(0);
  });

  it('give the first vehicles and tasks of one campaign to every point, and more of them more welfare', async () => {
    const few = await run('tbuma-fig09', [{ rate: 4 }, { rate: 24 }]);
    const [four, more] = few.results.curve({ series: 'TBUMA', measure: 'social_welfare', along: 'rate' });
    expect(more.estimate.mean).toBeGreaterThan(four.estimate.mean);
    const tasks = await run('tbuma-fig10', [{ tasks: 20 }, { tasks: 60 }]);
    const sixty = tasks.results.values({ series: 'BVM', measure: 'payments', at: { tasks: 60 } });
    // 24 vehicles a minute, 60 tasks, budget 70: the same market in both studies.
    expect(sixty).toEqual(few.results.values({ series: 'BVM', measure: 'payments', at: { rate: 24 } }));
    const budgets = await run('tbuma-fig12', [{ tasks: 60, budget: 70 }]);
    expect(all(budgets, 'payments', 'TBUMA')).toEqual([
      ...few.results.values({ series: 'TBUMA', measure: 'payments', at: { rate: 24 } }),
    ]);
  });

  it('measure overpayment, the distribution of payoffs, and what a false bid brings', async () => {
    const over = await run('tbuma-fig11', [
      { cost: 0.4, budget: 20 },
      { cost: 0.7, budget: 20 },
    ]);
    for (const ratio of all(over, 'overpayment', 'TBUMA')) expect(ratio).toBeGreaterThanOrEqual(0);
    const payoffs = await run('tbuma-fig13', [
      { budget: 30, payoff: -0.2 },
      { budget: 30, payoff: 0 },
      { budget: 30, payoff: 100 },
    ]);
    const [negative, none, any] = payoffs.results.curve({
      series: 'TBUMA',
      measure: 'share',
      along: 'payoff',
    });
    expect([negative.estimate.mean, any.estimate.mean]).toEqual([0, 1]);
    expect(none.estimate.mean).toBeGreaterThan(0);
    expect(none.estimate.mean).toBeLessThan(1);
    const bids = await run('tbuma-fig14', [{ bid: 0.5 }, { bid: 0.95 }, { bid: 1.05 }]);
    expect(bids.claims.map(({ holds }) => holds)).toEqual([true, true, true]);
    const paid = bids.results.curve({ series: 'TBUMA', measure: 'payment', along: 'bid' });
    expect(paid[0].estimate.mean).toBeGreaterThan(0);
    expect(paid[2].estimate.mean).toBe(0);
  });

  it('take the task delays from the drives in SUMO, none beyond the deadline', async () => {
    const outcome = await run('tbuma-fig15', [{ deadline: 60 }, { deadline: 150 }]);
    for (const series of outcome.results.series) {
      const [short, long] = outcome.results.curve({ series, measure: 'delay', along: 'deadline' });
      expect(short.estimate.mean).toBeLessThan(60);
      expect(long.estimate.mean).toBeLessThan(150);
      expect(long.estimate.mean).toBeGreaterThan(short.estimate.mean);
    }
  });
});

describe('the studies of WBS on SUMO traffic', () => {
  it('have winners from those inside and those that arrive, whose bids and payments make sense', async () => {
    const rate = 'traffic.demand.rate';
    const outcome = await run(
      'wbs-fig04',
      [3, 12].flatMap((r) => [60, 150].map((deadline) => ({ [rate]: r, deadline }))),
    );
    const utility = (r: number, deadline: number): number =>
      outcome.results.estimate({ series: 'WBS', measure: 'requester_utility', at: { [rate]: r, deadline } })
        .mean;
    expect(utility(12, 150)).toBeGreaterThan(utility(12, 60));
    expect(utility(12, 150)).toBeGreaterThan(utility(3, 150));
    for (const series of ['WBS', 'WBS, menu'])
      for (const gain of all(outcome, 'least_gain', series)) expect(gain).toBeGreaterThanOrEqual(-1e-9);
    for (const share of all(outcome, 'promises_kept', 'WBS')) {
      expect(share).toBeGreaterThan(0.5);
      expect(share).toBeLessThanOrEqual(1);
    }
  });
});
