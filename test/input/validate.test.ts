import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError, jsonPath, nearestName, validate } from '../../src/input/index.js';

const vehicle = z.strictObject({
  bid: z.number().nonnegative(),
  kind: z.enum(['car', 'bus']).default('car'),
});
const schema = z.strictObject({
  vehicles: z.array(vehicle).min(1),
  limit: z.union([z.number(), z.strictObject({ from: z.number(), to: z.number() })]).optional(),
  bySlot: z.record(z.string(), z.number()).optional(),
});

function faultOf(value: unknown, root?: string): string {
  try {
    validate(schema, value, root);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return 'accepted';
}

describe('validate', () => {
  it('gives the parsed document with its defaults', () => {
    expect(validate(schema, { vehicles: [{ bid: 1 }] })).toEqual({ vehicles: [{ bid: 1, kind: 'car' }] });
  });

  it.each([
    [{ vehicles: [{ bid: -1 }] }, '$.vehicles[0].bid: is -1: must be a number of at least 0'],
    [{ vehicles: [{ bid: 'x' }] }, '$.vehicles[0].bid: is "x": must be a number'],
    [{ vehicles: [{}] }, '$.vehicles[0].bid: is missing: must be a number'],
    [{ vehicles: [] }, '$.vehicles: is []: must be at least 1 entries'],
    [{ vehicles: [{ bid: 1, kind: 'tram' }] }, '$.vehicles[0].kind: is "tram": must be one of car, bus'],
    [{ vehicles: [{ bid: 1 }], limit: 'high' }, '$.limit: is "high": must be a number or an object'],
    [{ vehicles: [{ bid: 1 }], limit: { from: 1, too: 2 } }, '$.limit.too: unknown key: did you mean to?'],
    [{ vehicles: [{ bid: 1 }], bySlot: { '3': null } }, '$.bySlot["3"]: is null: must be a number'],
    [null, '$: is null: must be an object'],
  ])('says where, what and what would be right: %j', (value, message) => {
    expect(faultOf(value)).toBe(message);
  });

  it('names the nearest known key before the key that is missing for it', () => {
    expect(faultOf({ vehicles: [{ bidd: 1 }] })).toBe('$.vehicles[0].bidd: unknown key: did you mean bid?');
    expect(faultOf({ vehicles: [{ bid: 1, colour_of_car: 1 }] })).toBe(
      '$.vehicles[0].colour_of_car: unknown key: known keys here are bid, kind',
    );
  });

  it('begins paths where it is told to', () => {
    expect(faultOf({ vehicles: [{ bid: -1 }] }, '$[3]')).toContain('$[3].vehicles[0].bid');
    expect(jsonPath(['a b', 2, 'c'])).toBe('$["a b"][2].c');
  });
});

describe('nearestName', () => {
  it('finds what was meant and nothing far-fetched', () => {
    expect(nearestName('budgt', ['budget', 'valuation'])).toBe('budget');
    expect(nearestName('Budget', ['budget', 'valuation'])).toBe('budget');
    expect(nearestName('qqqqqq', ['budget', 'valuation'])).toBeUndefined();
  });
});
