import { describe, expect, it } from 'vitest';
import { auctionInstances } from '../../src/audit/internal/auction-instances.js';
import { bidInstances } from '../../src/audit/internal/bid-instances.js';
import { exactBvm, exactTbuma } from '../../src/audit/internal/exact-auctions.js';
import { exactMarket } from '../../src/audit/internal/exact-market.js';
import { exactWbs } from '../../src/audit/internal/exact-wbs.js';
import { marketInstances } from '../../src/audit/internal/market-instances.js';
import { numberOf, type Rational } from '../../src/audit/rational.js';
import { mechanisms as marketMechanisms, normalisedMarket } from '../../src/market/index.js';
import { RandomStream } from '../../src/random/index.js';
import { bvm, tbuma, wbs } from '../../src/recruitment/index.js';

function expectClose(exact: readonly Rational[], floating: readonly number[]): void {
  expect(exact).toHaveLength(floating.length);
  for (const [n, value] of exact.entries()) expect(numberOf(value)).toBeCloseTo(floating[n], 9);
}

/**
 * The mechanisms in rationals and those in floating point were written apart. Where numbers are halves and whole, all ties are
 * ties in both.
 */
describe('a mechanism in rationals decides as the one in floating point', () => {
  const auctions = [
    { name: 'tbuma', run: tbuma, exactly: exactTbuma, options: { alpha: 'two' } },
    { name: 'tbuma', run: tbuma, exactly: exactTbuma, options: { alpha: 'paper', valuation: 'paper' } },
    { name: 'bvm', run: bvm, exactly: exactBvm, options: { onViolation: 'stop' } },
    { name: 'bvm', run: bvm, exactly: exactBvm, options: { onViolation: 'continue' } },
  ] as const;
  it.each(auctions)('$name $options', ({ run, exactly, options }) => {
    const random = new RandomStream('exact/auctions');
    let winning = 0;
    for (let n = 0; n < 150; n++) {
      const market = n % 2 === 0 ? auctionInstances.random(random) : auctionInstances.tied(random);
      const floating = run(market, options);
      const exact = exactly(market, options);
      expect(exact.winners, JSON.stringify(market)).toEqual(floating.winners);
      expectClose(
        exact.payments,
        floating.winners.map((winner) => floating.payments[winner]),
      );
      winning += exact.winners.length;
    }
    expect(winning).toBeGreaterThan(50);
  });

  it.each(['critical', 'menu', 'printed'] as const)('wbs, payment %s', (payment) => {
    const random = new RandomStream('exact/wbs');
    const source = bidInstances(3);
    for (let n = 0; n < 150; n++) {
      const market = n % 2 === 0 ? source.random(random) : source.tied(random);
      const floating = wbs(market, { payment });
      const exact = exactWbs(market, { payment });
      if (n % 2 === 1 || payment !== 'menu')
        expect(exact.winners, JSON.stringify(market)).toEqual(floating.winners);
      expectClose(
        exact.payments,
        floating.winners.map(({ vehicle }) => floating.payments[vehicle]),
      );
    }
  });

  const rules = (['pvisa', 'epvisa', 'mtepvisa'] as const).flatMap((rule) =>
    (['coupled', 'realised'] as const).flatMap((score) =>
      (['critical', 'paper'] as const).map((pricing) => ({ rule, score, pricing })),
    ),
  );
  it.each(rules)('$rule, $score, $pricing', ({ rule, ...options }) => {
    const random = new RandomStream('exact/markets');
    for (let n = 0; n < 60; n++) {
      const market = n % 2 === 0 ? marketInstances.random(random) : marketInstances.tied(random);
      const floating = marketMechanisms[rule](normalisedMarket(market), options);
      const exact = exactMarket(market, rule, options);
      expect(exact.vehicle).toBe(floating.vehicle);
      expect(exact.simulatorPerTask).toEqual(floating.simulatorPerTask);
      expectClose([exact.vehiclePayment], [floating.vehiclePayment]);
      expectClose(exact.simulatorPayments, floating.simulatorPayments);
    }
  });
});
