import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const shop = workshop();

const market = JSON.stringify({
  budget: 5,
  tasks: [{ values: [2] }, { values: [3] }],
  vehicles: [
    { bid: 1, completion: { 0: [1] } },
    { bid: 2, completion: { 1: [0.5] } },
  ],
});

describe('a mechanism of a user on the command line', () => {
  it('takes the place of a built-in auction, and its outcome is filled in', async () => {
    const everybody = shop.write(
      'everybody.mjs',
      `export default ({ vehicles }) => ({
         winners: vehicles.map((_, i) => i),
         payments: Object.fromEntries(vehicles.map(({ bid }, i) => [i, 2 * bid])),
       });`,
    );
    const { status, stdout } = await shop.run(['auction', everybody], { input: market });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      winners: [0, 1],
      payments: { 0: 2, 1: 4 },
      value: 3.5,
      bidTotal: 3,
      paymentTotal: 6,
      requesterUtility: -2.5,
      socialWelfare: 0.5,
      withinBudget: false,
    });
  });

  it('is refused in one line when it is of another kind, and a name that there is not gets the nearest', async () => {
    const rounds = shop.write('rounds.mjs', `export const kind = 'market'; export default () => ({});`);
    const wrong = await shop.run(['auction', rounds], { input: market });
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(
      /^error: .*rounds\.mjs: kind: is market: auction or bids for this command\n$/,
    );
    const near = await shop.run(['market', 'mtepvsa'], { input: '{}' });
    expect(near.status).toBe(2);
    expect(near.stderr).toMatch(/^error: mechanism mtepvsa: is not known: did you mean mtepvisa\?/);
  });
});
