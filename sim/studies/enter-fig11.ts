import { solveRecruitment } from '../../src/freshness/index.js';
import { cross, defineStudy, range } from './engine/index.js';

/** Costs and capabilities of Table III: Low-type and High-type vehicles of comparable cost-effectiveness. */
const low = { cost: 2, capability: 0.6 };
const high = { cost: 2.5, capability: 0.7 };

const a = { panel: 'a', pH: 0.5 };
const b = { panel: 'b', pL: 0.5 };

/** Thresholds of the optimal recruitment policy against the arrival probabilities of two types. */
export default defineStudy({
  name: 'enter-fig11',
  title: 'Thresholds against arrival probabilities',
  source: {
    paper: 'ENTER paper',
    figure: 'Fig. 11',
    says: 'More Low-type arrivals raise the first threshold; more High-type arrivals lower the second.',
  },
  description:
    'Two vehicle types at one point of interest, with the parameters of Table III, weight .0001: from which age of the map on ' +
    'Low-type vehicles are recruited (O to L), High-type ones instead (L to H), and both (H to B). Solved exactly on the infinite chain.',
  points: [
    ...cross({ panel: ['a'], pL: range(0.05, 0.5, 0.025), pH: [0.5] }),
    ...cross({ panel: ['b'], pL: [0.5], pH: range(0.5, 1, 0.025) }),
  ],
  parameters: {
    pL: { label: 'arrival probability of Low-type vehicles' },
    pH: { label: 'arrival probability of High-type vehicles' },
  },
  series: ['O to L', 'L to H', 'H to B'],
  measures: { threshold: { label: 'threshold', unit: 'slots' } },
  replications: 'exact',
  compute({ point }) {
    const types = [
      { ...low, arrival: Number(point.pL) },
      { ...high, arrival: Number(point.pH) },
    ];
    const { policy } = solveRecruitment({ types, beta: 1e-4 });
    const fromAge = (...recruit: number[]): number | null =>
      policy.find((piece) => piece.recruit.join() === recruit.join())?.fromAge ?? null;
    return {
      'O to L': { threshold: fromAge(0) },
      'L to H': { threshold: fromAge(1) },
      'H to B': { threshold: fromAge(0, 1) },
    };
  },
  charts: [
    { title: '(a) Low-type arrivals', x: 'pL', measure: 'threshold', at: { panel: 'a' } },
    { title: '(b) High-type arrivals', x: 'pH', measure: 'threshold', at: { panel: 'b' } },
  ],
  claims: [
    {
      claim: 'O to L rises with the arrivals of Low-type vehicles',
      paper: 'the threshold rises with the increasing arrival probability of Low-type vehicles',
      expect: { rises: 'O to L', along: 'pL', at: a },
    },
    {
      claim: 'L to H falls with the arrivals of High-type vehicles',
      paper: 'the threshold falls as the arrival probability of High-type vehicles increases',
      expect: { falls: 'L to H', along: 'pH', at: b },
    },
    {
      claim: 'L to H rises with the arrivals of Low-type vehicles',
      paper: 'increased marginal cost-effectiveness raises the corresponding threshold',
      expect: { rises: 'L to H', along: 'pL', at: a },
    },
    {
      claim: 'H to B rises with the arrivals of High-type vehicles',
      paper: 'increased marginal cost-effectiveness raises the corresponding threshold',
      expect: { rises: 'H to B', along: 'pH', at: b },
    },
    {
      claim: 'The policy is of LH structure at every point: O, L, H, B with rising thresholds',
      paper: 'this led to the adoption of the LH structure as the optimal policy',
      judge: (results) => {
        const thresholds = results.points.map((at) =>
          ['O to L', 'L to H', 'H to B'].map((series) => results.estimate({ series, at }).mean),
        );
        const holds = thresholds.every(([l, h, both]) => l < h && h < both);
        const ends = [thresholds[0], thresholds[thresholds.length - 1]].map((t) => t.join(' < '));
        return { holds, evidence: `${thresholds.length} points, from ${ends[0]} to ${ends[1]} slots` };
      },
    },
  ],
});
