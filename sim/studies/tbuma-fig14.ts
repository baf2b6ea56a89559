import { tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, beijing, setting } from './campaigns/tbuma-study.js';
import { defineStudy, type Judgement, range, type StudyResults, shownNumber } from './engine/index.js';

const bids = range(0.05, 1.95, 0.1);

/** The largest value of a measure over the points on one side of the critical value. */
function largest(results: StudyResults, measure: string, side: 'below' | 'above'): Judgement {
  const values = results.points
    .filter(({ bid }) => (side === 'below' ? Number(bid) < 1 : Number(bid) > 1))
    .flatMap((at) => results.values({ series: 'TBUMA', measure, at }))
    .filter((value) => !Number.isNaN(value));
  const most = Math.max(...values);
  return {
    holds: values.length > 0 && most <= 1e-9,
    evidence: `largest of ${values.length} auctions: ${shownNumber(most)}`,
  };
}

/** What a winner gets when it bids something else than its true cost. */
export default defineStudy({
  name: 'tbuma-fig14',
  title: 'Payment and payoff against the bid',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 14',
    says: 'Payment and payoff stay as they are while the bid is below the critical value, and are zero above it.',
  },
  description: `${setting} 40 vehicles (8 a minute), 60 tasks, budget 30. In each replication one winner, drawn at random, bids multiples of its critical value in place of its true cost; replications without a winner have no values.`,
  ...beijing,
  vary: { bid: bids },
  parameters: { bid: { label: 'bid / critical value' } },
  series: ['TBUMA'],
  measures: {
    payment: { label: 'payment' },
    payoff: { label: 'payoff' },
    true_cost: { label: 'true cost / critical value' },
    change: { label: 'distance of the payment from the one for the true cost' },
    gain: { label: 'payoff above the one for the true cost' },
  },
  async compute(context) {
    const campaign = await standardCampaign(context);
    const change = { vehicles: participantsAt(8), tasks: 60, budget: 30 };
    const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, change);
    const honest = tbuma(market, asPrinted);
    if (honest.winners.length === 0)
      return { TBUMA: { payment: null, payoff: null, true_cost: null, change: null, gain: null } };
    const winner = context.random.stream('tbuma-fig14/winner').choice(honest.winners);
    const critical = honest.payments[winner];
    const cost = market.vehicles[winner].bid;
    const vehicles = market.vehicles.map((vehicle, i) =>
      i === winner ? { ...vehicle, bid: Number(context.point.bid) * critical } : vehicle,
    );
    const { payments } = tbuma({ ...market, vehicles }, asPrinted);
    const won = winner in payments;
    const payment = won ? payments[winner] : 0;
    const payoff = won ? payment - cost : 0;
    return {
      TBUMA: {
        payment,
        payoff,
        true_cost: cost / critical,
        change: Math.abs(payment - critical),
        gain: payoff - (critical - cost),
      },
    };
  },
  charts: [
    { x: 'bid', measure: 'payment' },
    { x: 'bid', measure: 'payoff' },
  ],
  claims: [
    {
      claim: 'The payment stays the same for every bid below the critical value, in every replication',
      paper: 'the payment and payoff remain unchanged when the bid price is lower than the critical value',
      judge: (results) => largest(results, 'change', 'below'),
    },
    {
      claim: 'Payment and payoff are zero for every bid above the critical value, in every replication',
      paper: 'reducing to zero when the bid price exceeds the critical value',
      judge: (results) => largest(results, 'payment', 'above'),
    },
    {
      claim: 'No bid earns the vehicle more than its true cost does, in any replication',
      paper: 'the bidder cannot increase its payoff by lying about its true cost',
      judge: (results) => {
        const [below, above] = [largest(results, 'gain', 'below'), largest(results, 'gain', 'above')];
        return {
          holds: below.holds && above.holds,
          evidence: `payoff above the honest one, bids below the critical value: ${below.evidence}; above it: ${above.evidence}`,
        };
      },
    },
  ],
});
