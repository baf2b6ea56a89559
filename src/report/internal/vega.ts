import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

type Vega = typeof import('vega');
type VegaLite = typeof import('vega-lite');

const require = createRequire(import.meta.url);

/** A library in the one file that it offers to browsers, which stands beside its modules. */
function inOneFile(library: string, file: string, needed: unknown): unknown {
  const path = join(dirname(require.resolve(library)), file);
  const code = compileFunction(readFileSync(path, 'utf8'), ['module', 'exports', 'require'], {
    filename: path,
  }) as (module: object, exports: object, require: () => unknown) => void;
  const exports = {};
  code({ exports }, exports, () => needed);
  return exports;
}

let loaded: { readonly vega: Vega; readonly vegaLite: VegaLite } | undefined;

/**
 * Vega and vega-lite, read when the first chart is drawn. As modules they are 450 files, which take Node longer to find and read than all
 * charts of a report take to draw.
 */
export function vegaLibraries(): { readonly vega: Vega; readonly vegaLite: VegaLite } {
  if (loaded !== undefined) return loaded;
  const vega = inOneFile('vega', 'vega.min.js', undefined) as Vega;
  const vegaLite = inOneFile('vega-lite', 'vega-lite.min.js', vega) as VegaLite;
  loaded = { vega, vegaLite };
  return loaded;
}
