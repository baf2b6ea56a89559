import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modifiedSecondBid, secondPrice } from '../../src/market/index.js';

const bids = fc.array(fc.constantFrom<number>(0, 0.25, 0.5, 1, 2, 3), { maxLength: 6 });

describe('modifiedSecondBid', () => {
  it('needs a bid above alpha times the best rival', () => {
    expect(modifiedSecondBid([1, 4, 2], 0.4, 1.5)).toEqual({ simulator: 2, price: 3 });
    expect(modifiedSecondBid([1, 4, 2], 0.4, 2)).toEqual({ simulator: 0, price: 0.4 });
    expect(modifiedSecondBid([4, 4], 0, 1)).toEqual({ simulator: 0, price: 0 });
  });

  it('ignores the driving bid in the choice', () => {
    expect(modifiedSecondBid([1, 4, 2], 100, 1.5).simulator).toBe(2);
  });

  it('lets a lone traffic simulator win with any bid above 0, for nothing', () => {
    expect(modifiedSecondBid([0.01], 5, 3)).toEqual({ simulator: 1, price: 0 });
    expect(modifiedSecondBid([0], 5, 3)).toEqual({ simulator: 0, price: 5 });
    expect(modifiedSecondBid([], 5, 3)).toEqual({ simulator: 0, price: 5 });
  });

  it('is the ordinary second price among traffic simulators when alpha is 1, unless the best tie', () => {
    fc.assert(
      fc.property(bids, (list) => {
        const sorted = [...list, 0, 0].sort((a, b) => b - a);
        const award = modifiedSecondBid(list, 0.4, 1);
        if (sorted[0] === sorted[1]) expect(award.simulator).toBe(0);
        else expect(award).toEqual({ simulator: list.indexOf(sorted[0]) + 1, price: sorted[1] });
      }),
    );
  });

  it('does not depend on a common factor of all traffic bids', () => {
    fc.assert(
      fc.property(bids, fc.constantFrom(1, 1.5, 2), fc.constantFrom(0.5, 4), (list, alpha, factor) => {
        const scaled = list.map((bid) => bid * factor);
        expect(modifiedSecondBid(scaled, 1, alpha).simulator).toBe(
          modifiedSecondBid(list, 1, alpha).simulator,
        );
      }),
    );
  });
});

describe('secondPrice', () => {
  it('counts the driving simulator in, and gives ties to the lowest index', () => {
    expect(secondPrice([1, 4, 2], 0.4, 1)).toEqual({ simulator: 2, price: 2 });
    expect(secondPrice([1, 4, 2], 3, 1)).toEqual({ simulator: 2, price: 3 });
    expect(secondPrice([1, 4, 2], 4, 1)).toEqual({ simulator: 0, price: 4 });
    expect(secondPrice([4, 4], 0, 1)).toEqual({ simulator: 1, price: 4 });
    expect(secondPrice([], 3, 1)).toEqual({ simulator: 0, price: 0 });
  });

  it('agrees with sorting', () => {
    fc.assert(
      fc.property(bids, fc.constantFrom<number>(0, 0.5, 2), (list, drivingBid) => {
        const all = [drivingBid, ...list];
        const sorted = [...all, 0].sort((a, b) => b - a);
        expect(secondPrice(list, drivingBid, 1)).toEqual({
          simulator: all.indexOf(sorted[0]),
          price: sorted[1],
        });
      }),
    );
  });
});
