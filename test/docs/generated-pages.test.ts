import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../../scripts/docs/generated-pages.js';
import { scenarioSchema } from '../../src/scenario/index.js';
import { root } from './markdown.js';

describe('generated pages', () => {
  it.each([...generatedPages()])('%s is fresh (else: npx tsx scripts/docs/generate.ts)', (name, text) => {
    expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(text);
  });

  it('describes every field of a scenario, with its default', () => {
    const reference = generatedPages().get('scenario-reference.md') ?? '';
    const filled = scenarioSchema.parse({
      name: 'x',
      traffic: { network: 'n', demand: { routes: 'r', rate: 1 } },
    });
    const visit = (value: object, path: string): void => {
      for (const [key, inner] of Object.entries(value)) {
        const full = path === '' ? key : `${path}.${key}`;
        const isGroup = typeof inner === 'object' && !Array.isArray(inner) && full !== 'traffic.options';
        if (isGroup) visit(inner as object, full);
        else {
          const row = reference.split('\n').find((line) => line.startsWith(`| \`${full}\` |`));
          expect(row, full).toBeDefined();
          const given = ['name', 'traffic.network', 'traffic.demand.routes', 'traffic.demand.rate'];
          expect(row).toContain(
            given.includes(full) ? '| must be given |' : `| \`${JSON.stringify(inner)}\` |`,
          );
          expect(row, full).not.toMatch(/\| *\|$/);
        }
      }
    };
    visit(filled, '');
  });
});
