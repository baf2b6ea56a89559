import type { MechanismName } from './enter/mechanisms.js';
import { allPrintedClaim, type PrintedNumber, printedClaim, signClaim } from './enter/printed-number.js';
import { typeCountStudy, withEightTypes } from './enter/type-count-study.js';

const change = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Average age against ${other} with eight types`,
  printed,
  changes: withEightTypes('average_age', other),
});
const [draim, auction] = [change('DRAIM', -0.1027), change('auction', -0.1324)];
const words = 'with eight types, reductions of 10.27 % and 13.24 % in the average AoI (DRAIM, auction)';

/** The average age of the map against the number of vehicle types. */
export default typeCountStudy({
  name: 'enter-fig06',
  title: 'The average age of the map against the number of vehicle types',
  figure: 'Fig. 6',
  says: 'ENTER attains the lowest average age compared to DRAIM and the auction mechanism.',
  measure: 'average_age',
  claims: [
    signClaim('With eight types the map is younger than under DRAIM', words, 'below', draim.changes),
    signClaim('With eight types the map is younger than under the auction', words, 'below', auction.changes),
    printedClaim(draim, words),
    printedClaim(auction, words),
    allPrintedClaim([draim, auction], words),
  ],
});
