import { packageFile } from '../../src/input/index.js';
import { loadScenario, type Scenario } from '../../src/scenario/index.js';
import { learntPredictors, type MovementAccuracy } from '../../src/twin/prediction/index.js';
import { evaluatePredictors, tracesOf } from '../movement/index.js';
import {
  cross,
  defineStudy,
  linkTimes,
  networkOf,
  type StudyContext,
  type StudyResults,
  type StudyValues,
  shownEstimate,
} from './engine/index.js';

/** Predictors whose errors are small enough to be told apart in one figure, by their names. */
const near = ['LSTM', 'constant velocity', 'Kalman', 'linear regression', 'route, own speed'];
const series = [...near, 'standing still', 'route, link times'];
const places = ['Manhattan', 'Beijing'];
/** Seconds between two predictions for a vehicle. */
const stride = 15;
const end = { horizon: 5 };

async function scenarioOf(place: string): Promise<Scenario> {
  return (await loadScenario(packageFile(`scenarios/${place.toLowerCase()}.yaml`))).scenario;
}

/** What all predictors are worth on the traffic of a replication at one place; the five horizons share it. */
function accuracyAt(context: StudyContext): Promise<readonly MovementAccuracy[]> {
  const { point, replication, random, signal } = context;
  const place = String(point.place);
  return context.shared(`movement-${place}-${replication}`, async () => {
    const scenario = await scenarioOf(place);
    const tracks = await tracesOf(scenario, {
      seed: `${random.seed}/movement`,
      rounds: 1,
      ...(signal === undefined ? {} : { signal }),
    });
    return evaluatePredictors(tracks, stride, {
      network: await networkOf(scenario.traffic.network),
      model: await linkTimes(scenario, context),
      ...(await learntPredictors()),
    });
  });
}

function valuesAt(accuracies: readonly MovementAccuracy[], horizon: number): StudyValues {
  const values = accuracies.map((accuracy) => {
    const at = accuracy.horizons[horizon - 1];
    // What has no horizon stands at the last one.
    const whole = horizon === end.horizon;
    return [
      accuracy.predictor,
      {
        error: at.error,
        miss: at.missRate,
        displacement_r2: at.displacementR2,
        coordinate_r2: at.coordinateR2,
        ade: whole ? accuracy.ade : null,
        trajectory_r2: whole ? accuracy.trajectoryR2 : null,
      },
    ] as const;
  });
  return Object.fromEntries(values);
}

/** The least estimate over both places, for claims that must hold at each. */
function least(results: StudyResults, name: string, measure: string) {
  const estimates = places.map((place) => results.estimate({ series: name, measure, at: { ...end, place } }));
  return estimates.reduce((a, b) => (b.low < a.low ? b : a));
}

