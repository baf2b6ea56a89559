import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFaultAt } from '../../src/cli/json-fault.js';

describe('jsonFaultAt', () => {
  it.each([
    ['{"a": [1, 2,]}', 12],
    ['{"a": yes}', 6],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[01]', 2],
    ['"a\nb"', 0],
    ['{"a" 1}', 5],
    ['[1, [2, {"b": }]]', 14],
    ['', 0],
    ['  ', 2],
    ['[1', 2],
    ['{} x', 3],
  ])('%j', (source, offset) => {
    expect(jsonFaultAt(source)).toBe(offset);
  });

  it('finds nothing before the end of any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t'), (text, white) => {
        expect(jsonFaultAt(white + text + white)).toBe((white + text + white).length);
      }),
    );
  });

  it('agrees with JSON.parse about what is JSON', () => {
    const bad = fc.constantFrom('!', ',', ']', '}', ':', '"', 'e', '\n', '0', '-');
    fc.assert(
      fc.property(fc.json(), fc.nat(), bad, (text, n, character) => {
        const at = n % (text.length + 1);
        const changed = text.slice(0, at) + character + text.slice(at);
        let valid = true;
        try {
          JSON.parse(changed);
        } catch {
          valid = false;
        }
        const fault = jsonFaultAt(changed);
        if (valid) expect(fault).toBe(changed.length);
        // What stands before the fault is the beginning of some JSON, so closing it may still fail, but the fault is in the text.
        else expect(fault).toBeLessThanOrEqual(changed.length);
      }),
    );
  });
});
