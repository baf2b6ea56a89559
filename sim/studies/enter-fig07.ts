import type { MechanismName } from './enter/mechanisms.js';
import { allPrintedClaim, type PrintedNumber, printedClaim, signClaim } from './enter/printed-number.js';
import { typeCountStudy, withEightTypes } from './enter/type-count-study.js';

const change = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Average cost against ${other} with eight types`,
  printed,
  changes: withEightTypes('average_cost', other),
});
const [draim, auction] = [change('DRAIM', 0.0342), change('auction', 0.1165)];
const words = 'with eight types, a 3.42 % and 11.65 % increase in average recruitment cost (DRAIM, auction)';

/** The average recruitment cost against the number of vehicle types. */
export default typeCountStudy({
  name: 'enter-fig07',
  title: 'The average recruitment cost against the number of vehicle types',
  figure: 'Fig. 7',
  says: 'ENTER has the highest average recruitment cost of the three.',
  measure: 'average_cost',
  claims: [
    signClaim('With eight types ENTER spends more than DRAIM', words, 'above', draim.changes),
    signClaim('With eight types ENTER spends more than the auction', words, 'above', auction.changes),
    printedClaim(draim, words),
    printedClaim(auction, words),
    allPrintedClaim([draim, auction], words),
  ],
});
