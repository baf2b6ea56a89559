import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type AuditReport,
  builtInAuditor,
  loadMechanism,
  type PropertyFinding,
  type PropertyName,
  userAuditor,
  type VariantOptions,
} from '../../src/audit/index.js';
import { marketDocument } from '../../src/market/index.js';
import { auctionDocument, wbsDocument } from '../../src/recruitment/index.js';

function search(
  mechanism: string,
  variant: VariantOptions,
  instances: number,
  seed = 1,
  promisedOnly = false,
): Promise<AuditReport> {
  return builtInAuditor(mechanism, variant).run({ instances, seed, promisedOnly });
}

function found(report: AuditReport, property: PropertyName): PropertyFinding {
  const finding = report.properties.find((one) => one.property === property);
  if (finding === undefined) throw new Error(`${property} was not tried`);
  return finding;
}

function violated(report: AuditReport, promised: boolean): string[] {
  return report.properties
    .filter((finding) => finding.violations > 0 && finding.promised === promised)
    .map(({ property }) => property);
}

/** The lie of a finding, and the number of the vehicle that tells it. */
function lieOf({ lie }: PropertyFinding) {
  if (lie === null) throw new Error('no lie');
  return { ...lie, person: Number(/^vehicle (\d+)$/.exec(lie.by)?.[1] ?? -1) };
}

describe('TBUMA', () => {
  it('breaks its budget with alpha paper, and the counterexample shows it', async () => {
    const report = await search('tbuma', { alpha: 'paper' }, 4000, 1, true);
    const { counterexample, gain, violations } = found(report, 'budget-feasibility');
    expect(violations).toBeGreaterThan(0);
    const { budget } = counterexample as { budget: number };
    const { paymentTotal, withinBudget, valueOfAll } = auctionDocument('tbuma', counterexample);
    expect(withinBudget).toBe(false);
    expect(paymentTotal - budget).toBeCloseTo(gain, 9);
    expect(valueOfAll / budget).toBeGreaterThan(1);
    expect(valueOfAll / budget).toBeLessThan(2);
    expect(violated(report, true)).toEqual(['budget-feasibility']);
  });

  it('keeps all promises with alpha two, and has no others', async () => {
    const report = await search('tbuma', {}, 1500);
    expect(violated(report, true)).toEqual([]);
    expect(violated(report, false)).toEqual(['truthful-bundle', 'truthful-completion', 'false-names']);
    // Hiding a task makes the set of all bids cheaper than the budget, which lifts the limit.
    const finding = found(report, 'truthful-bundle');
    const { person, honest, lying, input } = lieOf(finding);
    const payments = [finding.counterexample, input].map(
      (document) => auctionDocument('tbuma', document).payments[person] ?? 0,
    );
    expect(payments[0]).toBeCloseTo(honest.payment, 9);
    expect(payments[1]).toBeCloseTo(lying.payment, 9);
    expect(lying.utility - honest.utility).toBeCloseTo(finding.gain, 9);
  });
});

describe('the other auctions', () => {
  it('BUMA is manipulable, as it pays what is asked', async () => {
    const report = await search('buma', {}, 300);
    const finding = found(report, 'truthful-price');
    expect(finding.promised).toBe(false);
    const { person, input, lying } = lieOf(finding);
    expect(auctionDocument('buma', input).payments[person]).toBeCloseTo(lying.payment, 9);
    expect(violated(report, true)).toEqual([]);
  });

  it('BVM is truthful and keeps its budget, but not profitable', async () => {
    const report = await search('bvm', {}, 600);
    expect(violated(report, true)).toEqual([]);
    expect(violated(report, false)).toContain('profitability');
    const { counterexample, gain } = found(report, 'profitability');
    expect(auctionDocument('bvm', counterexample).requesterUtility).toBeCloseTo(-gain, 9);
  });
});

describe('WBS', () => {
  it('with one bid keeps all promises', async () => {
    const report = await search('wbs', { bids: '1' }, 1500, 1, true);
    expect(violated(report, true)).toEqual([]);
    expect(report.properties.map(({ property }) => property)).not.toContain('truthful-bids');
  });

  it('with several bids is manipulable by prices and by withholding bids', async () => {
    const report = await search('wbs', { bids: 'several' }, 1500, 1, true);
    expect(violated(report, true)).toEqual(expect.arrayContaining(['truthful-price', 'truthful-bids']));
    const finding = found(report, 'truthful-bids');
    const { person, input, honest, lying } = lieOf(finding);
    const payments = [finding.counterexample, input].map(
      (document) => wbsDocument(document).payments[person] ?? 0,
    );
    expect(payments[0]).toBeCloseTo(honest.payment, 9);
    expect(payments[1]).toBeCloseTo(lying.payment, 9);
    expect(finding.gain).toBeGreaterThan(0);
  });

  it('is manipulable even with one bid when it pays as printed', async () => {
    const report = await search('wbs', { bids: '1', payment: 'printed' }, 300, 1, true);
    expect(violated(report, true)).toEqual(
      expect.arrayContaining(['truthful-price', 'profitability', 'critical-payment']),
    );
  });

  it('is truthful with several bids by a menu, which can lose money', async () => {
    const report = await search('wbs', { payment: 'menu' }, 1500);
    expect(violated(report, true)).toEqual([]);
    expect(violated(report, false)).toContain('profitability');
  });
});

