import { cross, defineStudy, type StudyContext } from './engine/index.js';
import { type ComparedModels, compareRehearsal, models, pictureSets } from './twin/rehearsal.js';

/** Pictures of each set from each model. */
const count = 240;
const [local, blank] = ['local', 'blank'].map((kind) => pictureSets.filter((set) => set.startsWith(kind)));
const afield = (sets: readonly string[]): string[] => sets.filter((set) => !set.endsWith('roadside'));

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
  points: cross({ pictures: pictureSets }),
  parameters: { pictures: { label: 'pictures asked for' } },
  series: [...models],
  replications: 3,
  quick: { replications: 2 },
  measures: {
    sign: { label: 'share of pictures whose sign is recognised' },
    setting: { label: 'share of pictures whose setting is recognised' },
  },
  async compute(context) {
    const shares = await compared(context);
    return Object.fromEntries(
      models.map((name) => {
        const { sign = null, setting = null } = shares[name]?.[String(context.point.pictures)] ?? {};
        return [name, { sign, setting }];
      }),
    );
  },
  charts: [
    { title: 'Sign recognised', x: 'pictures', measure: 'sign' },
    { title: 'Setting recognised', x: 'pictures', measure: 'setting' },
  ],
  claims: [
    ...afield([...local, ...blank]).map((pictures) => ({
      claim: `Without rehearsal settings are forgotten: fewer are recognised than with it, of ${pictures}`,
      expect: { lower: 'without rehearsal', than: 'with rehearsal', measure: 'setting', at: { pictures } },
    })),
    ...afield(blank).map((pictures) => ({
      claim: `With rehearsal settings are kept: as many recognised as from the base model, within 5 %, of ${pictures}`,
      expect: {
        close: 'with rehearsal',
        to: 'base model',
        within: 0.05,
        measure: 'setting',
        at: { pictures },
      },
    })),
    ...blank.map((pictures) => ({
      claim: `Without rehearsal blank signs are forgotten: fewer are recognised than from the base model, of ${pictures}`,
      expect: { lower: 'without rehearsal', than: 'base model', measure: 'sign', at: { pictures } },
    })),
    ...afield(local).map((pictures) => ({
      claim: `More local signs are recognised with rehearsal where they were never seen, of ${pictures}`,
      expect: { higher: 'with rehearsal', than: 'without rehearsal', measure: 'sign', at: { pictures } },
    })),
    {
      claim:
        'Where local signs were seen rehearsal costs nothing: signs recognised as without it, within 5 %',
      expect: {
        close: 'with rehearsal',
        to: 'without rehearsal',
        within: 0.05,
        measure: 'sign',
        at: { pictures: local[0] },
      },
    },
  ],
});
