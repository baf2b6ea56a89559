import { type Claim, type Judgement, percent, percentSpread, type StudyResults } from '../engine/index.js';
import { drawRanges, usualRange } from './draws.js';

/** The share of values below a number. */
export function shareBelow(values: readonly number[], number: number): number {
  return values.filter((value) => value < number).length / values.length;
}

/** The changes of all draws in a range, by which a number of the paper is judged. */
export type ChangesInRange = (results: StudyResults, range: string) => readonly number[];

/** A number that the paper prints for a single draw of its parameters. */
export interface PrintedNumber {
  /** What is compared: `payoff over DRAIM`. */
  readonly what: string;
  /** As a change: .3834 for 38.34 %. */
  readonly printed: number;
  readonly changes: ChangesInRange;
}

/** Judges whether the number lies in the middle half of the draws of the usual range; tells of all ranges. */
function judgePrinted(results: StudyResults, { printed, changes }: PrintedNumber): Judgement {
  const places = drawRanges.map(({ name }) => {
    const values = changes(results, name);
    const spread = results.spreadOf(values);
    const place = Math.round(100 * shareBelow(values, printed));
    return { name, spread, text: `${name}: ${percentSpread(spread)}, ${place} % of the draws lie below` };
  });
  const usual = places.find(({ name }) => name === usualRange.name);
  const holds =
    usual !== undefined && usual.spread.lowerQuartile <= printed && printed <= usual.spread.upperQuartile;
  return { holds, evidence: `${percent(printed)} printed; ${places.map(({ text }) => text).join('; ')}` };
}

/** The claim that a printed number is an ordinary one: between the quartiles of the draws. */
export function printedClaim(number: PrintedNumber, paper: string): Claim {
  return {
    claim: `${number.what}: the printed ${percent(number.printed)} lies between the quartiles of the draws (${usualRange.name})`,
    paper,
    judge: (results) => judgePrinted(results, number),
  };
}

/** How far a median may lie from a printed number, in percentage points, to be taken for it. */
const nearPoints = 5;

/** The claim that some range of the parameters has all printed numbers as its medians. */
export function allPrintedClaim(numbers: readonly PrintedNumber[], paper: string): Claim {
  return {
    claim: `Some range has all ${numbers.length} printed numbers as medians, up to ${nearPoints} percentage points`,
    paper,
    judge(results) {
      const ranges = drawRanges.map(({ name }) => {
        const medians = numbers.map(({ changes }) => results.spreadOf(changes(results, name)).median);
        const near = medians.map((m, i) => Math.abs(m - numbers[i].printed) <= nearPoints / 100);
        return { name, medians, near: near.filter(Boolean).length };
      });
      return {
        holds: ranges.some(({ near }) => near === numbers.length),
        evidence: `printed ${numbers.map(({ printed }) => percent(printed)).join(', ')}; medians ${ranges
          .map(
            ({ name, medians, near }) =>
              `${name}: ${medians.map(percent).join(', ')} (${near} of ${numbers.length})`,
          )
          .join('; ')}`,
      };
    },
  };
}

/** The claim that a change lies above (below) a threshold: its median, with its interval, in the usual range. */
export function signClaim(
  claim: string,
  paper: string,
  sign: 'above' | 'below',
  changes: ChangesInRange,
  threshold = 0,
): Claim {
  return {
    claim,
    paper,
    judge(results) {
      const judged = drawRanges.map(({ name }) => {
        const { median, low, high } = results.spreadOf(changes(results, name));
        return {
          name,
          fits: sign === 'above' ? low > threshold : high < threshold,
          text: `${name}: median ${percent(median)} [${percent(low)}, ${percent(high)}]`,
        };
      });
      return {
        holds: judged.find(({ name }) => name === usualRange.name)?.fits === true,
        evidence: judged.map(({ text }) => text).join('; '),
      };
    },
  };
}
