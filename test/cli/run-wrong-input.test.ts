import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../sim/index.js';
import { outcomeOf } from '../../src/cli/exit.js';
import { InputError } from '../../src/input/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { grid3, smallScenario, workshop } from './bidlane.js';

const shop = workshop();

/** The one line that refuses a scenario, through the command line. */
async function refusalByCommand(scenario: string): Promise<string> {
  const file = shop.write('scenario.yaml', scenario);
  const { status, stdout, stderr } = await shop.run(['run', file, '--out', 'out']);
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  expect(existsSync(shop.path('out'))).toBe(false);
  expect(shop.leftovers()).toEqual([]);
  return stderr;
}

/** The same from the library, which is quicker: what an InputError says is what the command writes. */
async function refusal(scenario: string): Promise<string> {
  const file = shop.write('scenario.yaml', scenario);
  const out = shop.path('out');
  const error: unknown = await loadScenario(file)
    .then((loaded) =>
      runScenario(loaded, {
        out,
        jobs: 1,
        cache: shop.path('cache'),
        bidlaneVersion: 'test',
        now: () => new Date(0),
      }),
    )
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(existsSync(out)).toBe(false);
  const { lines, status } = outcomeOf(error, false);
  expect(status).toBe(2);
  return `${lines}\n`;
}

/** An error line: WHERE: WHAT IS WRONG: WHAT WOULD BE RIGHT. */
const line = (where: string, what: RegExp, right: RegExp): RegExp =>
  new RegExp(`^error: ${where.replaceAll('.', '\\.')}: ${what.source}: ${right.source}\\n$`);
const withDemand = (demand: object): string => smallScenario({ traffic: { demand } });

describe('bidlane run with a wrong scenario', () => {
  const scenario = shop.path('scenario.yaml');

  it('names a file that is not there, and a folder', async () => {
    const missing = await shop.run(['run', 'missing.yaml']);
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toMatch(
      line('missing.yaml', /there is no such file/, /the path of a scenario .*/),
    );
    expect((await shop.run(['run', '.'])).stderr).toMatch(line('.', /is a folder/, /the path .*/));
  });

  it('names line and column of broken YAML and of a second key', async () => {
    expect(await refusalByCommand('name: a\ntraffic: [\n')).toMatch(
      line(`${scenario}:3:1`, /not readable as YAML \(.+\)/, /keys and values as in .+/),
    );
    expect(await refusal('name: a\nname: b\n')).toMatch(
      line(`${scenario}:2:1`, /not readable.*unique\)/, /.+/),
    );
    expect(await refusal('')).toMatch(line(`${scenario}:1:1`, /is empty/, /a scenario with .+/));
  });

  it('names the nearest known key for an unknown one', async () => {
    expect(await refusal('name: a\ntrafic: {}\n')).toMatch(
      line(`${scenario}:2:1`, /trafic unknown key/, /did you mean traffic\?/),
    );
  });

  it('refuses a rate that the binomial law cannot give', async () => {
    const stderr = await refusal(withDemand({ routes: grid3.routes, rate: [{ from: 0, rate: 400 }] }));
    expect(stderr).toMatch(
      /scenario\.yaml:1:\d+: traffic\.demand\.rate\.0\.rate is 400: must be at most 300/,
    );
  });
});

