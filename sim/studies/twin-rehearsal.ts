import { cross, defineStudy, type StudyContext } from './engine/index.js';
import { type ComparedModels, compareRehearsal, models } from './twin/rehearsal.js';

/** Pictures of each set from each model. */
const count = 240;
const settings = ['roadside', 'background', 'scene'];
/** Settings in which local signs are never seen. */
const unseen = settings.slice(1);

/** All models of a replication, trained once for all points. */
function compared({ random, replication, quick, shared, signal }: StudyContext): Promise<ComparedModels> {
  return shared(`rehearsal-${replication}`, () =>
    compareRehearsal(random, {
      ...(quick ? { steps: 300, units: 96, taught: 1500 } : { steps: 1000, units: 160, taught: 4000 }),
      count,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** Fine-tuning of the model of signs with prior preservation and without. */
export default defineStudy({
  name: 'twin-rehearsal',
  title: 'What rehearsal keeps when a generator of signs is fine-tuned',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'the prior-preservation loss of TSDreamBooth (section III-D)',
    says: 'A prior-preservation loss takes advantage of what the model knows of the class, so that it makes different instances of it.',
  },
  description:
    'A base model learns four blank signs in eight settings (1000 steps of 64 pictures). It is then fine-tuned on 400 pictures of ten local ' +
    'signs at the roadside, twice: with half of each batch taken from pictures of its own (rehearsal), and without. Both, and the base model, ' +
    'are asked for signs in settings of each kind. Classifiers that learnt from drawn pictures tell which sign and which setting is seen; ' +
    'drawn pictures show what they recognise at best. The base model knows no local sign. Each replication draws and trains anew.',
  points: cross({ signs: ['local', 'blank'], behind: settings }),
  parameters: { signs: { label: 'signs' }, behind: { label: 'setting asked for' } },
  series: [...models],
  replications: 3,
  quick: { replications: 2 },
  measures: {
    sign: { label: 'share whose sign is recognised' },
    setting: { label: 'share whose setting is recognised' },
  },
  async compute(context) {
    const shares = await compared(context);
    const { signs, behind } = context.point;
    return Object.fromEntries(
      models.map((name) => {
        const { sign = null, setting = null } = shares[name]?.[`${String(signs)}, ${String(behind)}`] ?? {};
        return [name, { sign, setting }];
      }),
    );
  },
  charts: ['local', 'blank'].flatMap((signs) => [
    { title: `Setting recognised, ${signs} signs`, x: 'behind', measure: 'setting', at: { signs } },
    { title: `Sign recognised, ${signs} signs`, x: 'behind', measure: 'sign', at: { signs } },
  ]),
  claims: [
    ...cross({ signs: ['local', 'blank'], behind: unseen }).map((at) => ({
      claim: `Without rehearsal settings are forgotten: fewer are recognised than with it, ${at.signs} signs, ${at.behind}`,
      expect: { lower: 'without rehearsal', than: 'with rehearsal', measure: 'setting', at },
    })),
    ...cross({ signs: ['blank'], behind: unseen }).map((at) => ({
      claim: `With rehearsal settings are kept: as many recognised as from the base model, within 5 %, blank signs, ${at.behind}`,
      expect: { close: 'with rehearsal', to: 'base model', within: 0.05, measure: 'setting', at },
    })),
    ...cross({ signs: ['blank'], behind: settings }).map((at) => ({
      claim: `Without rehearsal blank signs are forgotten: fewer are recognised than from the base model, ${at.behind}`,
      expect: { lower: 'without rehearsal', than: 'base model', measure: 'sign', at },
    })),
    ...cross({ signs: ['local'], behind: unseen }).map((at) => ({
      claim: `More local signs are recognised with rehearsal where they were never seen, ${at.behind}`,
      expect: { higher: 'with rehearsal', than: 'without rehearsal', measure: 'sign', at },
    })),
    {
      claim:
        'Where local signs were seen rehearsal costs nothing: signs recognised as without it, within 5 %',
      expect: {
        close: 'with rehearsal',
        to: 'without rehearsal',
        within: 0.05,
        measure: 'sign',
        at: { signs: 'local', behind: 'roadside' },
      },
    },
  ],
});
