import { cross } from './engine/index.js';
import { conferenceRanges } from './twin/drawn-round.js';
import { gainClaim, type Place } from './twin/gain-claim.js';
import type { HolderName } from './twin/held-round.js';
import { hitReadings, usualHits } from './twin/hit-readings.js';
import { chartsOfReadings, taskCounts, taskStudy } from './twin/task-study.js';

const usualScore = 0.5;
const pointsOf = (tasks: readonly number[]) => [
  ...cross({ hits: hitReadings, score: [usualScore], tasks }),
  ...cross({ hits: [usualHits], score: [0.3, 0.7], tasks }),
];
const place = (series: HolderName, tasks: number): Place => ({ series, at: { tasks, score: usualScore } });

/** "Around 50 %". */
const aroundHalf = ({ median }: { readonly median: number }): boolean => median >= 0.4 && median <= 0.6;

/** The conference paper's surplus against the number of tasks. */
export default taskStudy({
  name: 'twin-conf-fig03',
  title: 'Surplus against the number of tasks, parameters of the conference paper',
  source: {
    paper: 'Digital-twin market conference paper',
    figure: 'Fig. 3',
    says: 'MTEPViSA can increase the surplus by around 50 %; PViSA ignores the surplus of the virtual submarket.',
  },
  description:
    'One round a replication with 30 vehicles and 30 simulators, parameters of section V, match quality log2(1 + G Q h) / theta, ' +
    'noise power 1, tasks that cannot keep their deadline drawn again. The hits in preference caches are drawn in three ways, side ' +
    'by side; the generative score is uniform within 0.1 of 0.3, 0.5 or 0.7.',
  run: 'twin-conference',
  ranges: conferenceRanges,
  points: pointsOf(taskCounts),
  quickPoints: pointsOf([1, 4, 10]),
  parameters: { score: { label: 'generative score G, about' } },
  score: ({ score }) => [Number(score) - 0.1, Number(score) + 0.1],
  theta: () => 0.53,
  charts: [
    ...chartsOfReadings('(a) surplus', 'total', { score: usualScore }),
    ...chartsOfReadings('(b) digital-twin surplus', 'twin', { score: usualScore }),
    {
      title: `(a) surplus of MTEPViSA by generative score, hits ${usualHits}`,
      x: 'tasks',
      measure: 'total',
      series: ['MTEPViSA'],
      by: 'score',
      at: { hits: usualHits },
    },
  ],
  claims: [
    {
      claim: 'The surplus of MTEPViSA rises with the number of tasks',
      paper: 'performance under different numbers of tasks',
      expect: {
        rises: 'MTEPViSA',
        along: 'tasks',
        measure: 'total',
        at: { hits: usualHits, score: usualScore },
      },
    },
    ...[1, 10].map((tasks) =>
      gainClaim({
        claim: `With ${tasks === 1 ? 'one task' : 'ten tasks'} MTEPViSA brings around 50 % more than PViSA (median 40 to 60 %)`,
        paper: 'the proposed mechanism can increase the surplus by around 50 %',
        own: place('MTEPViSA', tasks),
        other: place('PViSA', tasks),
        fits: aroundHalf,
      }),
    ),
    gainClaim({
      claim: 'With ten tasks MTEPViSA brings around 50 % more than EPViSA (median 40 to 60 %)',
      paper: 'the proposed mechanism can increase the surplus by around 50 %',
      own: place('MTEPViSA', 10),
      other: place('EPViSA', 10),
      fits: aroundHalf,
    }),
    gainClaim({
      claim: 'With ten tasks MTEPViSA brings no less than PViSA: the median gain is above 0',
      paper: 'the inefficiency of the PViSA',
      own: place('MTEPViSA', 10),
      other: place('PViSA', 10),
      fits: ({ low }) => low > 0,
    }),
    gainClaim({
      claim: 'PViSA has the larger digital-twin surplus: it picks the vehicle of the highest value',
      paper: 'PViSA always selects the AV with the highest valuation',
      measure: 'twin',
      own: place('PViSA', 10),
      other: place('MTEPViSA', 10),
      fits: ({ low }) => low > 0,
    }),
  ],
});