/** Predicted against real movement: what the papers' R^2 says, and what says more. */
export default defineStudy({
  name: 'twin-fig05',
  title: 'Movement prediction and what its R² says',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'Fig. 5',
    says: 'An LSTM that sees 60 past points predicts the next 5 with R² scores of .9939 to .9984 on four trajectories.',
  },
  description:
    'All vehicles of Manhattan and Beijing traffic that no predictor has learnt from, every 15 s, 1 to 5 s ahead. The LSTM and linear ' +
    'regression come trained on other traffic of both places; link travel times come from probe rounds. The R² of a trajectory is the ' +
    "paper's score, its median over the vehicles. It compares errors of metres with the way of a whole trip, so it is near 1 for anything.",
  points: cross({ place: places, horizon: [1, 2, 3, 4, 5] }),
  parameters: { horizon: { label: 'seconds ahead', unit: 's' }, place: { label: 'place' } },
  series,
  replications: 8,
  quick: { replications: 3 },
  measures: {
    error: { label: 'mean displacement error', unit: 'm' },
    miss: { label: 'share of predictions more than 2 m off' },
    displacement_r2: { label: 'R² of the displacement' },
    coordinate_r2: { label: 'R² of the coordinates' },
    ade: { label: 'mean error over 1 to 5 s', unit: 'm' },
    trajectory_r2: { label: 'R² of a trajectory, median over vehicles' },
  },
  async prepare({ jobs, cache, signal, onProgress, shared, sharedFile }) {
    for (const place of places)
      await linkTimes(
        await scenarioOf(place),
        { shared, sharedFile },
        {
          jobs,
          ...(cache === undefined ? {} : { cache }),
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined ? {} : { onProgress }),
        },
      );
  },
  async compute(context) {
    return valuesAt(await accuracyAt(context), Number(context.point.horizon));
  },
  charts: [
    {
      title: 'R² of a trajectory: the score of the paper',
      x: 'place',
      measure: 'trajectory_r2',
      at: end,
      caption:
        'Median over the vehicles. The axis begins near 1: even a vehicle that is said to stand still scores above .97.',
    },
    {
      title: 'Average displacement error (ADE)',
      x: 'place',
      measure: 'ade',
      at: end,
      caption: 'The same predictions in metres.',
    },
    ...places.flatMap((place) => [
      { title: `${place}: error`, x: 'horizon', measure: 'error', at: { place } },
      {
        title: `${place}: error, the nearest five`,
        x: 'horizon',
        measure: 'error',
        series: near,
        at: { place },
      },
      { title: `${place}: R² of the displacement`, x: 'horizon', measure: 'displacement_r2', at: { place } },
      {
        title: `${place}: R² of the displacement, the nearest five`,
        x: 'horizon',
        measure: 'displacement_r2',
        series: near,
        at: { place },
      },
      {
        title: `${place}: R² of the coordinates of all vehicles together`,
        x: 'horizon',
        measure: 'coordinate_r2',
        at: { place },
      },
      { title: `${place}: predictions more than 2 m off`, x: 'horizon', measure: 'miss', at: { place } },
    ]),
  ],
  claims: [
    {
      claim: 'The R² of trajectories that the LSTM predicts is above .99',
      paper: 'R² scores of .9972, .9939, .9984 and .9983',
      expect: { higher: 'LSTM', than: 0.99, measure: 'trajectory_r2', at: end },
    },
    {
      claim:
        'A predictor by which every vehicle stands still has an R² of trajectories above .97: this R² says little',
      expect: { higher: 'standing still', than: 0.97, measure: 'trajectory_r2', at: end },
    },
    {
      claim: 'Standing still has an R² above .99 for the coordinates of all vehicles together',
      expect: { higher: 'standing still', than: 0.99, measure: 'coordinate_r2', at: end },
    },
    {
      claim: 'The R² of the displacement tells them apart: the LSTM above .8, standing still below .5',
      judge: (results) => {
        const lstm = least(results, 'LSTM', 'displacement_r2');
        const still = places.map((place) =>
          results.estimate({
            series: 'standing still',
            measure: 'displacement_r2',
            at: { ...end, place },
          }),
        );
        const highest = still.reduce((a, b) => (b.high > a.high ? b : a));
        return {
          holds: lstm.low > 0.8 && highest.high < 0.5,
          evidence: `after 5 s, the worse place for each: LSTM ${shownEstimate(lstm)}, standing still ${shownEstimate(highest)}`,
        };
      },
    },
    {
      claim: 'The LSTM is nearer than linear regression',
      expect: { lower: 'LSTM', than: 'linear regression', measure: 'ade', at: end },
    },
    {
      claim: 'The LSTM is nearer than constant velocity',
      expect: { lower: 'LSTM', than: 'constant velocity', measure: 'ade', at: end },
    },
    {
      claim: 'The LSTM is within 2 m after 5 s more often than constant velocity',
      expect: { lower: 'LSTM', than: 'constant velocity', measure: 'miss', at: end },
    },
    {
      claim: 'Most positions after 5 s are more than 2 m off, also those of the LSTM',
      expect: { higher: 'LSTM', than: 0.5, measure: 'miss', at: end },
    },
  ],
});
