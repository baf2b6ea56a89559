import { cross, defineStudy, range } from './engine/index.js';
import { journalRanges } from './twin/drawn-round.js';
import { gainClaim, type Place } from './twin/gain-claim.js';
import { type HolderName, heldRound, roundMeasures } from './twin/held-round.js';
import { hitReadings, usualHits } from './twin/hit-readings.js';

const series = [
  'MTEPViSA',
  'PViSA',
  'MTEPViSA, truthful score',
  'MTEPViSA without generative AI',
  'PViSA without generative AI',
  'optimum',
] as const satisfies readonly HolderName[];

const sizes = range(5, 50, 5);
const scores = range(0.1, 0.9, 0.1);
const panels = { a: 'vehicles', b: 'simulators', c: 'score' } as const;
/** The market of the papers: 30 vehicles, 30 simulators. */
const usual = { panel: 'a', vehicles: 30 };
const place = (name: HolderName): Place => ({ series: name, at: usual });

const pointsOf = (each: readonly number[], grades: readonly number[]) => [
  ...cross({ panel: ['a'], hits: hitReadings, vehicles: each }),
  ...cross({ panel: ['b'], hits: hitReadings, simulators: each }),
  ...cross({ panel: ['c'], hits: hitReadings, score: grades }),
];

/** Total surplus against the size of the market and the generative score. */
export default defineStudy({
  name: 'twin-fig08',
  title: 'Surplus against the size of the market and the generative score',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'Fig. 8',
    says: 'Surplus grows with buyers, sellers and generative score; generative AI adds at least 150 %, MTEPViSA more than half over PViSA.',
  },
  description:
    'One round a replication, one task per vehicle (so EPViSA is MTEPViSA), parameters of section V-A, noise power 1, tasks that ' +
    'cannot keep their deadline drawn again. The hits in preference caches are drawn in three ways, side by side. Without ' +
    'generative AI the match quality is the number of hits. The papers score a vehicle by what its simulations will have brought; ' +
    'the truthful score uses public data only.',
  points: pointsOf(sizes, scores),
  parameters: {
    vehicles: { label: 'vehicles (buyers)' },
    simulators: { label: 'simulators (sellers, with the driving one)' },
    score: { label: 'generative score G' },
    hits: { label: 'hits in preference caches' },
    panel: { label: 'panel' },
  },
  series,
  replications: 240,
  quick: { replications: 30, points: pointsOf([10, 30, 50], [0.1, 0.5, 0.9]) },
  statistic: 'median',
  inMemoryRun: 'twin-sizes',
  measures: { total: roundMeasures.total, twin: roundMeasures.twin, traffic: roundMeasures.traffic },
  async compute({ point, random, shared }) {
    const { vehicles = 30, simulators = 30, score, hits } = point;
    const held = await heldRound(
      { random, shared },
      {
        ranges: journalRanges,
        vehicles: Number(vehicles),
        simulators: Number(simulators),
        tasks: 1,
        hits: hitReadings.find((reading) => reading === hits) ?? usualHits,
        score: score === undefined ? [0.4, 0.6] : [Number(score), Number(score)],
        theta: 0.53,
      },
      series,
    );
    return held;
  },
  charts: Object.entries(panels).flatMap(([panel, x]) =>
    hitReadings.map((hits) => ({
      title: `(${panel}) hits ${hits}`,
      x,
      measure: 'total',
      at: { panel, hits },
    })),
  ),
  claims: [
    {
      claim: 'The surplus of MTEPViSA rises with the number of vehicles',
      paper: 'as the number of buyers becomes larger, the surplus becomes increasingly higher',
      expect: { rises: 'MTEPViSA', along: 'vehicles', measure: 'total', at: { panel: 'a', hits: usualHits } },
    },
    {
      claim: 'The surplus of MTEPViSA rises with the number of simulators',
      paper: 'as the number of sellers becomes larger, the surplus becomes increasingly higher',
      expect: {
        rises: 'MTEPViSA',
        along: 'simulators',
        measure: 'total',
        at: { panel: 'b', hits: usualHits },
      },
    },
    {
      claim: 'The surplus of MTEPViSA rises with the generative score',
      paper: 'the generative score also has a substantial impact on the surplus',
      expect: { rises: 'MTEPViSA', along: 'score', measure: 'total', at: { panel: 'c', hits: usualHits } },
    },
    gainClaim({
      claim:
        'With 30 vehicles and 30 simulators generative AI adds at least 150 % to the surplus of MTEPViSA',
      paper: 'generative AI-empowered simulations can increase surplus by at least 150 %',
      own: place('MTEPViSA'),
      other: place('MTEPViSA without generative AI'),
      fits: ({ low }) => low >= 1.5,
    }),
    gainClaim({
      claim: 'With 30 vehicles and 30 simulators MTEPViSA brings more than half as much again as PViSA',
      paper: 'MTEPViSA can improve more than half of the surplus compared with PViSA',
      own: place('MTEPViSA'),
      other: place('PViSA'),
      fits: ({ low }) => low > 0.5,
    }),
    gainClaim({
      claim: 'With the truthful score too MTEPViSA brings more than half as much again as PViSA',
      paper: 'MTEPViSA is fully strategy-proof, and improves more than half of the surplus',
      own: place('MTEPViSA, truthful score'),
      other: place('PViSA'),
      fits: ({ low }) => low > 0.5,
    }),
  ],
});
