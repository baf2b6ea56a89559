import { describe, expect, it } from 'vitest';
import study from '../../../sim/studies/twin-fig06-07.js';
import { studyFolderForTests } from './study-run.js';

const studies = studyFolderForTests();

describe('twin-fig06-07', () => {
  it('has measured scores of all sets beside the printed ones, claims that can be judged, and sheets', async () => {
    const file = new URL('../../../sim/studies/twin-fig06-07.ts', import.meta.url).href;
    const module = `import study from ${JSON.stringify(file)}; export default { ...study, replications: 1 };`;
    const { results, claims, document } = await studies.run(studies.write('signs.mts', module));
    expect(results.valuesOf('set')).toEqual(['test', 'generated', 'background', 're-context']);
    const values = (series: string, measure: string, set: string): readonly number[] =>
      results.values({ series, measure, at: { set } });
    for (const set of ['test', 'generated', 'background', 're-context']) {
      expect(values('measured', 'score', set)[0]).toBeGreaterThan(0.6);
      expect(values('measured', 'nearest', set)[0]).toBeGreaterThan(0.1);
    }
    expect(values('printed', 'theta', 're-context')).toEqual([0.85]);
    expect(values('printed', 'score', 'background')).toEqual([Number.NaN]);
    expect(values('measured', 'theta', 'test')).toEqual([Number.NaN]);
    expect(values('measured', 'theta', 'background')[0]).toBeLessThan(0.7);
    for (const { evidence } of claims) expect(evidence).not.toMatch(/cannot be judged|NaN|undefined/);
    expect(claims.find(({ claim }) => claim.startsWith('Theta of the set re-context'))?.holds).toBe(false);
    expect(document.points).toHaveLength(4);

    const sheets = (await study.pictures?.()) ?? [];
    expect(sheets.map(({ title }) => title.split(':')[0])).toEqual([
      'Drawn',
      'Drawn',
      'Generated',
      'Generated',
      'Generated',
    ]);
    // Ten columns and four rows of 16 x 16 pixels, three times as large, 3 apart.
    for (const { png } of sheets) {
      const header = Buffer.from(png);
      expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([507, 201]);
    }
  });
});
