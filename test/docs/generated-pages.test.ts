import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../../scripts/docs/generated-pages.js';
import { measureDirections } from '../../sim/recording/measure-directions.js';
import { replicationTables } from '../../sim/recording/tables.js';
import { manifestTable, measureTable, summaryTable } from '../../src/results/index.js';
import { scenarioSchema } from '../../src/scenario/index.js';
import { root } from './markdown.js';

describe('generated pages', () => {
  it.each([...generatedPages()])('%s is fresh (else: npx tsx scripts/docs/generate.ts)', (name, text) => {
    expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(text);
  });

  it('describes every column of every table, with its unit', () => {
    const reference = generatedPages().get('results-reference.md') ?? '';
    for (const { name, columns } of [...replicationTables, manifestTable, summaryTable, measureTable]) {
      const section = reference.split(`### \`${name}\`\n`).at(1)?.split('\n### ').at(0) ?? '';
      for (const column of columns) {
        const row = section
          .split('\n')
          .find((line) => line.startsWith(`| \`${column.name}\` | ${column.type}`));
        expect(row, `${name}.${column.name}`).toContain(` | ${'unit' in column ? column.unit : ''} | `);
      }
    }
  });

  it('names a direction only of measures that there are', () => {
    const reference = generatedPages().get('results-reference.md') ?? '';
    for (const [name, better] of measureDirections)
      expect(reference).toMatch(new RegExp(`^\\| \`${name}\` \\| [^|]* \\| ${better} \\|`, 'm'));
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