describe('the markets', () => {
  it('keep all promises with critical pricing, the coupled score and verified deadlines', async () => {
    for (const mechanism of ['epvisa', 'mtepvisa']) {
      const report = await search(mechanism, { deadlines: 'verified' }, 300, 1, true);
      expect(violated(report, true)).toEqual([]);
      expect(report.properties.length).toBeGreaterThan(6);
    }
    expect(violated(await search('pvisa', {}, 300, 1, true), true)).toEqual([]);
  });

  it('with the payment as printed are neither truthful nor individually rational', async () => {
    const report = await search('mtepvisa', { pricing: 'paper' }, 250, 1, true);
    expect(violated(report, true)).toEqual(
      expect.arrayContaining(['truthful-price', 'individual-rationality']),
    );
    const finding = found(report, 'individual-rationality');
    const { vehicle, vehiclePayment } = marketDocument('mtepvisa', finding.counterexample);
    expect(finding.loser).toBe(`vehicle ${vehicle}`);
    const { vehicles } = finding.counterexample as { vehicles: readonly { value: number }[] };
    expect(vehiclePayment - vehicles[vehicle ?? -1].value).toBeCloseTo(finding.gain, 9);
  });

  it('let simulators steer the winner through a realised score', async () => {
    const report = await search('mtepvisa', { score: 'realised' }, 300, 1, true);
    const finding = found(report, 'truthful-simulator');
    expect(finding.violations).toBeGreaterThan(0);
    const { by, input } = lieOf(finding);
    expect(by).toMatch(/^traffic simulator/);
    const before = marketDocument('mtepvisa', finding.counterexample);
    const after = marketDocument('mtepvisa', input);
    expect(after.vehicle).not.toBe(before.vehicle);
  });

  it('reward overstated deadlines and false names of the driving simulator', async () => {
    const report = await search('mtepvisa', {}, 120);
    expect(violated(report, true)).toEqual([]);
    expect(violated(report, false)).toEqual(['false-names-driving', 'truthful-deadline']);
    const { person, input } = lieOf(found(report, 'truthful-deadline'));
    expect(marketDocument('mtepvisa', input).vehicle).toBe(person);
    const names = lieOf(found(report, 'false-names-driving'));
    expect(names.by).toBe('the driving simulator');
    expect(marketDocument('mtepvisa', names.input).simulatorPerTask).toContain(0);
  });
});

describe('an audit', () => {
  it('gives the same report for the same seed', async () => {
    const [a, b, other] = await Promise.all([
      search('wbs', {}, 150),
      search('wbs', {}, 150),
      search('wbs', {}, 150, 2),
    ]);
    expect(a).toEqual(b);
    expect(other.properties).not.toEqual(a.properties);
  });

  it('tells how far it is and ends when it is told to', async () => {
    const told: number[] = [];
    const stop = new AbortController();
    const run = builtInAuditor('tbuma').run({
      instances: 1000,
      seed: 1,
      signal: stop.signal,
      onProgress: (done) => {
        told.push(done);
        if (done === 400) stop.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(told).toEqual([0, 200, 400]);
  });

  it('refuses what does not concern a mechanism', () => {
    expect(() => builtInAuditor('tbumma')).toThrow(/tbumma: there is no such mechanism: did you mean tbuma/);
    expect(() => builtInAuditor('wbs', { alpha: 'two' })).toThrow(
      /--alpha: does not concern wbs: its options are --payment, --bids/,
    );
    expect(() => builtInAuditor('toString')).toThrow(/no such mechanism/);
  });
});

describe("a user's mechanism", () => {
  const folder = mkdtempSync(join(tmpdir(), 'bidlane-audit-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const payAsBid = `export default ({ vehicles }) => {
    const winners = vehicles.flatMap((_, i) => (vehicles[i].bid < 2 ? [i] : []));
    return { winners, payments: Object.fromEntries(winners.map((i) => [i, vehicles[i].bid])) };
  };`;

  it('is held to what is expected of an auction', async () => {
    const user = await loadMechanism(written('pay-as-bid.mjs', payAsBid));
    const report = await userAuditor(user).run({ instances: 200, seed: 1 });
    expect(report.exactness).toBe('outcome');
    expect(violated(report, true)).toEqual([
      'truthful-price',
      'profitability',
      'budget-feasibility',
      'critical-payment',
    ]);
  });

  it('is held to its own promises where it makes them', async () => {
    const text = `export const promises = ['individual-rationality', 'monotonicity'];\n${payAsBid}`;
    const user = await loadMechanism(written('modest.mjs', text));
    const report = await userAuditor(user).run({ instances: 200, seed: 1, promisedOnly: true });
    expect(report.properties.map(({ property, violations }) => [property, violations])).toEqual([
      ['individual-rationality', 0],
      ['monotonicity', 0],
    ]);
    expect(() => userAuditor(user, { payment: 'menu' })).toThrow(/its options are none/);
  });

  it('can take several bids, or be a market', async () => {
    const bids = await loadMechanism(
      written(
        'first-bids.mjs',
        `export const kind = 'bids';
         export default ({ vehicles }) => ({
           winners: vehicles.map((_, vehicle) => ({ vehicle, bid: 0 })),
           payments: Object.fromEntries(vehicles.map(({ bids }, i) => [i, bids[0].price - 1])),
         });`,
      ),
    );
    const losing = await userAuditor(bids, { bids: '1' }).run({ instances: 60, seed: 1 });
    const loss = found(losing, 'individual-rationality');
    expect(loss.gain).toBeCloseTo(1, 9);
    const market = await loadMechanism(
      written(
        'first-vehicle.mjs',
        `export const kind = 'market';
         export default ({ vehicles }) => ({
           vehicle: 0,
           vehiclePayment: vehicles[0].bid ?? vehicles[0].value,
           simulatorPerTask: vehicles[0].tasks.map(() => 0),
           simulatorPayments: vehicles[0].tasks.map(() => 0),
         });`,
      ),
    );
    const report = await userAuditor(market, { deadlines: 'verified' }).run({ instances: 40, seed: 1 });
    expect(violated(report, true)).toEqual(['truthful-price', 'critical-payment']);
  });
});
