import { sharedNetwork, sharedRoutePool } from '../execution/shared-inputs.js';
import {
  resampledExperiment,
  runTripExperiment,
  type TripExperiment,
  tripDivergences,
} from '../probes/trip-experiment.js';
import {
  defineStudy,
  type Judgement,
  range,
  type StudyContext,
  type StudyPreparation,
  type StudyResults,
  shownEstimate,
} from './engine/index.js';

const estimators = ['paper', 'mixture', 'coupled', 'grid'] as const;
/** Six links from the west to the east. */
const links = ['w1-A1', 'A1-A2', 'A2-A3', 'A3-B3', 'B3-C3', 'C3-e3'];
const horizon = 600;
const samples = 100;

/** All of SUMO that the study needs, once: probe rounds and real trips. */
function experiment(
  context: Pick<StudyContext, 'scenario' | 'shared' | 'signal'> & Partial<StudyPreparation>,
): Promise<TripExperiment> {
  const { jobs = 1, signal, onProgress } = context;
  return context.shared('experiment', async () => {
    const { scenario } = context;
    const network = await sharedNetwork(scenario.traffic.network);
    const pool = await sharedRoutePool(scenario.traffic);
    return runTripExperiment({
      scenario,
      network,
      pool,
      jobs,
      ...(signal === undefined ? {} : { signal }),
      trip: { links: links.map((id) => network.linkIndex(id) ?? -1), departure: 360 },
      samples,
      onRun: (done, total) => onProgress?.({ kind: 'probe-rounds', done, total }),
    });
  });
}

const at = (slots: number) => ({ at: { slots } });

/** Whether one slot is clearly worse than every other number of slots. */
function oneIsWorst(results: StudyResults, series: string): Judgement {
  const others = results
    .valuesOf('slots')
    .map(Number)
    .filter((slots) => slots > 1);
  const gaps = others.map((slots) => ({
    slots,
    gap: results.difference({ series, ...at(1) }, { series, ...at(slots) }),
  }));
  const nearest = gaps.reduce((a, b) => (b.gap.mean < a.gap.mean ? b : a));
  return {
    holds: gaps.every(({ gap }) => gap.low > 0),
    evidence: `${series}: 1 slot ${shownEstimate(results.estimate({ series, ...at(1) }))}; least difference ${shownEstimate(nearest.gap)}, to ${nearest.slots} slots`,
  };
}

/** Whether the divergence is lower at six slots than at one, and no step between goes clearly up. */
function fallsToSix(results: StudyResults, series: string): Judgement {
  const step = (a: number, b: number) => results.difference({ series, ...at(b) }, { series, ...at(a) });
  const whole = step(1, 6);
  const up = range(1, 5)
    .map(Number)
    .filter((slots) => step(slots, slots + 1).low > 0);
  const curve = range(1, 6).map((slots) =>
    results.estimate({ series, ...at(Number(slots)) }).mean.toFixed(3),
  );
  const against = up.map(
    (slots) => `; from ${slots} to ${slots + 1} slots it rises by ${shownEstimate(step(slots, slots + 1))}`,
  );
  return {
    holds: whole.high < 0 && up.length === 0,
    evidence: `${series}, 1 to 6 slots: ${curve.join(', ')}; change ${shownEstimate(whole)}${against.join('')}`,
  };
}

/** Divergence of predicted from real trip times over the number of time slots. */
export default defineStudy({
  name: 'tbuma-fig06',
  title: 'Predicted trip times against the number of time slots',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 6',
    says: 'One slot, a single normal per link, is far worse than several; the divergence falls from 1 to 6 slots and fluctuates beyond 7.',
  },
  description:
    'The 3 x 3 roads without signals, and a trip over six links from the west to the east that begins at minute 6. The roads are nearly free for ' +
    'two minutes (6 vehicles a minute), then 60 vehicles a minute saturate them, up to minute 10. Probe rounds give the link travel times of the first ten ' +
    'minutes in equal time slots; 100 vehicles in traffic of their own give the real trip times. Kullback-Leibler divergence in bins of 10 s ' +
    'over the real times, one added to every bin. Rounds and trips are resampled for the intervals.',
  scenario: 'scenarios/grid3-rush.yaml',
  with: { 'probes.rounds': 100 },
  vary: { slots: '1..10' },
  parameters: { slots: { label: 'number of time slots' } },
  series: [...estimators],
  replications: 101,
  resampled: true,
  quick: { replications: 51, with: { 'probes.rounds': 20 } },
  measures: { divergence: { label: 'Kullback-Leibler divergence', unit: 'nat' } },
  prepare: async (preparation) => {
    await experiment(preparation);
  },
  async compute(context) {
    const { point, replication, random } = context;
    const real = await experiment(context);
    const data = replication === 0 ? real : resampledExperiment(real, random.stream('resample'));
    const options = { slots: Number(point.slots), horizon, width: 10, binned: real.trips };
    const divergences = tripDivergences(data, estimators, options);
    return Object.fromEntries(estimators.map((name) => [name, { divergence: divergences[name] }]));
  },
  charts: [{ x: 'slots', measure: 'divergence' }],
  claims: [
    {
      claim: 'One slot is clearly worst (estimator of the paper)',
      paper: 'with more than 1 slot, a significantly closer approximation than the benchmark',
      judge: (results) => oneIsWorst(results, 'paper'),
    },
    {
      claim: 'One slot is clearly worst (default estimator)',
      judge: (results) => oneIsWorst(results, 'coupled'),
    },
    {
      claim: 'The divergence falls from 1 to 6 slots (estimator of the paper)',
      paper: 'as the number of slots increases from 1 to 6, the KL divergence decreases',
      judge: (results) => fallsToSix(results, 'paper'),
    },
    {
      claim: 'The divergence falls from 1 to 6 slots (default estimator)',
      judge: (results) => fallsToSix(results, 'coupled'),
    },
  ],
});
