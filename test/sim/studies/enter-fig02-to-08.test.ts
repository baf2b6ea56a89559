import { describe, expect, it } from 'vitest';
import { drawnTypes, drawRanges } from '../../../sim/studies/enter/draws.js';
import { RandomStreams } from '../../../src/random/index.js';
import { bruteForce, literalValue } from '../../freshness/literal-reading.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

/** A built-in study with fewer draws, under the same name of its run. */
function fewer(name: string, change: string): string {
  const file = new URL(`../../../sim/studies/${name}.ts`, import.meta.url).href;
  return studies.write(
    `${name}.mts`,
    `import study from ${JSON.stringify(file)}; export default { ...study, ${change} };`,
  );
}

const few = `replications: 40, points: study.points.filter(({ beta }) => [0.1, 0.5, 0.9].includes(beta))`;
const draw = 7;

describe('enter-fig02 to enter-fig04', () => {
  it('values every mechanism as a sum over the ages does, on the types of the draw', async () => {
    const { results } = await studies.run(fewer('enter-fig02', few));
    for (const range of drawRanges.slice(1)) {
      const types = drawnTypes(new RandomStreams(`1/replication/${draw}`), 4, range);
      for (const beta of [0.1, 0.5]) {
        const problem = { types, beta, epsilon: 1 };
        const at = { range: range.name, beta };
        const of = (series: string, measure: string) => results.values({ series, measure, at })[draw];
        const all = literalValue(problem, [{ fromAge: 1, recruit: [0, 1, 2, 3] }]);
        expect(of('zero-wait', 'payoff') / all.payoff).toBeCloseTo(1, 9);
        expect(of('zero-wait', 'average_age') / all.averageAge).toBeCloseTo(1, 9);
        expect(of('zero-wait', 'average_cost') / all.averageCost).toBeCloseTo(1, 9);
        expect(of('ENTER', 'payoff') / bruteForce(problem, 400).payoff).toBeCloseTo(1, 6);
      }
    }
  });

  it('share a run, and judge honestly', async () => {
    const first = await studies.run(fewer('enter-fig02', few));
    const others = [
      await studies.run(fewer('enter-fig03', few)),
      await studies.run(fewer('enter-fig04', few)),
    ];
    for (const { document, results } of others) {
      expect(document.digest).toBe(first.document.digest);
      const at = results.points[0];
      // The very same values, not values computed again.
      expect(results.values({ series: 'ENTER', measure: 'payoff', at })).toBe(
        first.results.values({ series: 'ENTER', measure: 'payoff', at }),
      );
    }
    const verdicts = first.claims.map(({ claim, holds }) => [claim.split(' ').slice(0, 2).join(' '), holds]);
    expect(verdicts[0]).toEqual(['ENTER earns', true]);
    expect(verdicts[4]).toEqual(['Some range', false]);
    for (const { claims } of [first, ...others])
      for (const { evidence } of claims)
        expect(evidence).not.toMatch(/cannot be judged|NaN|undefined|no value/);
    const [, { claims: ofCost }] = others;
    // The printed 94.91 % of DRAIM's cost does not come out: ENTER spends more.
    expect(ofCost[1].claim).toBe('ENTER spends less than DRAIM');
    expect(ofCost[1].holds).toBe(false);
  });
});

describe('enter-fig05 to enter-fig07', () => {
  it('add types to those that are there, in a shared run', async () => {
    const change = 'replications: 40';
    const { results, claims, document } = await studies.run(fewer('enter-fig05', change));
    const at = (types: number) => ({ range: drawRanges[0].name, types });
    for (const types of [1, 8]) {
      const drawn = drawnTypes(new RandomStreams(`1/replication/${draw}`), types, drawRanges[0]);
      const zeroWait = literalValue({ types: drawn, beta: 0.1 }, [
        { fromAge: 1, recruit: drawn.map((_, n) => n) },
      ]);
      const value = results.values({ series: 'zero-wait', measure: 'payoff', at: at(types) })[draw];
      expect(value / zeroWait.payoff).toBeCloseTo(1, 6);
    }
    expect(drawnTypes(new RandomStreams('a'), 8, drawRanges[1]).slice(0, 3)).toEqual(
      drawnTypes(new RandomStreams('a'), 3, drawRanges[1]),
    );
    expect(claims[0].holds).toBe(true);
    // More types never lower the optimum.
    for (let types = 2; types <= 8; types++) {
      const { low } = results.spreadOfDifference(
        { series: 'ENTER', measure: 'payoff', at: at(types) },
        { series: 'ENTER', measure: 'payoff', at: at(types - 1) },
      );
      expect(low).toBeGreaterThanOrEqual(-1e-9);
    }
    for (const name of ['enter-fig06', 'enter-fig07']) {
      const other = await studies.run(fewer(name, change));
      expect(other.document.digest).toBe(document.digest);
      expect(other.claims).toHaveLength(5);
    }
  });
});

describe('enter-fig08', () => {
  it('counts what the iterations look at', async () => {
    const { results, claims } = await studies.run(fewer('enter-fig08', 'replications: 2'));
    for (const at of results.points) {
      const of = (series: string, measure: string) => results.values({ series, measure, at });
      const sets = 2 ** Number(at.types);
      expect(of('RVI', 'evaluations')).toEqual(of('RVI', 'iterations').map((n) => n * 1000 * sets));
      for (const [i, evaluations] of of('bound-based RVI', 'evaluations').entries()) {
        expect(evaluations).toBeLessThanOrEqual(of('SRVI', 'evaluations')[i]);
        expect(of('SRVI', 'evaluations')[i]).toBeLessThan(of('RVI', 'evaluations')[i]);
      }
    }
    expect(claims.slice(0, 2).map(({ holds }) => holds)).toEqual([true, true]);
  });
});
