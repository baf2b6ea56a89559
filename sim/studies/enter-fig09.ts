import { type BernoulliType, recruitAt, reportOf, solveRecruitment } from '../../src/freshness/index.js';
import { cross, defineStudy, range } from './engine/index.js';
import { actionName, actionsOf, conditionOf, type Structure, structures } from './enter/binary-structure.js';

const high = { arrival: 0.5, cost: 2.5, capability: 0.7 };

/** Parameters near those of Table III, one pair of Low-type and High-type vehicles for each structure. */
const cases: Readonly<Record<Structure, readonly [low: BernoulliType, high: BernoulliType]>> = {
  LH: [{ arrival: 0.25, cost: 2, capability: 0.6 }, high],
  HL: [
    { arrival: 0.5, cost: 2.3, capability: 0.6 },
    { ...high, arrival: 0.25 },
  ],
  'None-L': [{ arrival: 0.5, cost: 4, capability: 0.6 }, high],
  'None-H': [{ arrival: 0.5, cost: 1.5, capability: 0.6 }, high],
};

const ages = range(1, 160);
const solved = (structure: Structure) => solveRecruitment({ types: cases[structure], beta: 1e-4 });

/** The four structures of the optimal policy with two vehicle types. */
export default defineStudy({
  name: 'enter-fig09',
  title: 'The four structures of the optimal policy with two vehicle types',
  source: {
    paper: 'ENTER paper',
    figure: 'Fig. 9',
    says: 'With Low-type and High-type vehicles the optimal policy goes through O, L, H, B; O, H, L, B; O, H, B; or O, L, B.',
  },
  description:
    'Whom the optimal policy recruits at which age of the map: nobody (O), Low-type vehicles (L), High-type vehicles (H) or both (B), ' +
    'for four pairs of types near those of Table III, weight .0001. Solved exactly on the infinite chain.',
  points: cross({ structure: structures, age: ages }),
  parameters: { age: { label: 'age of the map', unit: 'slots' }, structure: { label: 'structure' } },
  series: ['O', 'L', 'H', 'B'],
  measures: {
    recruited: { label: 'share of the policy (1 where it is the action)' },
    condition: { label: 'condition of Corollary 1 (1 where it is that of the structure)' },
  },
  replications: 'exact',
  inMemoryRun: 'enter-structures',
  compute({ point }) {
    const structure = structures.find((one) => one === point.structure) ?? 'LH';
    const taken = actionName(recruitAt(solved(structure).policy, Number(point.age)));
    const [low, top] = cases[structure];
    const [l, h] = [reportOf(low), reportOf(top)];
    const ratios = {
      miss: (1 - h.success) / (1 - l.success),
      cost: l.payment / l.success / (h.payment / h.success),
    };
    const condition = conditionOf(ratios) === structure ? 1 : 0;
    return Object.fromEntries(
      ['O', 'L', 'H', 'B'].map((action) => [action, { recruited: action === taken ? 1 : 0, condition }]),
    );
  },
  charts: [
    {
      title: 'Whom the optimal policy recruits',
      x: 'age',
      y: 'structure',
      measure: 'recruited',
      caption: 'O: nobody; L: Low-type vehicles; H: High-type vehicles; B: both.',
    },
  ],
  claims: structures.map((structure) => ({
    claim: `${structure}: the actions come in the order ${actionsOf[structure].join(', ')} with rising thresholds, where the condition of Corollary 1 holds`,
    paper: 'such an optimal policy falls into one of the four structures',
    judge(results) {
      const taken = ages.map((age) => {
        const at = { structure, age };
        return (
          results.series.find(
            (series) => results.estimate({ series, measure: 'recruited', at }).mean === 1,
          ) ?? 'none'
        );
      });
      const pieces = taken.flatMap((action, i) =>
        i === 0 || action !== taken[i - 1] ? [{ action, fromAge: ages[i] }] : [],
      );
      const condition = results.estimate({
        series: 'O',
        measure: 'condition',
        at: { structure, age: 1 },
      }).mean;
      const order = pieces.map(({ action }) => action).join();
      return {
        holds: order === actionsOf[structure].join() && condition === 1,
        evidence: pieces.map(({ action, fromAge }) => `${action} from age ${fromAge}`).join(', '),
      };
    },
  })),
});
