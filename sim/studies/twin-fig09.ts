import { meanInterval } from '../../src/results/index.js';
import { cross, shownEstimate } from './engine/index.js';
import { journalRanges } from './twin/drawn-round.js';
import { drivingShareClaim } from './twin/driving-claim.js';
import { gainClaim, gains, medianClaim, type Place } from './twin/gain-claim.js';
import type { HolderName } from './twin/held-round.js';
import { hitReadings, usualHits } from './twin/hit-readings.js';
import { chartsOfReadings, taskCounts, taskStudy } from './twin/task-study.js';

/** Middle of the generative score, which is uniform within a tenth of it. */
const usualScore = 0.5;
const otherScores = [0.3, 0.7];

const pointsOf = (tasks: readonly number[]) => [
  ...cross({ hits: hitReadings, score: [usualScore], tasks }),
  ...cross({ hits: [usualHits], score: otherScores, tasks }),
];
const at = (tasks: number) => ({ tasks, score: usualScore });
const place = (series: HolderName, tasks = 10): Place => ({ series, at: at(tasks) });

/** Surplus by part against the number of tasks. */
export default taskStudy({
  name: 'twin-fig09',
  title: 'Surplus by part against the number of tasks',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'Fig. 9',
    says: 'MTEPViSA can double the surplus of PViSA, its lead over EPViSA grows with the tasks, and growth comes from traffic simulation.',
  },
  description:
    'One round a replication with 30 vehicles and 30 simulators, parameters of section V-A, noise power 1, tasks that cannot keep ' +
    'their deadline drawn again. The hits in preference caches are drawn in three ways, side by side; the generative score is ' +
    'uniform within 0.1 of 0.3, 0.5 (the default of the paper) or 0.7.',
  run: 'twin-tasks',
  ranges: journalRanges,
  points: pointsOf(taskCounts),
  quickPoints: pointsOf([1, 4, 10]),
  parameters: { score: { label: 'generative score G, about' } },
  score: ({ score }) => [Number(score) - 0.1, Number(score) + 0.1],
  theta: () => 0.53,
  charts: [
    ...chartsOfReadings('(a) total surplus', 'total', { score: usualScore }),
    ...chartsOfReadings('(b) digital-twin surplus', 'twin', { score: usualScore }),
    ...chartsOfReadings('(c) traffic simulation', 'traffic', { score: usualScore }),
    ...chartsOfReadings('(d) driving simulation', 'driving', { score: usualScore }),
    {
      title: `(a) total surplus of MTEPViSA by generative score, hits ${usualHits}`,
      x: 'tasks',
      measure: 'total',
      series: ['MTEPViSA'],
      by: 'score',
      at: { hits: usualHits },
    },
  ],
  claims: [
    {
      claim: 'The total surplus of MTEPViSA rises with the number of tasks',
      paper: 'the total finally increases as the number of tasks increases',
      expect: {
        rises: 'MTEPViSA',
        along: 'tasks',
        measure: 'total',
        at: { hits: usualHits, score: usualScore },
      },
    },
    {
      claim: 'The revenue from simulators under MTEPViSA rises with the number of tasks',
      paper: 'the total revenue of the virtual simulator finally increases as the number of tasks increases',
      expect: {
        rises: 'MTEPViSA',
        along: 'tasks',
        measure: 'revenue',
        at: { hits: usualHits, score: usualScore },
      },
    },
    gainClaim({
      claim:
        'With ten tasks MTEPViSA doubles the surplus of PViSA: the median gain is about 100 % (80 to 120 %)',
      paper: 'MTEPViSA can double the surplus compared with PViSA',
      own: place('MTEPViSA'),
      other: place('PViSA'),
      fits: ({ median }) => median >= 0.8 && median <= 1.2,
    }),
    {
      claim: 'The lead of MTEPViSA over EPViSA in total surplus rises with the number of tasks',
      paper: 'as the number of tasks becomes higher, the gap between MTEPViSA and EPViSA becomes larger',
      judge(results) {
        const leads = taskCounts
          .filter((tasks) => results.valuesOf('tasks').includes(tasks))
          .map((tasks) => {
            const [own, other] = [place('MTEPViSA', tasks), place('EPViSA', tasks)].map(
              ({ series, at: here }) =>
                results.values({ series, measure: 'total', at: { ...here, hits: usualHits } }),
            );
            return own.map((value, i) => value - other[i]);
          });
        const means = leads.map((lead) => meanInterval(lead, results.level));
        const first = leads[0];
        const growth = meanInterval(
          leads[leads.length - 1].map((lead, i) => lead - first[i]),
          results.level,
        );
        return {
          holds: growth.low > 0 && means.slice(1).every(({ mean }, i) => mean > means[i].mean),
          evidence: `mean lead by number of tasks (hits ${usualHits}; in many rounds both choose the same vehicle): ${means.map(shownEstimate).join(', ')}; change from the first to the last ${shownEstimate(growth)}`,
        };
      },
    },
    {
      claim: 'At least 95 % of the growth from one to ten tasks is surplus of traffic simulation',
      paper: 'the growth points of the surplus mainly rely on traffic simulation',
      judge(results) {
        const shares = hitReadings.map((hits) => {
          const values = (measure: 'total' | 'traffic', tasks: number): readonly number[] =>
            results.values({ series: 'MTEPViSA', measure, at: { ...at(tasks), hits } });
          const growth = values('total', 10).map((value, i) => value - values('total', 1)[i]);
          const traffic = values('traffic', 10).map((value, i) => value - values('traffic', 1)[i]);
          return { hits, spread: results.spreadOf(traffic.map((part, i) => part / growth[i])) };
        });
        return {
          holds: shares.every(({ spread }) => spread.low >= 0.95),
          evidence: shares
            .map(({ hits, spread }) => `${hits}: ${(100 * spread.median).toFixed(1)} %`)
            .join('; '),
        };
      },
    },
    gainClaim({
      claim:
        'PViSA has the larger digital-twin surplus with ten tasks: it picks the vehicle of the highest value',
      paper: 'PViSA always selects the AV with the highest valuation while ignoring the offline submarket',
      measure: 'twin',
      own: place('PViSA'),
      other: place('MTEPViSA'),
      fits: ({ low }) => low > 0,
    }),
    medianClaim(
      'MTEPViSA and PViSA earn more driving surplus than EPViSA with ten tasks',
      'MTEPViSA and PViSA can achieve a higher surplus in driving simulations by addressing the asymmetric information',
      'driving',
      { MTEPViSA: place('MTEPViSA'), PViSA: place('PViSA'), EPViSA: place('EPViSA') },
      ({ MTEPViSA, PViSA, EPViSA }) => MTEPViSA > EPViSA && PViSA > EPViSA,
    ),
    drivingShareClaim('', at(10)),
    {
      claim: 'A higher generative score raises the total surplus of MTEPViSA with ten tasks',
      paper: 'different generative scores',
      judge(results) {
        const here = (score: number): Place => ({
          series: 'MTEPViSA',
          at: { hits: usualHits, score, tasks: 10 },
        });
        const steps = [
          gains(results, 'total', here(usualScore), here(otherScores[0])),
          gains(results, 'total', here(otherScores[1]), here(usualScore)),
        ].map((step) => results.spreadOf(step));
        return {
          holds: steps.every(({ low }) => low > 0),
          evidence: `median gain from G about 0.3 to 0.5: ${(100 * steps[0].median).toFixed(1)} %, to 0.7: ${(100 * steps[1].median).toFixed(1)} %`,
        };
      },
    },
  ],
});
