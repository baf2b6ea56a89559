import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setValue, type Valuation } from '../../src/recruitment/index.js';
import { literalValue } from './literal-reading.js';
import { anyMarket, walkThrough } from './markets.js';

describe('the value of a set', () => {
  it('is what eq. (11) and the first completion say', () => {
    fc.assert(
      fc.property(
        anyMarket,
        fc.constantFrom<Valuation>('paper', 'exact'),
        fc.nat(),
        (market, valuation, mask) => {
          const subset = market.vehicles.map((_, i) => i).filter((i) => (mask >> i) & 1);
          const result = setValue(market, subset, valuation);
          expect(result.value).toBeCloseTo(literalValue(market, subset, valuation), 10);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('tells the two valuations apart on one vehicle that surely completes', () => {
    const market = {
      budget: 1,
      tasks: [{ values: [1, 0.8] }],
      vehicles: [{ bid: 0, completion: { 0: [0.5, 0.5] } }],
    };
    expect(setValue(market, [0], 'paper').value).toBeCloseTo(0.7, 12);
    expect(setValue(market, [0], 'exact').value).toBeCloseTo(0.9, 12);
  });

  it('keeps (1 - 1/e) exact <= paper <= exact where probabilities sum to at most 1', () => {
    const exact = setValue(walkThrough, [0, 1, 2, 3], 'exact').value;
    const paper = setValue(walkThrough, [0, 1, 2, 3], 'paper').value;
    expect(paper).toBeLessThanOrEqual(exact);
    expect(paper).toBeGreaterThanOrEqual((1 - 1 / Math.E) * exact);
  });

  it('takes all vehicles by default, and each only once', () => {
    const all = setValue(walkThrough, undefined, 'paper');
    expect(all.value).toBe(all.valueOfAll);
    expect(() => setValue(walkThrough, [0, 0])).toThrow('$.subset[1]: vehicle 0 again: each vehicle once');
    expect(() => setValue(walkThrough, [4])).toThrow('$.subset[0]: unknown vehicle 4: a vehicle from 0 to 3');
  });
});
