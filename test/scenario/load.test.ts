import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { loadScenario, parseScenario, scenarioJsonSchema } from '../../src/scenario/index.js';

const good = `name: small
traffic:
  network: small.net.xml
  demand:
    routes: small.rou.xml
    rate: 30
crowdsourcing:
  auction:
    budget: 7
`;

const faultOf = (text: string): string => {
  try {
    parseScenario(text, 's.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return 'accepted';
};

describe('parseScenario', () => {
  it('fills in the defaults', () => {
    const scenario = parseScenario(good, 's.yaml');
    expect(scenario.seed).toBe(1);
    expect(scenario.crowdsourcing.auction).toEqual({
      mechanism: 'tbuma',
      budget: 7,
      valuation: 'exact',
      alpha: 'two',
    });
    expect(scenario.crowdsourcing.tasks.values).toEqual([1, 0.8, 0.6, 0.4, 0.2]);
    expect(scenario.traffic.demand).toMatchObject({ process: 'binomial', rate: 30 });
  });

  it.each([
    [
      'an unknown key, with the nearest known one',
      good.replace('budget: 7', 'budgt: 7'),
      's.yaml:9:5: crowdsourcing.auction.budgt unknown key: did you mean budget?',
    ],
    [
      'a key misspelt inside the demand',
      good.replace('rate: 30', 'rat: 30'),
      's.yaml:6:5: traffic.demand.rat unknown key: did you mean rate?',
    ],
    [
      'a number out of range',
      good.replace('budget: 7', 'budget: -7'),
      's.yaml:9:13: crowdsourcing.auction.budget is -7: must be a number of at least 0',
    ],
    [
      'a missing key',
      good.replace('  network: small.net.xml\n', ''),
      's.yaml:2:1: traffic.network is missing: must be a string',
    ],
    [
      'a wrong choice',
      `${good}    alpha: three\n`,
      's.yaml:10:12: crowdsourcing.auction.alpha is "three": must be one of paper, two',
    ],
    [
      'values that rise',
      `${good}  tasks: {values: [1, 2]}\n`,
      's.yaml:10:19: crowdsourcing.tasks.values is [1,2]: must be values that never rise from one subinterval to the next',
    ],
    [
      'an option that Bidlane sets itself',
      good.replace('    rate: 30\n', '    rate: 30\n  options: {seed: 3}\n'),
      's.yaml:7:19: traffic.options.seed is 3: must be left to Bidlane, which sets it itself',
    ],
    ['an empty file', '', 's.yaml:1:1: is empty: a scenario with at least name and traffic'],
    ['a text', 'just words', 's.yaml:1:1: is "just words": must be an object'],
  ])('says line and column of %s', (_, text, message) => {
    expect(faultOf(text)).toBe(message);
  });

  it('says line and column of broken YAML', () => {
    expect(faultOf('name: [1, 2\ntraffic: {')).toMatch(/^s\.yaml:\d+:\d+: not readable as YAML/);
  });
});

describe('loadScenario', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bidlane-test-'));
    await writeFile(join(folder, 's.yaml'), good);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('refuses files that are not there, at their place in the scenario', async () => {
    await expect(loadScenario(join(folder, 'other.yaml'))).rejects.toThrow(
      'other.yaml: there is no such file',
    );
    await expect(loadScenario(folder)).rejects.toThrow('is a folder');
    await expect(loadScenario(join(folder, 's.yaml'))).rejects.toThrow(
      /s\.yaml:3:12: traffic\.network: no file at .*small\.net\.xml/,
    );
    await writeFile(join(folder, 'small.net.xml'), '');
    await expect(loadScenario(join(folder, 's.yaml'))).rejects.toThrow(
      /s\.yaml:5:13: traffic\.demand\.routes: no file at/,
    );
  });

  it('makes paths absolute, relative to the scenario', async () => {
    await writeFile(join(folder, 'small.net.xml'), '');
    await writeFile(join(folder, 'small.rou.xml'), '');
    const { scenario } = await loadScenario(join(folder, 's.yaml'));
    expect(scenario.traffic.network).toMatch(/^\/.*small\.net\.xml$/);
    expect(scenario.traffic.demand).toMatchObject({
      routes: expect.stringMatching(/^\/.*small\.rou\.xml$/) as string,
    });
  });

  it.each(['manhattan', 'beijing', 'grid3-rush', 'freshness-manhattan'])(
    'accepts scenarios/%s.yaml',
    async (name) => {
      expect((await loadScenario(`scenarios/${name}.yaml`)).scenario.name).toBe(name);
    },
  );
});

describe('scenarioJsonSchema', () => {
  it('documents every field', () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties, anyOf } = node as { properties?: Record<string, object>; anyOf?: object[] };
      for (const [key, value] of Object.entries(properties ?? {})) {
        const isGroup = 'properties' in value || 'anyOf' in value;
        if (!isGroup && !('description' in value)) missing.push(`${path}.${key}`);
        walk(value, `${path}.${key}`);
      }
      for (const [i, value] of (anyOf ?? []).entries()) walk(value, `${path}(${i})`);
    };
    walk(scenarioJsonSchema(), 'scenario');
    expect(missing).toEqual([]);
  });
});
