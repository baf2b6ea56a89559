import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CampaignMarket } from '../../../../sim/services/crowdsourcing/campaign-market.js';
import { mechanismsOf } from '../../../../sim/services/crowdsourcing/mechanisms.js';
import { soleRequester } from '../../../../sim/services/crowdsourcing/requester.js';
import { InputError, RunError } from '../../../../src/input/index.js';
import { bvm, setValue, tbuma } from '../../../../src/recruitment/index.js';
import { scenarioSchema } from '../../../../src/scenario/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-mechanisms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settingsWith = (auction: object) =>
  scenarioSchema.parse({
    name: 'x',
    traffic: { network: 'n', demand: { file: 'd' } },
    crowdsourcing: { tasks: { values: [1, 0.5], deadline: 20 }, auction: { budget: 3, ...auction } },
  }).crowdsourcing;

/** Three vehicles and three tasks. */
function marketOf(): CampaignMarket {
  return {
    tasks: [],
    boundaries: [10, 20],
    participants: 3,
    bidders: [],
    forecasts: [],
    trajectories: [],
    market: {
      budget: 3,
      tasks: [0, 1, 2].map(() => ({ values: [1, 0.5] })),
      vehicles: [
        { bid: 0.3, completion: { 0: [0.8, 0.2], 1: [0.5, 0.5] } },
        { bid: 0.2, completion: { 1: [0.9, 0.1] } },
        { bid: 0.4, completion: { 2: [0, 0.9] } },
      ],
    },
  };
}

async function heldBy(auction: object) {
  const settings = settingsWith(auction);
  const mechanisms = await mechanismsOf(settings);
  return mechanisms.map((mechanism, i) => mechanism.hold(marketOf(), soleRequester(settings), i === 0));
}

function moduleOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('mechanismsOf', () => {
  it('gives every mechanism the same market, the acting one first', async () => {
    const held = await heldBy({
      mechanism: 'bvm',
      compare: ['tbuma', 'buma', 'optimum'],
      valuation: 'paper',
    });
    expect(held.map(({ mechanism }) => mechanism)).toEqual(['bvm', 'tbuma', 'buma', 'optimum']);
    const { market } = marketOf();
    expect(held[0].auction).toMatchObject({ winners: bvm(market, { valuation: 'paper' }).winners });
    expect(held[1].auction).toMatchObject({ payments: tbuma(market, { valuation: 'paper' }).payments });
    const welfare = held.map(({ auction }) => auction.socialWelfare);
    expect(Math.max(...welfare)).toBeCloseTo(welfare[3], 12);
  });

  it("runs a user's module and computes all that follows from winners and payments", async () => {
    const file = moduleOf(
      'first-two.mjs',
      'export default ({ vehicles }) => ({ winners: [1, 0], payments: { 0: 2, 1: 1.5 }, value: 99 });',
    );
    const [, { mechanism, auction }] = await heldBy({ compare: [file] });
    expect(mechanism).toBe('first-two');
    const { value } = setValue(marketOf().market, [1, 0], 'exact');
    expect(auction).toMatchObject({ winners: [1, 0], value, paymentTotal: 3.5, withinBudget: false });
    expect(auction.requesterUtility).toBeCloseTo(value - 3.5, 12);
  });

  it.each([
    ['no function', 'export const x = 1;', 'its default export is missing'],
    ['no module', 'export default (', 'cannot be loaded'],
  ])('refuses a module that is %s', async (_, text, message) => {
    const file = moduleOf(`bad-${message.length}.mjs`, text);
    const failure = await mechanismsOf(settingsWith({ mechanism: file })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(String(failure)).toContain(`${file}: ${message}`);
  });

  it("lets a user's module decide on promised times", async () => {
    const file = moduleOf(
      'first-bid.mjs',
      `export const kind = 'bids';
       export const name = 'first bid';
       export default ({ vehicles }) => {
         const winner = vehicles.findIndex(({ bids }) => bids.length > 0);
         return { winners: [{ vehicle: winner, bid: 0 }], payments: { [winner]: vehicles[winner].bids[0].price + 1 } };
       };`,
    );
    const settings = settingsWith({ mechanism: file });
    const state = { vehicle: 'v', route: Int32Array.of(0), routeIndex: 0, position: 0, driven: 0 };
    const ahead = { task: 1, routeIndex: 0, offset: 5 };
    const participant = { state, clock: 1, processingTime: 1, bundle: [ahead], cost: 0.25 };
    const bid = { participant, forecasts: [{ mean: 12, sd: 1, completion: [0, 1] }], isOwnWay: true };
    const [mechanism] = await mechanismsOf(settings);
    expect(mechanism).toMatchObject({ name: 'first bid', isOnPromises: true });
    const market = { ...marketOf(), trajectories: [[], [bid], []] };
    const { auction, promise } = mechanism.hold(market, soleRequester(settings), true);
    expect(auction).toMatchObject({
      winners: [1],
      payments: { 1: 1.25 },
      value: 0.5,
      bidTotal: 0.25,
      withinBudget: true,
    });
    expect(promise?.chosen.get(1)).toBe(bid);
    expect(promise?.tolerance).toBe(30);
  });

  it.each([
    [
      'names an unknown winner',
      '({ winners: [7], payments: { 7: 1 } })',
      'winners[0] is 7: must be the number of a vehicle',
    ],
    ['names a winner twice', '({ winners: [0, 0], payments: { 0: 1 } })', 'winners name vehicle 0 twice'],
    ['pays nothing', '({ winners: [0], payments: {} })', 'payments[0] is'],
    ['gives no result', '42', 'it returned 42'],
  ])('fails on a user mechanism that %s', async (name, result, message) => {
    const file = moduleOf(`${name.replaceAll(' ', '-')}.mjs`, `export default () => ${result};`);
    const failure = await heldBy({ mechanism: file }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RunError);
    expect(String(failure)).toContain(message);
  });
});
