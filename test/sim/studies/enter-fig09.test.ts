import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  conditionOf,
  structureOf,
  typesWith,
} from '../../../sim/studies/enter/binary-structure.js';
import { actionOrder, reportsOf } from '../../../src/freshness/index.js';
import { sets } from '../../freshness/literal-reading.js';
import { numbers } from '../../freshness/problems.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('the structures of two types', () => {
  it('are those that the best set goes through as the worth of a report rises', () => {
    const random = numbers(9);
    for (let i = 0; i < 60; i++) {
      const ratios = { miss: 0.1 + 1.8 * random(), cost: 0.1 + 1.8 * random() };
      const types = typesWith(ratios, 0.1 + 0.8 * random());
      const { q, e } = sets(types);
      // The lower envelope of e - worth q over a fine grid of worths: sets 0 (O), 1 (L), 2 (H), 3 (B).
      const taken: number[] = [];
      for (let worth = 0; worth < 4000; worth += 0.2) {
        const cost = q.map((success, set) => e[set] - worth * success);
        const best = cost.indexOf(Math.min(...cost));
        if (taken.at(-1) !== best) taken.push(best);
      }
      const names = taken.map((set) => 'OLHB'[set]).join();
      const structure = structureOf(actionOrder(reportsOf(types)).actions);
      expect(structure).toBe(conditionOf(ratios));
      // A field may be narrower than the grid of worths.
      const expected = structure === undefined ? '' : actionsOf[structure].join();
      if (taken.length === expected.split(',').length) expect(names).toBe(expected);
      else expect(taken.length).toBeLessThan(4);
    }
  });
});

describe('enter-fig09 and enter-fig10', () => {
  it('draw the four structures as a map of ages', async () => {
    const { claims, report } = await studies.run('enter-fig09');
    expect(claims.map(({ holds }) => holds)).toEqual([true, true, true, true]);
    const html = readFileSync(report, 'utf8');
    for (const words of ['>None-L<', '>None-H<', 'age of the map [slots]', 'Exact computation'])
      expect(html).toContain(words);
    expect(html).not.toContain('id="tables"');
  });

  it('draw the map of structures', async () => {
    const { claims, results, report } = await studies.run('enter-fig10');
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    const at = { misses: 0.5, costs: 0.725 };
    expect(results.values({ series: 'LH', at })).toEqual([1]);
    expect(results.values({ series: 'None-H', at: { ...at, costs: 0.475 } })).toEqual([1]);
    expect(results.values({ series: 'HL', at: { misses: 1.5, costs: 1.225 } })).toEqual([1]);
    expect(results.values({ series: 'None-L', at: { ...at, costs: 1.025 } })).toEqual([1]);
    expect(readFileSync(report, 'utf8')).toContain('marginal cost, Low / High');
  });
});
