import { actionOrder, reportsOf } from '../../src/freshness/index.js';
import { cross, defineStudy, range } from './engine/index.js';
import { conditionOf, structureOf, structures, typesWith } from './enter/binary-structure.js';

/** Q of the type that reports less often; the structure must not depend on it. */
const successes = [0.1, 0.3, 0.5, 0.7, 0.9];

/** The structures of the optimal policy over the two ratios that decide. */
export default defineStudy({
  name: 'enter-fig10',
  title: 'The map of the structures of the optimal policy',
  source: {
    paper: 'ENTER paper',
    figure: 'Fig. 10',
    says: 'Success probabilities and marginal cost-effectiveness decide which of the four structures the optimal policy has.',
  },
  description:
    'Two vehicle types with given ratios of their misses and of their marginal costs, five pairs of types at each place. The ' +
    'structure is read off the order of actions that the solver finds. The lines between the fields are left out of the grid.',
  points: cross({ misses: range(0.05, 2, 0.05), costs: range(0.025, 1.975, 0.05) }),
  parameters: {
    misses: { label: '(1 - Q of High) / (1 - Q of Low)' },
    costs: { label: 'marginal cost, Low / High' },
  },
  series: structures,
  measures: { share: { label: 'share of the pairs of types' } },
  replications: 'exact',
  inMemoryRun: 'enter-map',
  compute({ point }) {
    const ratios = { miss: Number(point.misses), cost: Number(point.costs) };
    const found = successes.map((success) => {
      const { actions } = actionOrder(reportsOf(typesWith(ratios, success)));
      return structureOf(actions);
    });
    return Object.fromEntries(
      structures.map((structure) => [
        structure,
        { share: found.filter((one) => one === structure).length / found.length },
      ]),
    );
  },
  charts: [{ title: 'Structure of the optimal policy', x: 'misses', y: 'costs', measure: 'share' }],
  claims: [
    {
      claim: 'Everywhere the structure is the one of Conditions (25) to (28), for all five pairs of types',
      paper: 'depending on the parameter setting, the optimal policy falls into one of four structures',
      judge(results) {
        const places = results.points.map((at, k) => {
          const expected = conditionOf({ miss: Number(at.misses), cost: Number(at.costs) });
          return expected !== undefined && results.estimateAt(k, expected, 'share').mean === 1;
        });
        const fit = places.filter(Boolean).length;
        return { holds: fit === places.length, evidence: `${fit} of ${places.length} places` };
      },
    },
    {
      claim: 'All four structures occur, LH and HL only between the ratio of the misses and 1',
      paper: 'LH and HL apply when both types have comparable cost-effectiveness',
      judge(results) {
        const fields = structures.map((structure) => ({
          structure,
          places: results.points.filter((_, k) => results.estimateAt(k, structure, 'share').mean === 1),
        }));
        const between = fields.slice(0, 2).every(({ places }) =>
          places.every((at) => {
            const [miss, cost] = [Number(at.misses), Number(at.costs)];
            return cost > Math.min(miss, 1) && cost < Math.max(miss, 1);
          }),
        );
        return {
          holds: between && fields.every(({ places }) => places.length > 0),
          evidence: fields.map(({ structure, places }) => `${structure}: ${places.length} places`).join(', '),
        };
      },
    },
  ],
});
