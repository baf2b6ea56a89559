import type { MechanismName } from './enter/mechanisms.js';
import { allPrintedClaim, type PrintedNumber, printedClaim, signClaim } from './enter/printed-number.js';
import { overWeights, weightStudy } from './enter/weight-study.js';

const change = (other: MechanismName, printed: number): PrintedNumber => ({
  what: `Average age against ${other}`,
  printed,
  changes: overWeights('average_age', other),
});
const numbers = [change('zero-wait', 0.4837), change('DRAIM', -0.1559), change('auction', -0.3768)];
const [zeroWait, draim, auction] = numbers;
const words = {
  zeroWait: 'at the expense of a 48.37 % increase in the average AoI compared to the zero-wait policy',
  draim: 'a 15.59 % reduction in the average AoI compared to DRAIM',
  auction: 'a significant 37.68 % reduction in the average AoI compared to the auction mechanism',
};

/** The average age of the map against the weight of freshness. */
export default weightStudy({
  name: 'enter-fig03',
  title: 'The average age of the map against the weight of freshness',
  figure: 'Fig. 3',
  says: 'ENTER keeps the map younger than DRAIM and the auction mechanism do, and older than zero-wait does.',
  measure: 'average_age',
  claims: [
    signClaim('The map is younger than under DRAIM', words.draim, 'below', draim.changes),
    signClaim('The map is younger than under the auction', words.auction, 'below', auction.changes),
    signClaim('The map is older than under zero-wait', words.zeroWait, 'above', zeroWait.changes),
    printedClaim(draim, words.draim),
    printedClaim(zeroWait, words.zeroWait),
    printedClaim(auction, words.auction),
    allPrintedClaim(numbers, 'the three changes of Fig. 3'),
  ],
});
