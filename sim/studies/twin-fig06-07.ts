import {
  learntSigns,
  renderedTuningSigns,
  type SignSetScore,
  scoreSigns,
  signDataStreams,
  signTasks,
} from '../../src/twin/generation/index.js';
import { type Claim, cross, defineStudy, type StudyContext, shownEstimate } from './engine/index.js';
import { printedScores, printedTheta } from './twin/datasets.js';
import { signSheets } from './twin/sign-sheets.js';

/** Pictures of each set in a replication. */
const count = 200;
const sets = ['test', ...signTasks] as const;
const [measured, printed] = ['measured', 'printed'];

/** The scores of all sets in a replication, made once for all points. */
function scoresOf({ random, replication, shared }: StudyContext): Promise<readonly SignSetScore[]> {
  return shared(`scores-${replication}`, async () => {
    const trained = await learntSigns();
    if (trained.drawnFrom === undefined)
      throw new RangeError('the weights that come along learnt from drawn pictures');
    // What the generator was fine-tuned on is what copying would copy.
    return scoreSigns(trained, renderedTuningSigns(signDataStreams(trained.drawnFrom)), count, random);
  });
}

/** A claim that a measure of one set lies below that of another replication by replication. */
function below(claim: string, paper: string, measure: 'score' | 'theta', set: string, than: string): Claim {
  return {
    claim,
    paper,
    judge(results) {
      const [own, other] = [set, than].map((name) => ({ series: measured, measure, at: { set: name } }));
      const difference = results.difference(own, other);
      return {
        holds: difference.high < 0,
        evidence: `${set} ${shownEstimate(results.estimate(own))}, ${than} ${shownEstimate(results.estimate(other))}, difference ${shownEstimate(difference)}`,
      };
    },
  };
}

/** Generated signs, what a validator makes of them, and what fine-tuning on them does. */
export default defineStudy({
  name: 'twin-fig06-07',
  title: 'Generated traffic signs and their scores',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'Fig. 6, 7',
    says:
      'A fine-tuned diffusion model changes backgrounds and contexts of traffic signs; a validator that knows 96 % of real test ' +
      'pictures recognises around 80 % of the generated ones; relative accuracies are .82 (all), .42 (background), .85 (re-context).',
  },
  description:
    'A small stand-in for the TSDreamBooth of the paper: a class-conditional diffusion model on drawn signs of 16 x 16 pixels, trained on a ' +
    'CPU. A base model learns blank signs in eight settings; fine-tuning shows it ten local signs at the roadside only, while it rehearses ' +
    'pictures of its own. The validator learns from drawn signs in all settings and never sees a generated one. Each replication generates ' +
    `and draws ${count} pictures of each set anew; the trained weights are the same. Test: drawn and held out; generated: as the generator saw ` +
    'the signs; background and re-context: where it never saw them. Printed is what the paper gives for photographs.',
  points: cross({ set: sets }),
  parameters: { set: { label: 'set of pictures' } },
  series: [measured, printed],
  replications: 12,
  quick: { replications: 3 },
  measures: {
    score: { label: 'generative score G' },
    theta: { label: 'relative accuracy theta' },
    nearest: { label: 'distance to the nearest that was learnt' },
    loss_change: { label: "change of a vehicle's loss", unit: 'nats' },
  },
  async compute(context) {
    const { set } = context.point;
    const own = (await scoresOf(context)).find((one) => one.set === set);
    if (own === undefined) throw new RangeError(`no set of pictures is called ${String(set)}`);
    const { score, nearest, relative } = own;
    return {
      measured: {
        score,
        nearest,
        theta: relative?.theta ?? null,
        loss_change: relative === null ? null : relative.after - relative.before,
      },
      printed: {
        score: printedScores[own.set] ?? null,
        nearest: null,
        theta: own.set === 'test' ? null : printedTheta[own.set],
        loss_change: null,
      },
    };
  },
  pictures: signSheets,
  charts: [
    { title: 'Generative score G', x: 'set', measure: 'score' },
    { title: 'Relative accuracy theta: 1 is no improvement', x: 'set', measure: 'theta' },
    {
      title: 'Distance to what was learnt',
      x: 'set',
      measure: 'nearest',
      series: [measured],
      caption:
        'Median over the pictures of the root mean square over pixels from -1 to 1. Test shows what fresh drawings at the roadside have; near 0 would be copying.',
    },
    {
      title: "Change of a vehicle's loss by fine-tuning",
      x: 'set',
      measure: 'loss_change',
      series: [measured],
      caption: 'Cross-entropy on held-out drawings, after minus before: below 0 the model has become better.',
    },
  ],
  claims: [
    {
      claim: 'The validator recognises more than 90 % of held-out drawn signs',
      paper: 'the final recognition accuracy is 96 % on testing sets',
      expect: { higher: measured, than: 0.9, measure: 'score', at: { set: 'test' } },
    },
    below(
      'It recognises fewer of the generated signs than of the held-out ones',
      'the validation model can only recognize around 80 % of the generated images',
      'score',
      'generated',
      'test',
    ),
    {
      claim: 'More than 70 % of the pictures of each generated set are recognised',
      paper: 'around 80 %',
      judge: (results) => {
        const scores = signTasks.map((set) =>
          results.estimate({ series: measured, measure: 'score', at: { set } }),
        );
        return {
          holds: scores.every(({ low }) => low > 0.7),
          evidence: signTasks.map((set, i) => `${set} ${shownEstimate(scores[i])}`).join(', '),
        };
      },
    },
    ...signTasks.map(
      (set): Claim => ({
        claim: `Theta of the set ${set} lies within .1 of the printed one`,
        paper: `theta = ${printedTheta[set]}`,
        expect: {
          close: measured,
          to: printed,
          within: 0.1 / printedTheta[set],
          measure: 'theta',
          at: { set },
        },
      }),
    ),
    {
      claim: 'Fine-tuning on any of the sets makes the model of a vehicle better: theta is below 1',
      paper: 'the generated datasets improve the performance of AI models in AVs',
      judge: (results) => {
        const thetas = signTasks.map((set) =>
          results.estimate({ series: measured, measure: 'theta', at: { set } }),
        );
        return {
          holds: thetas.every(({ high }) => high < 1),
          evidence: signTasks.map((set, i) => `${set} ${shownEstimate(thetas[i])}`).join(', '),
        };
      },
    },
    below(
      'New backgrounds teach more than the signs as they were seen (lower theta)',
      'theta .42 for background modification, .82 for the whole generated data set',
      'theta',
      'background',
      'generated',
    ),
    {
      claim: 'Generated signs are no copies: as far from what was learnt as fresh drawings are, within 25 %',
      judge: (results) => {
        const [own, fresh] = ['generated', 'test'].map((set) => ({
          series: measured,
          measure: 'nearest',
          at: { set },
        }));
        const [usual, difference] = [results.estimate(fresh), results.difference(own, fresh)];
        return {
          holds: Math.max(-difference.low, difference.high) < 0.25 * usual.mean,
          evidence: `generated ${shownEstimate(results.estimate(own))}, fresh drawings ${shownEstimate(usual)}, difference ${shownEstimate(difference)}`,
        };
      },
    },
  ],
});
