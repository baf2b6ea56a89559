import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import { auctionDocument, wbsDocument } from '../../src/recruitment/index.js';
import { walkThrough } from './markets.js';

describe('the document of an auction', () => {
  const json = JSON.parse(JSON.stringify(walkThrough)) as Record<string, unknown>;

  it('gives the result of the mechanism', () => {
    const result = auctionDocument('tbuma', { ...json, valuation: 'paper', alpha: 'paper' });
    expect(result.winners).toEqual([2, 0, 3]);
    expect(Object.keys(result)).toEqual([
      'mechanism',
      'valuation',
      'winners',
      'payments',
      'value',
      'valueOfAll',
      'bidTotal',
      'paymentTotal',
      'requesterUtility',
      'socialWelfare',
      'budgetLimited',
      'withinBudget',
    ]);
  });

  it('runs every mechanism, with defaults filled in', () => {
    for (const name of ['tbuma', 'buma', 'bvm', 'optimum', 'value'] as const) {
      const result = auctionDocument(name, json);
      expect(result.mechanism).toBe(name);
      expect(result.valuation).toBe('exact');
    }
    expect(auctionDocument('value', { ...json, subset: [2, 0] }).winners).toEqual([2, 0]);
  });

  it('writes infinities of the trace as null', () => {
    const market = { budget: 10, tasks: [{ values: [1] }], vehicles: [{ bid: 0, completion: { 0: [1] } }] };
    const result = auctionDocument('tbuma', { ...market, trace: true });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.trace?.selection[0]).toMatchObject({ candidate: 0, ratio: null, cap: null });
  });

  it('names the path of a fault', () => {
    const run = (value: unknown) => () => auctionDocument('tbuma', value, '$[3]');
    expect(run({ ...json, budget: -1 })).toThrow(InputError);
    expect(run({ ...json, budget: -1 })).toThrow('$[3].budget: is -1');
    expect(run({ ...json, budgett: 1 })).toThrow('$[3].budgett: unknown key: did you mean budget?');
    expect(run({ ...json, alpha: 'three' })).toThrow('$[3].alpha');
    const rising = [{ values: [0.5, 1] }];
    expect(run({ budget: 1, tasks: rising, vehicles: [] })).toThrow('$[3].tasks[0].values[1]');
    const vehicles = [{ bid: 1, completion: { 9: [1] } }];
    expect(run({ budget: 1, tasks: [{ values: [1] }], vehicles })).toThrow(
      '$[3].vehicles[0].completion["9"]: unknown task: a task from 0 to 0',
    );
    expect(() => auctionDocument('value', { ...json, subset: [0, 7] }, '$[1]')).toThrow('$[1].subset[1]');
  });
});

describe('the document of bids', () => {
  const tasks = [
    { start: 1, end: 0.2, rate: 0.05, deadline: 300 },
    {
      steps: [
        [60, 1],
        [120, 0.5],
      ],
    },
  ];
  const vehicles = [{ bids: [{ price: 0.5, etc: { 0: 75.5, 1: 100 } }] }];

  it('gives winners, payments and totals', () => {
    const result = wbsDocument({ tasks, vehicles });
    expect(result.winners).toEqual([{ vehicle: 0, bid: 0 }]);
    expect(result.payments[0]).toBeCloseTo(result.value, 12);
    expect(wbsDocument({ tasks, vehicles, payment: 'menu' }).winners).toEqual(result.winners);
  });

  it('names the path of a fault', () => {
    expect(() => wbsDocument({ tasks, vehicles: [{ bids: [{ price: -1, etc: {} }] }] })).toThrow(
      '$.vehicles[0].bids[0].price',
    );
    expect(() => wbsDocument({ tasks, vehicles: [{ bids: [{ price: 1, etc: { 2: 1 } }] }] })).toThrow(
      '$.vehicles[0].bids[0].etc["2"]: unknown task: a task from 0 to 1',
    );
    expect(() => wbsDocument({ tasks: [{ ...tasks[0], end: 2 }], vehicles }, '$[0]')).toThrow(
      '$[0].tasks[0].start',
    );
    expect(() =>
      wbsDocument({
        tasks: [
          {
            steps: [
              [60, 1],
              [50, 0.5],
            ],
          },
        ],
        vehicles,
      }),
    ).toThrow('$.tasks[0].steps[1][0]');
  });
});