describe('bidlane run with a wrong network', () => {
  it.each([
    [
      'missing.net.xml',
      undefined,
      /scenario\.yaml:1:\d+: traffic\.network: no file at .*missing\.net\.xml: a path/,
    ],
    [
      'cut.net.xml',
      readFileSync(grid3.network, 'utf8').slice(0, 5000),
      /cut\.net\.xml:\d+:\d+: malformed XML \(.+\): must be a whole/,
    ],
    [
      'routes.net.xml',
      '<routes/>',
      /routes\.net\.xml:1:1: the root element is <routes>: must be a whole SUMO network/,
    ],
    [
      'roadless.net.xml',
      '<net/>',
      /roadless\.net\.xml: has no roads: must be a SUMO network with at least one/,
    ],
    [
      'empty.net.xml',
      '',
      /empty\.net\.xml:1:1: malformed XML \(document must contain a root element\): must be/,
    ],
  ])('%s', async (name, content, message) => {
    if (content !== undefined) shop.write(name, content);
    const stderr = await refusal(smallScenario({ traffic: { network: name } }));
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('through the command line', async () => {
    shop.write('cut.net.xml', readFileSync(grid3.network, 'utf8').slice(0, 5000));
    const stderr = await refusalByCommand(smallScenario({ traffic: { network: 'cut.net.xml' } }));
    expect(stderr).toMatch(
      /^error: \S+cut\.net\.xml:\d+:\d+: malformed XML \(.+\): must be a whole SUMO network .*\n$/,
    );
  });

  it('that only SUMO refuses', async () => {
    // A junction without its shape: the library has no use for it, SUMO has.
    const net = readFileSync(grid3.network, 'utf8').replace(
      /(<junction id="B2"[^>]*) shape="[^"]*"/,
      '$1 shape="x"',
    );
    const stderr = await refusal(smallScenario({ traffic: { network: shop.write('odd.net.xml', net) } }));
    expect(stderr).toMatch(/^error: \S+odd\.net\.xml: SUMO refuses it \(.+\): a network that .+\n$/);
  });
});

describe('bidlane run with wrong routes', () => {
  const edge = 'A1-A2';
  it.each([
    [
      'an unknown edge',
      `<routes>\n<route id="a" edges="${edge} zz"/></routes>`,
      /a\.rou\.xml:2:1: unknown link "zz": a link of/,
    ],
    [
      'links apart',
      '<routes><route id="a" edges="A1-A2 C1-C2"/></routes>',
      /link C1-C2 does not follow A1-A2: after A1-A2 come/,
    ],
    [
      'trips',
      '<routes><trip id="a" depart="0" from="A1-A2" to="A2-A3"/></routes>',
      /<trip> has no route yet: make routes of it first: duarouter/,
    ],
    ['no routes', '<routes/>', /a\.rou\.xml: holds no routes: a file with <route id edges>/],
    ['an empty file', '', /a\.rou\.xml:1:1: malformed XML .+: must be a SUMO route file/],
    [
      'an unknown vehicle class',
      `<routes><vType id="t" vClass="boat"/><route id="a" edges="${edge}"/></routes>`,
      /a\.rou\.xml: SUMO refuses it \(.*boat.*\): a route file that fits/,
    ],
  ])('a pool with %s', async (_, content, message) => {
    const stderr = await refusal(withDemand({ routes: shop.write('a.rou.xml', content), rate: 30 }));
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it.each([
    [
      'an unknown edge',
      '<routes><vehicle id="v" depart="30"><route edges="A1-A2 zz"/></vehicle></routes>',
      /'zz'/,
    ],
    ['an empty file', '', /invalid document structure/],
    [
      'an unknown type',
      '<routes><vehicle id="v" type="t" depart="1"><route edges="A1-A2"/></vehicle></routes>',
      /'t'/,
    ],
  ])('a ready demand with %s', async (_, content, words) => {
    const stderr = await refusal(withDemand({ file: shop.write('b.rou.xml', content) }));
    expect(stderr).toMatch(
      /^error: \S+b\.rou\.xml: SUMO refuses it \(.+\): a route file that fits the network .+\n$/,
    );
    expect(stderr).toMatch(words);
  });
});

describe('bidlane run with options that SUMO refuses', () => {
  it('through the command line', async () => {
    const stderr = await refusalByCommand(smallScenario({ traffic: { options: { scale: 'big' } } }));
    expect(stderr).toMatch(
      /^error: \S+scenario\.yaml:1:\d+: traffic\.options\.scale: SUMO refuses it \(.*big.*\): an option .+\n$/,
    );
  });

  it.each([
    ['no-such-option', 3, /No option with the name/],
    ['time-to-teleport', 'abc', /abc/],
  ])('%s: %s', async (name, value, words) => {
    const options = { 'max-depart-delay': 60, [name]: value };
    const stderr = await refusal(smallScenario({ traffic: { options } }));
    expect(stderr).toMatch(
      new RegExp(
        `^error: \\S+scenario\\.yaml:1:\\d+: traffic\\.options\\.${name}: SUMO refuses it \\(.+\\): an option .+\\n$`,
      ),
    );
    expect(stderr).toMatch(words);
  });

  it('refuses options that Bidlane sets itself', async () => {
    expect(await refusal(smallScenario({ traffic: { options: { 'remote-port': 9 } } }))).toMatch(
      /traffic\.options\.remote-port is 9: must be left to Bidlane/,
    );
  });
});

describe('a wrong command line', () => {
  it.each([
    [['run', 'x.yaml', '--seed', '-1'], /^error: --seed: is "-1": must be a whole number of at least 0\n$/],
    [['run', 'x.yaml', '--jobs', '0'], /^error: --jobs: is "0": must be a whole number of at least 1\n$/],
    [['run', 'x.yaml', '--bogus'], /^error: command line: unknown option '--bogus'/],
    [['run'], /^error: command line: missing required argument 'scenario'/],
    [['rum'], /^error: command line: unknown command 'rum'\n\(Did you mean run\?\)/],
    [['auction', 'tbumma'], /^error: mechanism tbumma: is not known: did you mean tbuma\?/],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await shop.run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('shows a stack trace only when asked', async () => {
    const plain = await shop.run(['run', 'missing.yaml']);
    const debug = await shop.run(['run', 'missing.yaml'], { env: { BIDLANE_DEBUG: '1' } });
    expect(plain.stderr).not.toMatch(/\n {4}at /);
    expect(debug.stderr.startsWith(plain.stderr)).toBe(true);
    expect(debug.stderr).toMatch(/\n {4}at .*load/);
  });
});
