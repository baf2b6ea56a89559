import * as vegaModules from 'vega';
import { compile, type TopLevelSpec, version as vegaLiteVersion } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { vegaLibraries } from '../../../src/report/internal/vega.js';

const points = Array.from({ length: 25 }, (_, i) => ({
  x: i / 3,
  y: Math.sin(i) * 1234.5,
  low: Math.sin(i) * 1234.5 - 100,
  high: Math.sin(i) * 1234.5 + 80,
  who: i % 2 === 0 ? 'expected' : 'realised: wide words Wm.,il',
}));

const x = { field: 'x', type: 'quantitative', title: 'time [s]' } as const;
const specs: readonly TopLevelSpec[] = [
  {
    width: 430,
    height: 200,
    data: { values: points },
    layer: [
      {
        mark: 'area',
        encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', strokeDash: [4, 2] },
        encoding: { x, y: { field: 'y', type: 'quantitative' }, color: { field: 'who', type: 'nominal' } },
      },
    ],
  },
  {
    data: { values: points },
    mark: { type: 'bar', tooltip: true },
    encoding: {
      x: { field: 'y', bin: { maxbins: 12 }, type: 'quantitative' },
      y: { aggregate: 'count' },
      facet: { field: 'who', type: 'nominal', columns: 1 },
    },
  },
];

describe('vega in one file', () => {
  it.each(specs.map((spec, i) => [i, spec] as const))('draws chart %i as its modules do', async (_, spec) => {
    const { vega, vegaLite } = vegaLibraries();
    const compiled = vegaLite.compile(spec).spec;
    expect(compiled).toEqual(compile(spec).spec);
    const drawn = await new vega.View(vega.parse(compiled), { renderer: 'none' }).toSVG();
    const view = new vegaModules.View(vegaModules.parse(compiled), { renderer: 'none' });
    expect(drawn).toContain('<path');
    expect(drawn).toBe(await view.toSVG());
  });

  it('is the version of the modules, and leaves no name in the global scope', () => {
    const { vega, vegaLite } = vegaLibraries();
    expect(vega.version).toBe(vegaModules.version);
    expect(vegaLite.version).toBe(vegaLiteVersion);
    expect(globalThis).not.toHaveProperty('vega');
    expect(globalThis).not.toHaveProperty('vegaLite');
  });
});
