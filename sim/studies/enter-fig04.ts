import type { MechanismName } from './enter/mechanisms.js';
import { allPrintedClaim, type PrintedNumber, printedClaim, signClaim } from './enter/printed-number.js';
import { overWeights, weightStudy } from './enter/weight-study.js';

const change = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Average cost against ${other}`,
  printed,
  changes: overWeights('average_cost', other),
});
const numbers = [change('zero-wait', -0.6601), change('DRAIM', -0.0509), change('auction', 1.0634)];
const [zeroWait, draim, auction] = numbers;
const words = {
  zeroWait: 'saves 66.01 % of the average recruitment cost compared to the zero-wait policy',
  draim: 'while keeping the recruitment cost at 94.91 % compared to DRAIM',
  auction: 'a 106.34 % increase in the average recruitment cost compared to the auction mechanism',
};

/** The average recruitment cost against the weight of freshness. */
export default weightStudy({
  name: 'enter-fig04',
  title: 'The average recruitment cost against the weight of freshness',
  figure: 'Fig. 4',
  says: 'ENTER spends less than zero-wait and DRAIM, and more than the auction mechanism.',
  measure: 'average_cost',
  claims: [
    signClaim('ENTER spends less than zero-wait', words.zeroWait, 'below', zeroWait.changes),
    signClaim('ENTER spends less than DRAIM', words.draim, 'below', draim.changes),
    signClaim('ENTER spends more than the auction', words.auction, 'above', auction.changes),
    printedClaim(zeroWait, words.zeroWait),
    printedClaim(draim, words.draim),
    printedClaim(auction, words.auction),
    allPrintedClaim(numbers, 'the three changes of Fig. 4'),
  ],
});
