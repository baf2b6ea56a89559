import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMechanism } from '../../src/audit/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-mechanism-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function written(text: string): string {
  const path = join(folder, `mechanism-${count++}.mjs`);
  writeFileSync(path, text);
  return path;
}

const market = { budget: 1, tasks: [{ values: [1] }], vehicles: [{ bid: 0.5, completion: { 0: [1] } }] };

describe('a mechanism of a user', () => {
  it('is loaded with its kind, name and promises', async () => {
    const path = written(`
      export const name = 'everyone';
      export const promises = ['individual-rationality'];
      export default (market) => ({
        winners: market.vehicles.map((_, i) => i),
        payments: Object.fromEntries(market.vehicles.map(({ bid }, i) => [i, bid])),
      });`);
    const mechanism = await loadMechanism(path);
    expect(mechanism).toMatchObject({
      kind: 'auction',
      name: 'everyone',
      promises: ['individual-rationality'],
    });
    if (mechanism.kind !== 'auction') throw new Error('another kind');
    expect(mechanism.run(market)).toEqual({ winners: [0], payments: { 0: 0.5 } });
  });

  it('is named by its path and takes several bids or a market where it says so', async () => {
    const path = written(
      `export const kind = 'bids'; export default () => ({ winners: [{ vehicle: 0, bid: 1 }], payments: { 0: 1 } });`,
    );
    const mechanism = await loadMechanism(path);
    expect(mechanism).toMatchObject({ kind: 'bids', name: path, promises: undefined });
    if (mechanism.kind !== 'bids') throw new Error('another kind');
    const { run } = mechanism;
    const bid = { price: 1, etc: {} };
    expect(run({ tasks: [], vehicles: [{ bids: [bid, bid] }] }).payments).toEqual({ 0: 1 });
    expect(() => run({ tasks: [], vehicles: [{ bids: [bid] }] })).toThrow(
      /winners\[0\] is .*a bid of the market/,
    );
  });

  it.each([
    ['export const run = 1;', /default export is missing/],
    ['export default 3;', /default export is 3/],
    [
      'export const kind = "raffle"; export default () => null;',
      /kind: is "raffle": auction, bids or market/,
    ],
    ['export const promises = ["luck"]; export default () => null;', /promises\[0\]: is "luck": a list of/],
    ['export const promises = 1; export default () => null;', /promises: is 1: a list of/],
    ['export default (', /cannot be loaded/],
    ['throw new Error("no luck");', /cannot be loaded \(no luck\)/],
  ])('that is wrong is refused: %s', async (text, message) => {
    const loading = loadMechanism(written(text));
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toMatchObject({ name: 'InputError' });
  });

  it('that is not there is refused', async () => {
    await expect(loadMechanism(join(folder, 'nowhere.mjs'))).rejects.toThrow(
      /nowhere\.mjs: there is no such file: a module/,
    );
  });

  it.each([
    ['undefined', /it returned missing: must be an object/],
    ['Promise.resolve(1)', /it returned a promise/],
    ['({ payments: {} })', /winners are missing/],
    ['({ winners: [1], payments: { 1: 1 } })', /winners\[0\] is 1: must be the number of a vehicle/],
    ['({ winners: [0, 0], payments: { 0: 1 } })', /vehicle 0 twice/],
    ['({ winners: [0], payments: {} })', /payments\[0\] is missing/],
    ['({ winners: [0], payments: { 0: NaN } })', /payments\[0\] is null/],
    ['({ winners: [] })', /payments are missing/],
  ])('that returns %s fails', async (outcome, message) => {
    const mechanism = await loadMechanism(written(`export default () => ${outcome};`));
    if (mechanism.kind !== 'auction') throw new Error('another kind');
    expect(() => mechanism.run(market)).toThrow(message);
  });

  it.each([
    ['{ vehicle: 1 }', /vehicle is 1/],
    ['{ vehicle: 0 }', /vehiclePayment is missing/],
    ['{ vehicle: 0, vehiclePayment: 1 }', /simulatorPerTask is missing/],
    ['{ vehicle: 0, vehiclePayment: 1, simulatorPerTask: [4] }', /simulatorPerTask\[0\] is 4/],
    ['{ vehicle: 0, vehiclePayment: 1, simulatorPerTask: [null] }', /simulatorPayments is missing/],
    [
      '{ vehicle: 0, vehiclePayment: 1, simulatorPerTask: [0], simulatorPayments: ["1"] }',
      /simulatorPayments\[0\] is "1"/,
    ],
  ])('of a market that returns %s fails', async (outcome, message) => {
    const path = written(`export const kind = 'market'; export default () => (${outcome});`);
    const mechanism = await loadMechanism(path);
    if (mechanism.kind !== 'market') throw new Error('another kind');
    const { run } = mechanism;
    const vehicle = { value: 1, uplinkRate: 1, downlinkRate: 1, preferences: [1], generativeScores: [1] };
    const round = {
      rsu: { cpu: 1, gpu: 1 },
      simulators: [{ size: 1, work: 1 }],
      vehicles: [{ ...vehicle, tasks: [{ size: 1, work: 1, deadline: 1 }] }],
      ...{ theta: 1, gamma: 1, alpha: 1, drivingBid: 1, accuracy: 1, wholeSimulations: false },
      ...({ matchQuality: 'journal', simulations: 'serial' } as const),
    };
    expect(() => run(round)).toThrow(message);
  });
});
