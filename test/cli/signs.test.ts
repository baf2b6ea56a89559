import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const shop = workshop();

/** Two classes of real pictures: few and small, so that training on them is quick. */
function realSigns(): string {
  for (const [label, colour] of [
    [200, 20, 20],
    [20, 20, 200],
  ].entries()) {
    const folder = shop.path('signs', `0000${label}`);
    mkdirSync(folder, { recursive: true });
    const rows = ['Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId'];
    for (let n = 0; n < 20; n++) {
      const bytes = Buffer.alloc(3 * 20 * 20, 5 * n);
      for (let i = 60; i < bytes.length; i++) bytes[i] = colour[i % 3] + n;
      const file = `${n}_00000.ppm`;
      writeFileSync(
        shop.path('signs', `0000${label}`, file),
        Buffer.concat([Buffer.from('P6 20 20 255\n'), bytes]),
      );
      rows.push(`${file};20;20;0;3;19;19;${label}`);
    }
    writeFileSync(shop.path('signs', `0000${label}`, `GT-0000${label}.csv`), `${rows.join('\r\n')}\r\n`);
  }
  return shop.path('signs');
}

describe('bidlane signs', () => {
  it('trains on a folder of real pictures with progress', async () => {
    const folder = realSigns();
    const args = ['--images', folder, '--steps', '4', '--no-rehearse', '--out', 'one'];
    const one = await shop.run(['signs', 'train', ...args]);
    expect(one.status).toBe(0);
    expect(one.stderr).toMatch(/^pictures: 0 %/);
    expect(one.stderr).toContain('validator: 100 %');
    expect(one.stdout).toMatch(/^2 classes; 20 pictures to fine-tune the generator, 20 for the validator/);
    const { about } = JSON.parse(readFileSync(shop.path('one', 'signs-generator.json'), 'utf8')) as {
      about: { pictures: string; subjects: string[] };
    };
    expect(about.pictures).toBe('real');
    expect(about.subjects.slice(0, 2)).toEqual(['00000', '00001']);
    const scored = await shop.run(['signs', 'evaluate', '--weights', 'one']);
    expect(scored.status).toBe(2);
    expect(scored.stderr).toMatch(/--weights: learnt from real pictures/);
  });

  it('scores the model that comes along, and writes what it measured with the hashes of the weights', async () => {
    const args = ['--count', '20', '--replications', '2', '--out', 'scores.json', '--json'];
    const scored = await shop.run(['signs', 'evaluate', ...args]);
    const { sets } = JSON.parse(scored.stdout) as { sets: { set: string; score: number; count: number }[] };
    expect(sets.map(({ set }) => set)).toEqual(['test', 'generated', 'background', 're-context']);
    expect(Math.min(...sets.map(({ score }) => score))).toBeGreaterThan(0.2);
    expect(sets.map(({ count }) => count)).toEqual([40, 40, 40, 40]);
    const written = JSON.parse(readFileSync(shop.path('scores.json'), 'utf8')) as {
      weights: { generator: string };
      replications: { score: number }[][];
    };
    const shipped = readFileSync(new URL('../../weights/signs-generator.json', import.meta.url), 'utf8');
    expect(shipped).toContain(written.weights.generator);
    const [one, other] = written.replications.map((scores) => scores[1].score);
    expect((one + other) / 2).toBeCloseTo(sets[1].score, 12);
  });

  it('says in one line what is wrong', async () => {
    const ended = await shop.run(['signs', 'train', '--images', 'nowhere']);
    expect(ended.status).toBe(2);
    expect(ended.stderr.trim()).toMatch(
      /^error: .*nowhere: there is no such folder: a folder of class folders/,
    );
    const missing = await shop.run(['signs', 'evaluate', '--weights', 'nowhere']);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/signs-generator.json: there is no such file/);
  });
});
