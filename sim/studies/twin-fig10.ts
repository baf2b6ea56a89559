import { signTasks } from '../../src/twin/generation/index.js';
import { type Claim, cross, type StudyPoint } from './engine/index.js';
import { type Dataset, type Origin, origins, signDatasets } from './twin/datasets.js';
import { journalRanges } from './twin/drawn-round.js';
import { drivingShareClaim } from './twin/driving-claim.js';
import { gainClaim, medianClaim, type Place } from './twin/gain-claim.js';
import type { HolderName } from './twin/held-round.js';
import { hitReadings, usualHits } from './twin/hit-readings.js';
import { taskCounts, taskSeries, taskStudy } from './twin/task-study.js';

const datasets = await signDatasets();

const pointsOf = (tasks: readonly number[]): StudyPoint[] =>
  datasets.flatMap(({ name, origin, theta, score }) =>
    cross({ hits: hitReadings, dataset: [name], origin: [origin], theta: [theta], score: [score], tasks }),
  );

/** The numbers of a data set in words. */
const shown = ({ theta, score }: Dataset): string => `theta ${theta}, G ${score}`;
const of = (origin: Origin): string =>
  origin === 'printed' ? 'as the paper prints it' : 'as measured on the model of signs';

const place = (series: HolderName, dataset: string, origin: Origin): Place => ({
  series,
  at: { dataset, origin, tasks: 10 },
});

const parts = [
  ['(a) total surplus', 'total'],
  ['(b) digital-twin surplus', 'twin'],
  ['(c) traffic simulation', 'traffic'],
  ['(d) driving simulation', 'driving'],
] as const;

/** The claims of the figure for data sets of one origin. */
function claimsOn(origin: Origin): readonly Claim[] {
  const here = datasets.filter((dataset) => dataset.origin === origin);
  return [
    ...here.map((dataset) => ({
      claim: `Total surplus of MTEPViSA rises with the number of tasks: ${dataset.name}, ${of(origin)} (${shown(dataset)})`,
      paper: 'the growth trend of the surplus is similar to that in the simulation',
      expect: {
        rises: 'MTEPViSA',
        along: 'tasks',
        measure: 'total',
        at: { hits: usualHits, dataset: dataset.name, origin },
      },
    })),
    ...here.map((dataset) =>
      gainClaim({
        claim: `With ten tasks MTEPViSA brings more than half as much again as PViSA: ${dataset.name}, ${of(origin)} (${shown(dataset)})`,
        paper: 'the growth trend for each mechanism is similar to that in the simulation',
        own: place('MTEPViSA', dataset.name, origin),
        other: place('PViSA', dataset.name, origin),
        fits: ({ low }) => low > 0.5,
      }),
    ),
    gainClaim({
      claim: `Background images bring at least half as much again as generated ones, theta ${of(origin)}`,
      paper: 'the improvement is not homogeneous depending on the datasets',
      own: place('MTEPViSA', 'background', origin),
      other: place('MTEPViSA', 'generated', origin),
      fits: ({ low }) => low > 0.5,
    }),
    gainClaim({
      claim: `Generated and re-contextualised images bring nearly the same, within 10 %, theta ${of(origin)}`,
      paper: 'theta = 0.82 and theta = 0.85',
      own: place('MTEPViSA', 'generated', origin),
      other: place('MTEPViSA', 're-context', origin),
      fits: ({ low, high }) => low > -0.1 && high < 0.1,
    }),
    medianClaim(
      `MTEPViSA and PViSA earn more driving surplus than EPViSA with ten tasks on generated images, theta ${of(origin)}`,
      'the trend for each mechanism is similar to that in the simulation',
      'driving',
      {
        MTEPViSA: place('MTEPViSA', 'generated', origin),
        PViSA: place('PViSA', 'generated', origin),
        EPViSA: place('EPViSA', 'generated', origin),
      },
      ({ MTEPViSA, PViSA, EPViSA }) => MTEPViSA > EPViSA && PViSA > EPViSA,
    ),
    drivingShareClaim(` on generated images, theta ${of(origin)}`, {
      dataset: 'generated',
      origin,
      tasks: 10,
    }),
  ];
}

/** Surplus by part against the number of tasks, by data set. */
export default taskStudy({
  name: 'twin-fig10',
  title: 'Surplus against the number of tasks, by the data set of fine-tuning',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'Fig. 10',
    says: 'The trend of the surplus is that of the simulation, for generated, background and re-contextualisation data sets; they differ.',
  },
  description:
    'As twin-fig09, for each data set twice. Printed: theta 0.82, 0.42 and 0.85, and for all of them a generative score G of 0.8, which the ' +
    'paper gives as around 80 % for generated images. Measured: theta and G of the model of signs that comes with Bidlane (16 x 16 pixels, ' +
    `see twin-fig06-07): ${datasets
      .filter(({ origin }) => origin === 'measured')
      .map((dataset) => `${dataset.name} ${shown(dataset)}`)
      .join('; ')}. Claims are judged on both, one by one.`,
  run: 'twin-datasets',
  ranges: journalRanges,
  points: pointsOf(taskCounts),
  quickPoints: pointsOf([1, 4, 10]),
  parameters: {
    dataset: { label: 'data set' },
    origin: { label: 'theta and G' },
    theta: { label: 'theta' },
    score: { label: 'G' },
  },
  score: ({ score }) => [Number(score), Number(score)],
  theta: ({ theta }) => Number(theta),
  charts: [
    {
      title: '(a) total surplus of MTEPViSA with ten tasks, printed and measured',
      x: 'dataset',
      measure: 'total',
      series: ['MTEPViSA'],
      by: 'origin',
      at: { tasks: 10, hits: usualHits },
    },
    ...signTasks.map((dataset) => ({
      title: `(a) total surplus of MTEPViSA, ${dataset}: printed and measured`,
      x: 'tasks',
      measure: 'total',
      series: ['MTEPViSA'],
      by: 'origin',
      at: { dataset, hits: usualHits },
    })),
    ...parts.flatMap(([title, measure]) =>
      signTasks.flatMap((name) =>
        datasets
          .filter((dataset) => dataset.name === name)
          .map((dataset) => ({
            title: `${title}, ${name}, ${dataset.origin} (${shown(dataset)})`,
            x: 'tasks',
            measure,
            series: taskSeries,
            at: { dataset: name, origin: dataset.origin, hits: usualHits },
          })),
      ),
    ),
    ...hitReadings.flatMap((hits) =>
      origins.map((origin) => ({
        title: `(a) total surplus of MTEPViSA, ${origin}, hits ${hits}`,
        x: 'tasks',
        measure: 'total',
        series: ['MTEPViSA'],
        by: 'dataset',
        at: { hits, origin },
      })),
    ),
  ],
  claims: [
    ...origins.flatMap(claimsOn),
    ...signTasks.map((dataset) =>
      gainClaim({
        claim: `With theta and G as measured, MTEPViSA brings more from ${dataset} images than with those printed`,
        own: place('MTEPViSA', dataset, 'measured'),
        other: place('MTEPViSA', dataset, 'printed'),
        fits: ({ low }) => low > 0,
      }),
    ),
  ],
});
