import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noisyStudy } from '../sim/studies/study-run.js';
import { smallScenario, workshop } from './bidlane.js';

const shop = workshop();
const noisy = shop.write('noisy.mjs', noisyStudy());

interface Document {
  readonly study: string;
  readonly points: readonly unknown[];
  readonly claims: readonly { readonly claim: string; readonly holds: boolean; readonly evidence: string }[];
  readonly digest: string;
}

describe('bidlane study', () => {
  it('lists the built-in studies', async () => {
    const { status, stdout } = await shop.run(['study', 'list']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^enter-fig11 +Thresholds against arrival probabilities \(ENTER paper, Fig\. 11\)$/m,
    );
    const json = JSON.parse((await shop.run(['study', 'list', '--json'])).stdout) as { study: string }[];
    expect(json.map(({ study }) => study)).toContain('tbuma-fig08');
  });

  it('prints one JSON document, progress apart from it, and the same digest with other jobs', async () => {
    const run = async (jobs: string) => {
      const { status, stdout, stderr } = await shop.run([
        'study',
        noisy,
        '--json',
        '--jobs',
        jobs,
        '--out',
        shop.path(`j${jobs}`),
      ]);
      expect(status).toBe(0);
      expect(stderr).toContain('noisy: 18 of 18 replications');
      return JSON.parse(stdout) as Document;
    };
    const [one, two] = [await run('1'), await run('2')];
    expect(one.study).toBe('noisy');
    expect(one.points).toHaveLength(3);
    expect(one.claims.map(({ holds }) => holds)).toEqual([true, false]);
    expect(two).toEqual(one);
    expect(existsSync(shop.path('j1', 'report.html'))).toBe(true);
  });

  it('ends with 1 under --strict when a claim does not hold, with the results written and printed', async () => {
    const out = shop.path('strict');
    const lax = await shop.run(['study', noisy, '--quick', '--out', out]);
    expect(lax.status).toBe(0);
    expect(lax.stdout).toContain('1 of 2 claims hold');
    expect(lax.stdout).toContain('does not hold  better is better by far');
    const strict = await shop.run(['study', noisy, '--quick', '--out', out, '--strict']);
    expect(strict.status).toBe(1);
    expect(strict.stdout).toBe(lax.stdout);
    expect(strict.stderr).toContain('error: --strict: a claim does not hold: better is better by far');
    expect((await shop.run(['study', 'enter-fig11', '--strict', '--out', shop.path('e11')])).status).toBe(0);
  });

  it('ends with 2 and one line for what there is not', async () => {
    const unknown = await shop.run(['study', 'tbuma-fig99']);
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/^error: tbuma-fig99: no such study: .*enter-fig11, .*\n$/);
    const missing = await shop.run(['study', shop.path('none.yaml')]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('there is no such file');
  });

  it('ends with 130 when interrupted, and goes on from there', async () => {
    // With STUCK set each process does four replications and then never ends.
    const slow = shop.write(
      'slow.mjs',
      noisyStudy('replications: 15, prepare: () => undefined,').replace(
        'const base',
        'if (process.env.STUCK !== undefined && calls++ === 4) await new Promise((r) => setTimeout(r, 1e9)); const base',
      ),
    );
    const out = shop.path('slow');
    const running = shop.start(['study', slow, '--out', out, '--jobs', '2'], { env: { STUCK: '1' } });
    await running.said(' of 45 replications');
    running.child.kill('SIGINT');
    const { status, stderr } = await running.ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/interrupted: SIGINT received, the same command goes on from here\n$/);
    const resumed = await shop.run(['study', slow, '--out', out, '--json']);
    expect(resumed.stderr).toMatch(/noisy: \d+ of 45 replications are there from an earlier run/);
    const whole = await shop.run(['study', slow, '--out', shop.path('slow-whole'), '--json']);
    expect((JSON.parse(resumed.stdout) as Document).digest).toBe(
      (JSON.parse(whole.stdout) as Document).digest,
    );
  });
});

describe('bidlane sweep', () => {
  it('runs every combination, and tabulates the measures with intervals', async () => {
    const scenario = shop.write('small.yaml', smallScenario());
    const args = [
      'sweep',
      scenario,
      '--vary',
      'crowdsourcing.budget=1..3:2',
      '--replications',
      '2',
      '--measure',
      'winners',
    ];
    const { status, stdout } = await shop.run([...args, '--out', shop.path('sweep')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}budget +replications +winners$/m);
    expect(stdout).toMatch(/^ {2}1 +2 +\d/m);
    const html = readFileSync(shop.path('sweep', 'report.html'), 'utf8');
    expect(html).toContain('small against budget');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('names the right path for a wrong one, before anything runs', async () => {
    const scenario = shop.write('small.yaml', smallScenario());
    const wrong = await shop.run(['sweep', scenario, '--vary', 'crowdsourcing.bugdet=1..3']);
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toBe(
      'error: --vary crowdsourcing.bugdet: no such setting of a scenario: did you mean crowdsourcing.auction.budget?\n',
    );
    const bad = await shop.run(['sweep', scenario, '--vary', 'budget=1..3', '--until', 'winners']);
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain('error: --until: is "winners": a measure and a half-width');
  });
});
