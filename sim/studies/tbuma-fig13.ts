import { tbuma } from '../../src/recruitment/index.js';
import { campaignAuction } from './campaigns/campaign-auction.js';
import { always } from './campaigns/judging.js';
import { participantsAt, standardCampaign } from './campaigns/standard-campaign.js';
import { asPrinted, beijing, setting } from './campaigns/tbuma-study.js';
import { cross, defineStudy, range } from './engine/index.js';

const vehicles = participantsAt(8);

/** How the payoffs of all participating vehicles are distributed. */
export default defineStudy({
  name: 'tbuma-fig13',
  title: 'Distribution of the payoffs of vehicles',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 13',
    says: 'No vehicle has a negative payoff.',
  },
  description: `${setting} 40 vehicles (8 a minute), 60 tasks. Vehicles that do not win, or have no task on their way, have payoff 0.`,
  ...beijing,
  points: cross({ budget: [10, 30, 50], payoff: range(-0.4, 2, 0.2) }),
  parameters: { budget: { label: 'budget' }, payoff: { label: 'payoff' } },
  series: ['TBUMA'],
  measures: {
    share: { label: 'cumulative share of vehicles' },
    least_payoff: { label: 'least payoff of a vehicle' },
    largest_payoff: { label: 'largest payoff of a vehicle' },
    winners: { label: 'winners' },
  },
  async compute(context) {
    const { budget, payoff } = context.point;
    const campaign = await standardCampaign(context);
    const change = { vehicles, tasks: 60, budget: Number(budget) };
    const { market } = campaignAuction(campaign, context.scenario.crowdsourcing, change);
    const { winners, payments } = tbuma(market, asPrinted);
    const payoffs = Array.from({ length: vehicles }, (_, i) =>
      i < winners.length ? payments[winners[i]] - market.vehicles[winners[i]].bid : 0,
    );
    return {
      TBUMA: {
        // A payoff of nothing but rounding is none.
        share: payoffs.filter((one) => one <= Number(payoff) + 1e-12).length / vehicles,
        least_payoff: Math.min(...payoffs),
        largest_payoff: Math.max(...payoffs),
        winners: winners.length,
      },
    };
  },
  charts: [{ x: 'payoff', measure: 'share', by: 'budget', title: 'Empirical distribution of the payoffs' }],
  claims: [
    {
      claim: 'No vehicle has a negative payoff, in any replication',
      paper: 'no vehicle has a negative payoff, so individual rationality is demonstrated',
      judge: (results) => always(results, { series: 'TBUMA', measure: 'least_payoff' }, { least: 0 }),
    },
    {
      claim: 'Some vehicles have a positive payoff',
      judge: (results) => {
        const most = results.points.map((at) =>
          Math.max(...results.values({ series: 'TBUMA', measure: 'largest_payoff', at })),
        );
        const largest = Math.max(...most);
        return { holds: largest > 0, evidence: `largest payoff: ${largest.toFixed(3)}` };
      },
    },
  ],
});
