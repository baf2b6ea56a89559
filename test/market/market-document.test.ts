import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/input/index.js';
import {
  checkMarket,
  type MarketMechanismName,
  marketDocument,
  mtepvisa,
  normalisedMarket,
  optimum,
} from '../../src/market/index.js';
import { byHand } from './markets.js';

const json = JSON.parse(JSON.stringify(byHand)) as typeof byHand;
const { rsu, simulators, vehicles } = json;
const [vehicle] = vehicles;

describe('the document of a market', () => {
  it('has the fields that callers rely on, in JSON', () => {
    const result = marketDocument('mtepvisa', json);
    expect(Object.keys(result)).toEqual([
      'vehicle',
      'vehiclePayment',
      'simulatorPerTask',
      'simulatorPayments',
      'surplus',
      'tasks',
    ]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('fills in the defaults', () => {
    const explicit = {
      ...json,
      theta: 0.53,
      gamma: 1,
      alpha: 1,
      drivingBid: 0.4,
      accuracy: 0.5,
      matchQuality: 'journal',
      simulations: 'serial',
      wholeSimulations: false,
      score: 'coupled',
      pricing: 'critical',
    };
    for (const mechanism of ['pvisa', 'epvisa', 'mtepvisa', 'optimum'] as const)
      expect(marketDocument(mechanism, { rsu, simulators, vehicles })).toEqual(
        marketDocument(mechanism, explicit),
      );
  });

  it('adds how it came about when asked', () => {
    const { trace } = marketDocument('mtepvisa', { ...json, trace: true });
    const outcome = mtepvisa(normalisedMarket(byHand));
    expect(trace).toEqual({
      scores: outcome.scores,
      revenue: outcome.revenue,
      optimum: optimum(normalisedMarket(byHand)).surplus,
    });
  });

  it('gives the yardstick by name', () => {
    const best = marketDocument('optimum', json);
    expect(best.vehiclePayment).toBe(0);
    expect(best.surplus.total).toBeGreaterThanOrEqual(marketDocument('mtepvisa', json).surplus.total);
  });

  it.each([
    [{ alpha: 0.5 }, '$[3].alpha: is 0.5: must be a number of at least 1'],
    [{ theta: 0 }, '$[3].theta: is 0: must be a number above 0, at most 1'],
    [{ accuracy: 1.5 }, '$[3].accuracy'],
    [{ gamma: -1 }, '$[3].gamma'],
    [{ drivingBid: '1' }, '$[3].drivingBid: is "1": must be a number'],
    [{ gama: 1 }, '$[3].gama: unknown key: did you mean gamma?'],
    [{ score: 'real' }, '$[3].score: is "real": must be one of realised, coupled'],
    [{ simulators: [] }, '$[3].simulators: is empty: must begin with the driving simulator'],
    [{ simulators: [{ size: 0, work: 1 }] }, '$[3].simulators[0].size: is 0: must be a number above 0'],
    [{ rsu: { ...rsu, cpu: 0 } }, '$[3].rsu.cpu'],
    [
      { rsu: { ...rsu, uplinkBandwidth: -1 } },
      '$[3].rsu.uplinkBandwidth: is -1: must be a number of at least 0',
    ],
    [{ rsu: { ...rsu, power: undefined } }, '$[3].rsu.power: is missing: must be a number'],
    [{ vehicles: [{ ...vehicle, noiseUp: 0 }] }, '$[3].vehicles[0].noiseUp: is 0: must be a number above 0'],
    [{ vehicles: [{ ...vehicle, value: -1 }] }, '$[3].vehicles[0].value'],
    [{ vehicles: [{ ...vehicle, bids: 1 }] }, '$[3].vehicles[0].bids: unknown key: did you mean bid?'],
    [
      { vehicles: [{ ...vehicle, preferences: [1] }] },
      '$[3].vehicles[0].preferences: has 1 entries: must have one for each of the 3 simulators',
    ],
    [
      { vehicles: [{ ...vehicle, generativeScores: [1, 2, 1] }] },
      '$[3].vehicles[0].generativeScores[1]: is 2: must be a number from 0 to 1',
    ],
    [
      { vehicles: [vehicle, { ...vehicle, tasks: [{ size: 1, work: -1, deadline: 1 }] }] },
      '$[3].vehicles[1].tasks[0].work: is -1',
    ],
    [{ vehicles: [{ ...vehicle, cache: -1 }] }, '$[3].vehicles[0].cache'],
  ])('names the path of a fault in %j', (change, message) => {
    const run = () => marketDocument('pvisa', { ...json, ...change }, '$[3]');
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });

  it("takes bids in place of true values, and null for a simulator's true worth", () => {
    const holding = (change: object) =>
      marketDocument('mtepvisa', { ...json, vehicles: [vehicle, { ...vehicles[1], ...change }] });
    const honest = holding({});
    expect(honest.vehicle).toBe(1);
    expect(holding({ bid: 0 }).vehicle).toBe(0);
    // The surplus counts true values, and the price is what the rival sets.
    expect(holding({ bid: 5 })).toEqual(honest);
    expect(holding({ simulatorBids: [[null, null]] })).toEqual(honest);
    expect(holding({ simulatorBids: [[null, 99]] }).simulatorPerTask).toEqual([2]);
    expect(holding({ simulatorBids: [[99, null]] }).simulatorPerTask).toEqual([1]);
    expect(() => holding({ bid: -1 })).toThrow('$.vehicles[1].bid: is -1');
  });

  it('knows its mechanisms', () => {
    for (const name of ['vcg', 'toString'])
      expect(() => marketDocument(name as MarketMechanismName, json)).toThrow('unknown mechanism');
  });
});

describe('checkMarket', () => {
  const service = normalisedMarket(byHand);
  const change = (more: object) => () =>
    checkMarket({ ...service, vehicles: [{ ...service.vehicles[0], ...more }] });

  it('sees what only the library can say', () => {
    expect(change({ uplinkRate: Number.NaN })).toThrow('$.vehicles[0].uplinkRate: is null');
    expect(change({ downlinkRate: Infinity })).toThrow('$.vehicles[0].downlinkRate');
    expect(change({ bid: -1 })).toThrow('$.vehicles[0].bid');
    expect(change({ simulatorBids: [[1, 1]] })).toThrow('one for each of the 2 tasks');
    expect(change({ simulatorBids: [[1, 1], [1]] })).toThrow('one for each of the 2 traffic simulators');
    expect(
      change({
        simulatorBids: [
          [1, 1],
          [1, -2],
        ],
      }),
    ).toThrow('$.vehicles[0].simulatorBids[1][1]');
  });
});
