import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStudy, parseStudy } from '../../sim/index.js';
import { planStudy } from '../../sim/studies/engine/plan.js';
import { withSettings } from '../../sim/studies/engine/settings.js';
import { loadScenario } from '../../src/scenario/index.js';
import { allBlocks, root } from './markdown.js';

describe('studies in the pages', () => {
  const blocks = allBlocks().filter(({ info }) => info === 'yaml study');

  it.each(blocks)('$where is one', async ({ text, where }) => {
    const definition = parseStudy(text, where);
    const { scenario } = await loadScenario(join(root, definition.scenario ?? ''));
    const base = withSettings(scenario, definition.with ?? {}, where);
    const plan = planStudy({ definition, key: where, file: where, textDigest: '', scenario: base }, false);
    expect(plan.cells.length).toBe(plan.points.length * plan.series.length);
  });

  it('are there, as are the built-in ones that the pages name', async () => {
    expect(blocks.length).toBeGreaterThan(0);
    expect((await loadStudy('tbuma-fig08', true)).definition.replications).toBe(10);
  });
});
