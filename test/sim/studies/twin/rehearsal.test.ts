import { describe, expect, it } from 'vitest';
import { compareRehearsal, models, pictureSets } from '../../../../sim/studies/twin/rehearsal.js';
import study from '../../../../sim/studies/twin-rehearsal.js';
import { RandomStreams } from '../../../../src/random/index.js';

const options = { steps: 6, units: 8, count: 24, taught: 400 };

describe('the comparison of fine-tuning with and without rehearsal', () => {
  it('asks all models for all sets, the base model for blank signs only', async () => {
    const compared = await compareRehearsal(new RandomStreams('rehearsal'), options);
    expect(Object.keys(compared)).toEqual([...models]);
    for (const name of models) {
      const sets = pictureSets.filter((set) => name !== 'base model' || set.startsWith('blank'));
      expect(Object.keys(compared[name] ?? {}).sort()).toEqual([...sets].sort());
      for (const { sign, setting } of Object.values(compared[name] ?? {}))
        for (const share of [sign, setting]) {
          expect(Number.isInteger(Math.round(share * 24 * 1e6) / 1e6)).toBe(true);
          expect(share).toBeLessThanOrEqual(1);
        }
    }
    // The classifiers know drawn pictures, so what they say of generated ones means something.
    for (const { sign } of Object.values(compared.drawn ?? {})) expect(sign).toBeGreaterThan(0.6);
    // Six steps teach nothing: drawn pictures are recognised more.
    const settings = (name: string): number =>
      pictureSets.reduce((sum, set) => sum + (compared[name]?.[set]?.setting ?? 0), 0);
    expect(settings('drawn')).toBeGreaterThan(settings('with rehearsal') + 0.5);
    expect(compared['with rehearsal']).not.toEqual(compared['without rehearsal']);
  });

  it('is a study whose claims name sets and models that there are', () => {
    for (const claim of study.claims ?? []) {
      if (!('expect' in claim)) throw new Error('a claim without expectation');
      const text = JSON.stringify(claim.expect);
      expect(models.filter((name) => text.includes(`"${name}"`))).toHaveLength(2);
      expect(pictureSets).toContain(claim.expect.at?.pictures);
    }
    expect(study.points).toHaveLength(pictureSets.length);
  });
});
