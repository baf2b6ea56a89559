import { openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workshop } from './bidlane.js';

const shop = workshop();
const market = {
  budget: 3,
  tasks: [{ values: [1, 0.5] }],
  vehicles: [
    { bid: 0.1, completion: { 0: [0.5, 0.5] } },
    { bid: 0.2, completion: { 0: [0.2, 0.2] } },
  ],
};
const wbs = {
  tasks: [{ start: 10, end: 2, rate: 0.05, deadline: 300 }],
  vehicles: [{ bids: [{ price: 2, etc: { 0: 75.5 } }] }],
};
const trip = {
  slotLength: 60,
  links: [[[30, 3]], [[20, 2]]],
  firstLinkFraction: 1,
  tasks: [{ linkFractions: [1, 0.5], processingTime: 9 }],
  boundaries: [45, 60],
  estimator: 'paper',
};

/** The answer of a command that must succeed without a word on standard error. */
async function answer(args: readonly string[], document?: unknown): Promise<unknown> {
  const input = document === undefined ? undefined : JSON.stringify(document);
  const { status, stdout, stderr } = await shop.run(args, { input });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.endsWith('\n')).toBe(true);
  return JSON.parse(stdout);
}

describe('bidlane auction', () => {
  it.each(['tbuma', 'buma', 'bvm', 'optimum', 'value'])('%s: fields of the answer', async (mechanism) => {
    const out = (await answer(['auction', mechanism], market)) as Record<string, unknown>;
    expect(Object.keys(out).sort()).toEqual(
      [
        ...[
          'mechanism',
          'valuation',
          'winners',
          'payments',
          'value',
          'valueOfAll',
          'bidTotal',
          'paymentTotal',
        ],
        ...['requesterUtility', 'socialWelfare', 'budgetLimited', 'withinBudget'],
      ].sort(),
    );
    expect(out.mechanism).toBe(mechanism);
    expect(out.value).toBeGreaterThanOrEqual(0.75);
    for (const [winner, payment] of Object.entries(out.payments as Record<string, number>)) {
      if (mechanism !== 'value') expect(payment).toBeGreaterThanOrEqual(market.vehicles[Number(winner)].bid);
    }
  });

  it('wbs: fields of the answer, from a file', async () => {
    const file = shop.write('wbs.json', JSON.stringify(wbs));
    const out = (await answer(['auction', 'wbs', file])) as Record<string, unknown>;
    expect(Object.keys(out)).toEqual(
      expect.arrayContaining([
        ...[
          'winners',
          'payments',
          'value',
          'priceTotal',
          'paymentTotal',
          'socialWelfare',
          'requesterUtility',
        ],
      ]),
    );
    expect(out.winners).toEqual([{ vehicle: 0, bid: 0 }]);
  });

  it('answers an array in order, in one process', async () => {
    const batch = Array.from({ length: 500 }, (_, i) => ({ ...market, budget: i / 100 }));
    const out = (await answer(['auction', 'tbuma', '-'], batch)) as { paymentTotal: number }[];
    expect(out).toHaveLength(500);
    expect(out[0].paymentTotal).toBe(0);
    expect(out[499]).toEqual(await answer(['auction', 'tbuma'], batch[499]));
    expect(await answer(['auction', 'tbuma'], [])).toEqual([]);
  });

  it.each([
    ['$[1].vehicles[0].bid', [market, { ...market, vehicles: [{ bid: -1, completion: {} }] }]],
    [
      '$.vehicles[1].completion["7"]',
      { ...market, vehicles: [market.vehicles[0], { bid: 1, completion: { 7: [1, 0] } }] },
    ],
    ['$.bugdet', { ...market, bugdet: 3 }],
    ['$', 'hello'],
  ])('fails as a whole with the path %s', async (path, document) => {
    const { status, stdout, stderr } = await shop.run(['auction', 'tbuma'], {
      input: JSON.stringify(document),
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(`error: ${path}: `), stderr).toBe(true);
    expect(stderr.trimEnd().split(': ').length).toBeGreaterThanOrEqual(4);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('names standard input, line and column of broken JSON', async () => {
    const { status, stdout, stderr } = await shop.run(['auction', 'tbuma'], {
      input: '{"budget": 3,\n  oops}',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: standard input:2:3: not JSON \(.+\): one JSON document\n$/);
  });
});

describe('bidlane travel-time predict', () => {
  it('answers one document and a batch', async () => {
    const one = (await answer(['travel-time', 'predict'], trip)) as {
      tasks: { mean: number; completion: number[] }[];
    };
    expect(one.tasks[0].mean).toBeCloseTo(30 + 10 + 9, 6);
    expect(one.tasks[0].completion).toHaveLength(2);
    expect(await answer(['travel-time', 'predict', '-'], [trip, trip])).toEqual([one, one]);
  });

  it('fails as a whole with the path', async () => {
    const input = JSON.stringify([trip, { ...trip, boundaries: ['soon'] }]);
    const { status, stdout, stderr } = await shop.run(['travel-time', 'predict'], { input });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: \$\[1\]\.boundaries\[0\]: is "soon": must be a number\n$/);
  });
});

describe('every command', () => {
  it.each([
    [
      ['auction', '--help'],
      ['"completion": {"0": [0.5, 0.5, 0, 0, 0]}', '"budgetLimited"', 'wbs', '"menu"'],
    ],
    [
      ['travel-time', 'predict', '--help'],
      ['"linkFractions"', '"slotProbabilities"', '"boundaries"'],
    ],
    [
      ['run', '--help'],
      ['--seed', '--replications', '--jobs', '--out', '--json'],
    ],
    [['--help'], ['run', 'auction', 'travel-time', 'schema', 'import']],
  ])('%j prints the shapes', async (args, words) => {
    const { status, stdout, stderr } = await shop.run(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of words) expect(stdout).toContain(word);
  });

  it('schema prints a JSON Schema that names every section', async () => {
    const schema = (await answer(['schema'])) as { properties: object; additionalProperties: boolean };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['name', 'seed', 'traffic', 'probes', 'travelTime', 'crowdsourcing']),
    );
    expect(schema.additionalProperties).toBe(false);
  });

  it('says when standard output takes no more', async () => {
    const { status, stderr } = await shop.run(['auction', 'tbuma'], {
      input: JSON.stringify(market),
      stdout: openSync('/dev/full', 'w'),
    });
    expect(status).toBe(1);
    expect(stderr).toBe('error: standard output: cannot be written (ENOSPC): is the disk full?\n');
  });
});
