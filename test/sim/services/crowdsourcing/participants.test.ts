import { describe, expect, it } from 'vitest';
import { tasksAhead, tasksByLink } from '../../../../sim/services/crowdsourcing/participants.js';

const tasks = [
  { link: 7, offset: 80 },
  { link: 7, offset: 20 },
  { link: 9, offset: 5 },
  { link: 3, offset: 1 },
];
const state = (route: number[], routeIndex: number, position: number) => ({
  vehicle: 'v',
  route: Int32Array.from(route),
  routeIndex,
  position,
  driven: 0,
});

describe('tasksAhead', () => {
  const byLink = tasksByLink(tasks);

  it('lists tasks in the order of passing', () => {
    expect(tasksAhead(state([7, 9], 0, 0), byLink)).toEqual([
      { task: 1, routeIndex: 0, offset: 20 },
      { task: 0, routeIndex: 0, offset: 80 },
      { task: 2, routeIndex: 1, offset: 5 },
    ]);
  });

  it('leaves out what lies behind, and links that the route never sees', () => {
    expect(tasksAhead(state([3, 7, 9], 1, 20), byLink)).toEqual([
      { task: 0, routeIndex: 1, offset: 80 },
      { task: 2, routeIndex: 2, offset: 5 },
    ]);
  });

  it('takes the first passing on a route that returns to a link', () => {
    expect(tasksAhead(state([9, 7, 9], 0, 50), byLink)).toEqual([
      { task: 1, routeIndex: 1, offset: 20 },
      { task: 0, routeIndex: 1, offset: 80 },
      { task: 2, routeIndex: 2, offset: 5 },
    ]);
  });
});
