import { participantsAt } from './campaigns/standard-campaign.js';
import { tbumaAgainstBvm } from './campaigns/tbuma-against-bvm.js';

/** TBUMA against BVM over the number of tasks. */
export default tbumaAgainstBvm({
  name: 'tbuma-fig10',
  title: 'Utility and welfare against the number of tasks',
  source: {
    paper: 'TBUMA paper',
    figure: 'Fig. 10',
    says: 'TBUMA outperforms BVM when there are few tasks; both are alike when there are many.',
  },
  vary: { tasks: '20..140:20' },
  parameters: { tasks: { label: 'number of tasks' } },
  fixed: '120 vehicles (24 a minute), budget 70',
  axis: 'tasks',
  things: 'tasks',
  number: 'task number',
  few: { tasks: 20 },
  many: { tasks: 140 },
  change: ({ tasks }) => ({ vehicles: participantsAt(24), tasks: Number(tasks), budget: 70 }),
});
