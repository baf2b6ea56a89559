import { drawRanges, usualRange } from './enter/draws.js';
import type { MechanismName } from './enter/mechanisms.js';
import { neverBelowClaim } from './enter/never-below.js';
import { allPrintedClaim, type PrintedNumber, printedClaim, signClaim } from './enter/printed-number.js';
import { alongTypes, typeCountStudy, typeCounts, withEightTypes } from './enter/type-count-study.js';

const improvement = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Payoff over ${other} with eight types`,
  printed,
  changes: withEightTypes('payoff', other),
});
const numbers = [improvement('DRAIM', 0.0583), improvement('auction', 0.0638)];
const words =
  'when there are eight types, the payoff improves by 5.83 % and 6.38 % versus the DRAIM and auction mechanisms';

const percentOf = (share: number): string => `${Math.round(100 * share)} %`;

/** The share of steps from N to N + 1 types, over all draws, at which a value falls. */
function shareOfFalls(curves: readonly (readonly number[])[]): number {
  let falls = 0;
  for (const curve of curves)
    for (let i = 1; i < curve.length; i++) if (curve[i] < curve[i - 1] - 1e-9 * Math.abs(curve[i])) falls++;
  return falls / (curves.length * (typeCounts.length - 1));
}

/** The company's payoff against the number of vehicle types. */
export default typeCountStudy({
  name: 'enter-fig05',
  title: "The company's payoff against the number of vehicle types",
  figure: 'Fig. 5',
  says: 'ENTER outperforms the baselines for any number of types; with eight types by 5.83 % (DRAIM) and 6.38 % (auction).',
  measure: 'payoff',
  claims: [
    neverBelowClaim('consistently outperforms the baselines for any number of types'),
    ...numbers.map((number) => printedClaim(number, words)),
    allPrintedClaim(numbers, words),
    signClaim(
      'With eight types ENTER improves on zero-wait by more than 50 %',
      "the zero-wait policy's payoff is much less than others",
      'above',
      withEightTypes('payoff', 'zero-wait'),
      0.5,
    ),
    {
      claim: 'The payoff of zero-wait falls with every type that is added, in every draw',
      paper: "zero-wait's payoff monotonically decreases with the type number N",
      judge(results) {
        const shares = drawRanges.map(({ name }) => {
          const curves = alongTypes(results, 'payoff', 'zero-wait', name);
          const falling = curves.filter((c) => c.every((v, i) => i === 0 || v < c[i - 1])).length;
          return { name, monotone: falling / curves.length, falls: shareOfFalls(curves) };
        });
        return {
          holds: shares.find(({ name }) => name === usualRange.name)?.monotone === 1,
          evidence: shares
            .map(
              ({ name, monotone, falls }) =>
                `${name}: falls all the way in ${percentOf(monotone)} of the draws, at ${percentOf(falls)} of the steps`,
            )
            .join('; '),
        };
      },
    },
    {
      claim: "A further type can lower DRAIM's and the auction's payoff, and never ENTER's",
      paper: 'sharp fluctuations: DRAIM drops when a type of low sensing capability is added',
      judge(results) {
        const shares = (['ENTER', 'DRAIM', 'auction'] as const).map((series) => ({
          series,
          falls: shareOfFalls(drawRanges.flatMap(({ name }) => alongTypes(results, 'payoff', series, name))),
        }));
        return {
          holds: shares.every(({ series, falls }) => (series === 'ENTER' ? falls === 0 : falls > 0)),
          evidence: `added types that lower the payoff, over all draws and ranges: ${shares.map(({ series, falls }) => `${series} ${percentOf(falls)}`).join(', ')}`,
        };
      },
    },
  ],
});
