import { participantsAt } from './campaigns/standard-campaign.js';
import { tbumaAgainstBvm } from './campaigns/tbuma-against-bvm.js';

/** TBUMA against BVM over the number of vehicles. */
export default tbumaAgainstBvm({
  name: 'tbuma-fig09',
  title: 'Utility and welfare against the arrivals',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 9',
    says: 'TBUMA outperforms BVM when there are few vehicles; both are alike when there are many.',
  },
  vary: { rate: '4..40:4' },
  parameters: { rate: { label: 'arrivals of participating vehicles', unit: '1/min' } },
  fixed: '60 tasks, budget 70',
  axis: 'rate',
  things: 'vehicles',
  number: 'vehicle number',
  few: { rate: 4 },
  many: { rate: 40 },
  change: ({ rate }) => ({ vehicles: participantsAt(Number(rate)), tasks: 60, budget: 70 }),
});
