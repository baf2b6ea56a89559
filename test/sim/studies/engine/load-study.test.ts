import { describe, expect, it } from 'vitest';
import { builtInStudies, loadStudy, parseStudy } from '../../../../sim/index.js';
import { files } from '../../small-run.js';
import { noisyStudy, studyFolderForTests } from '../study-run.js';

const studies = studyFolderForTests();

const scenario = studies.write(
  'small.yaml',
  `name: small\ntraffic:\n  network: ${files.network}\n  demand: {routes: ${files.routes}, rate: 40}\n`,
);

const yaml = `name: budgets
title: Budgets
scenario: small.yaml
with:
  crowdsourcing.tasks.count: 30
vary:
  budget: 5..15:5
series:
  exact: {}
  paper: {valuation: paper}
replications: 8
until: {measure: realised_utility, relative: 0.1}
measures: [realised_utility]
claims:
  - claim: more money, more utility
    expect: {rises: exact, along: crowdsourcing.auction.budget, measure: realised_utility}
`;

describe('loadStudy', () => {
  it('reads YAML with its scenario and settings', async () => {
    const { definition, scenario: base } = await loadStudy(studies.write('budgets.yaml', yaml));
    expect(definition.series).toEqual({ exact: {}, paper: { valuation: 'paper' } });
    expect(base?.crowdsourcing.tasks.count).toBe(30);
    expect(base?.traffic.network).toBe(files.network);
    const quick = await loadStudy(studies.path('budgets.yaml'), true);
    expect([quick.definition.replications, quick.definition.until]).toEqual([8, undefined]);
    expect(scenario).toContain('small.yaml');
  });

  it.each([
    [
      'misspelt key',
      yaml.replace('series:', 'serie:'),
      /^s\.yaml:8:1: serie unknown key: did you mean series\?/,
    ],
    [
      'wrong value',
      yaml.replace('replications: 8', 'replications: none'),
      /^s\.yaml:11:1\d?: replications is "none": must be/,
    ],
    [
      'both widths',
      yaml.replace('relative: 0.1', 'relative: 0.1, absolute: 2'),
      /^s\.yaml:12:\d+: until .*one of relative and absolute/,
    ],
    ['unreadable', `${yaml}  - [`, /^s\.yaml:\d+:\d+: not readable as YAML/],
    ['empty', '', /^s\.yaml:1:1: is empty/],
    ['no scenario', yaml.replace('scenario: small.yaml\n', ''), /^s\.yaml:1:1: scenario is missing/],
    ['a claim without kind', yaml.replace('rises: exact, ', ''), /^s\.yaml:1\d:\d+: claims\.0\.expect/],
  ])('tells file, line and column: %s', (_, text, message) => {
    expect(() => parseStudy(text, 's.yaml')).toThrow(message);
  });

  it('tells what is wrong with a setting or a range', async () => {
    const load = (name: string, text: string) => loadStudy(studies.write(name, text));
    await expect(load('a.yaml', yaml.replace('tasks.count', 'tasks.cuont'))).rejects.toThrow(
      /did you mean crowdsourcing\.tasks\.count\?/,
    );
    await expect(load('b.yaml', yaml.replace('small.yaml', 'none.yaml'))).rejects.toThrow(
      /none\.yaml: there is no such file/,
    );
  });

  it('reads modules by path, and tells what is wrong with them', async () => {
    const { definition, key } = await loadStudy(studies.write('good.mjs', noisyStudy()));
    expect([definition.name, key]).toEqual(['noisy', studies.path('good.mjs')]);
    const load = (name: string, text: string) => loadStudy(studies.write(name, text));
    await expect(load('c.mjs', 'export default 3')).rejects.toThrow(
      /c\.mjs: default: is 3: must be an object/,
    );
    await expect(load('d.mjs', noisyStudy('titel: 1,'))).rejects.toThrow(
      /d\.mjs: default\.titel: unknown key: did you mean title\?/,
    );
    await expect(load('e.mjs', 'import "nowhere-at-all"; export default {}')).rejects.toThrow(
      /e\.mjs: cannot be loaded \(Cannot find package/,
    );
    await expect(load('f.mjs', noisyStudy('compute: undefined,'))).rejects.toThrow(
      /has neither scenario nor compute: one of the two/,
    );
    await expect(load('g.mjs', noisyStudy(`claims: [{ claim: 'x' }],`))).rejects.toThrow(
      /claim "x" has not one of expect and judge/,
    );
  });

  it('knows the built-in studies, each under the name of its file', async () => {
    const names = [...(await builtInStudies()).keys()];
    expect(names).toEqual(expect.arrayContaining(['enter-fig11', 'tbuma-fig08']));
    for (const name of names) expect((await loadStudy(name)).definition.name).toBe(name);
    await expect(loadStudy('tbuma-fig8')).rejects.toThrow(/^tbuma-fig8: no such study: .*tbuma-fig08/);
  });
});
