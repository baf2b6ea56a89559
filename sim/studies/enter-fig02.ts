import type { StudyResults } from './engine/index.js';
import { drawRanges, usualRange } from './enter/draws.js';
import type { MechanismName } from './enter/mechanisms.js';
import { neverBelowClaim } from './enter/never-below.js';
import { allPrintedClaim, type PrintedNumber, printedClaim } from './enter/printed-number.js';
import { overWeights, pointsOfRange, weightStudy } from './enter/weight-study.js';

const improvement = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Payoff over ${other}`,
  printed,
  changes: overWeights('payoff', other),
});
const numbers = [
  improvement('zero-wait', 0.3834),
  improvement('DRAIM', 0.234),
  improvement('auction', 0.4391),
];
const words =
  'outperforming the zero-wait policy, DRAIM, and auction mechanism by 38.34 %, 23.40 %, and 43.91 %';

/** Payoffs against the weight, a curve for each draw of a range. */
function curves(results: StudyResults, series: MechanismName, range: string): number[][] {
  const columns = pointsOfRange(results, range).map((at) =>
    results.values({ series, measure: 'payoff', at }),
  );
  return (columns[0] ?? []).map((_, draw) => columns.map((column) => column[draw]));
}

/** Rounding of payoffs that are equal. */
const slack = (values: readonly number[]): number => 1e-9 * Math.max(...values.map(Math.abs));

/** Whether no point lies above the straight line between its neighbours (the weights go in equal steps). */
function isConvex(curve: readonly number[]): boolean {
  const allowed = slack(curve);
  return curve.every(
    (value, i) => i === 0 || i === curve.length - 1 || value <= (curve[i - 1] + curve[i + 1]) / 2 + allowed,
  );
}

/** Whether a curve falls to a point between its ends and lies higher at both. */
function isArched(curve: readonly number[]): boolean {
  const least = Math.min(...curve);
  return curve[0] > least && curve[curve.length - 1] > least;
}

function share(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length / flags.length;
}

const percentOf = (x: number): string => `${Math.round(100 * x)} %`;

function sharesOf(
  results: StudyResults,
  test: (curve: readonly number[]) => boolean,
  series: readonly MechanismName[],
  range = usualRange.name,
): Record<string, number> {
  return Object.fromEntries(series.map((name) => [name, share(curves(results, name, range).map(test))]));
}

function shown(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .map(([name, value]) => `${name} ${percentOf(value)}`)
    .join(', ');
}

/** The company's payoff against the weight of freshness. */
export default weightStudy({
  name: 'enter-fig02',
  title: "The company's payoff against the weight of freshness",
  figure: 'Fig. 2',
  says: 'ENTER outperforms the zero-wait policy, DRAIM and the auction mechanism by 38.34 %, 23.40 % and 43.91 %.',
  measure: 'payoff',
  claims: [
    neverBelowClaim('the significant payoff increase of ENTER over all three'),
    ...numbers.map((number) => printedClaim(number, words)),
    allPrintedClaim(numbers, words),
    {
      claim: 'The payoff of zero-wait is linear in the weight and rises',
      paper: 'the payoff of the zero-wait policy increases linearly',
      judge(results) {
        const straight = sharesOf(
          results,
          (curve) => isConvex(curve) && isConvex(curve.map((value) => -value)),
          ['zero-wait'],
        )['zero-wait'];
        const rising = drawRanges.map(({ name }) => ({
          name,
          rises: share(curves(results, 'zero-wait', name).map((c) => c[c.length - 1] > c[0])),
        }));
        return {
          holds: straight === 1 && rising[0].rises > 0.5,
          evidence: `a straight line in ${percentOf(straight)} of the draws; rises where recruiting all costs more than the squared age: ${rising.map(({ name, rises }) => `${name}: in ${percentOf(rises)}`).join('; ')}`,
        };
      },
    },
    {
      claim: 'ENTER, DRAIM and auction first fall and then rise with the weight, in most draws',
      paper: 'the other policies produce arched profiles: first decrease and then increase',
      judge(results) {
        const inRanges = drawRanges.map(({ name }) => ({
          name,
          shares: sharesOf(results, isArched, ['ENTER', 'DRAIM', 'auction'], name),
        }));
        return {
          holds: Object.values(inRanges[0].shares).every((value) => value > 0.5),
          evidence: inRanges.map(({ name, shares }) => `${name}: ${shown(shares)}`).join('; '),
        };
      },
    },
    {
      claim: "DRAIM's and the auction's payoffs fluctuate, ENTER's does not",
      paper: 'DRAIM and the auction fluctuate because they settle on an idealised payoff',
      judge(results) {
        const shares = sharesOf(results, (curve) => !isConvex(curve), ['ENTER', 'DRAIM', 'auction']);
        return {
          holds: shares.ENTER === 0 && shares.DRAIM > 0.5 && shares.auction > 0.5,
          evidence: `draws with a curve that is not convex (the best policy's is, as the largest of straight lines): ${shown(shares)}`,
        };
      },
    },
  ],
});
