import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const shop = workshop();
const payAsBid = shop.write(
  'pay-as-bid.mjs',
  `export const name = 'pay as bid';
   export const promises = ['truthful-price', 'individual-rationality'];
   export default ({ vehicles }) => ({
     winners: vehicles.map((_, i) => i),
     payments: Object.fromEntries(vehicles.map(({ bid }, i) => [i, bid])),
   });`,
);

interface Report {
  readonly mechanism: string;
  readonly instances: number;
  readonly properties: readonly {
    readonly property: string;
    readonly violations: number;
    readonly counterexample: object | null;
    readonly gain: number;
    readonly lie: { readonly input: object } | null;
  }[];
}

describe('bidlane audit', () => {
  it('prints a report as JSON whose counterexamples the other commands take', async () => {
    const { status, stdout, stderr } = await shop.run(['audit', 'buma', '--instances', '60', '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({
      mechanism: 'buma',
      variant: { valuation: 'exact' },
      instances: 60,
      seed: 1,
    });
    const price = report.properties.find(({ property }) => property === 'truthful-price');
    expect(price).toMatchObject({ promised: false, unconfirmed: 0 });
    expect(price?.violations).toBeGreaterThan(0);
    expect(price?.gain).toBeGreaterThan(0);
    const input = JSON.stringify([price?.counterexample, price?.lie?.input]);
    const auction = await shop.run(['auction', 'buma'], { input });
    expect(auction.status).toBe(0);
    expect(JSON.parse(auction.stdout)).toHaveLength(2);
    const loss = report.properties.find(({ property }) => property === 'individual-rationality');
    expect(loss).toMatchObject({ promised: true, violations: 0, counterexample: null, gain: 0, lie: null });
  });

  it('prints a table and explains what it found; --strict makes a broken promise fail', async () => {
    const args = ['audit', payAsBid, '--instances', '40', '--promised', '--strict'];
    const { status, stdout, stderr } = await shop.run(args);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^pay as bid: 40 instances, seed 1\n/);
    expect(stdout).toMatch(/^property +promised +tried +violations +gain$/m);
    expect(stdout).toMatch(/^truthful-price +yes +\d+ +\d+ +[\d.]+$/m);
    expect(stdout).toMatch(/^individual-rationality +yes +\d+ +0 +-$/m);
    expect(stdout).toContain(
      'truthful-price (promised): it does not hold that nobody gains by another price.',
    );
    expect(stdout).toMatch(/^ {2}vehicle \d asks [\d.]+ in place of [\d.]+: it wins, is paid/m);
    expect(stdout).toMatch(/Broken promises: truthful-price\.\n$/);
  });

  it('is content with a mechanism that keeps its promises', async () => {
    const args = ['audit', 'wbs', '--bids', '1', '--instances', '40', '--promised', '--strict'];
    const { status, stdout } = await shop.run(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^wbs, payment critical, bids 1: 40 instances, seed 1\n/);
    expect(stdout).toMatch(/No broken promise was found\.\n$/);
  });

  it.each([
    [['tbumma'], 'error: tbumma: there is no such mechanism: did you mean tbuma?'],
    [['./nowhere.mjs'], 'error: ./nowhere.mjs: there is no such file: a module'],
    [['tbuma', '--score', 'coupled'], 'error: --score: does not concern tbuma: its options are'],
    [['tbuma', '--alpha', 'three'], 'error: command line: option'],
    [['tbuma', '--instances', '0'], 'error: --instances: is "0": must be a whole number of at least 1'],
    [[], 'error: command line: missing required argument'],
  ])('%s is refused with one line', async (args, message) => {
    const { status, stdout, stderr } = await shop.run(['audit', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it("fails when a user's mechanism returns no outcome", async () => {
    const silent = shop.write('silent.mjs', 'export default () => undefined;');
    const { status, stderr } = await shop.run(['audit', silent]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/silent\.mjs: it returned missing: must be an object with winners and payments/);
  });

  it('ends with status 130 when it is interrupted', async () => {
    const endless = shop.write(
      'endless.mjs',
      `let calls = 0;
       export default () => {
         if (calls++ === 300) process.stderr.write('on its way\\n');
         return { winners: [], payments: {} };
       };`,
    );
    const search = shop.start(['audit', endless, '--instances', '100000000']);
    await search.said('on its way');
    search.child.kill('SIGINT');
    const { status, stdout, stderr } = await search.ended;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(stderr).toContain('interrupted: SIGINT received, nothing was written');
  });
});
