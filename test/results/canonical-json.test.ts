import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/results/index.js';

describe('canonicalJson', () => {
  it('sorts keys, drops undefined, makes what is not finite null and -0 zero', () => {
    expect(
      canonicalJson({ b: -0, a: [Number.NaN, Number.NEGATIVE_INFINITY, 1e21, 0.1], c: undefined, B: {} }),
    ).toBe('{"B":{},"a":[null,null,1e+21,0.1],"b":0}');
    expect(canonicalJson(Float64Array.of(1.5, Number.NaN))).toBe('[1.5,null]');
    expect(canonicalJson([undefined, 'ä"\n'])).toBe('[null,"ä\\"\\n"]');
  });

  it('reads back as what was written, however the keys were ordered', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const reversed = JSON.parse(text, (_, v: unknown) =>
          typeof v === 'object' && v !== null && !Array.isArray(v)
            ? Object.fromEntries(Object.entries(v).reverse())
            : v,
        ) as unknown;
        expect(canonicalJson(reversed)).toBe(text);
        expect(JSON.parse(canonicalJson(value, 2))).toEqual(
          JSON.parse(JSON.stringify(value).replaceAll('-0', '-0')) as unknown,
        );
      }),
    );
  });

  it.each([[() => 1], [10n], [new Date(0)], [new Map()], [Symbol('x')]])(
    'refuses %s, naming its place',
    (value) => {
      expect(() => canonicalJson({ a: [value] })).toThrow(/\$\.a\[0\]/);
    },
  );
});
