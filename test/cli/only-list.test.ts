import { describe, expect, it } from 'vitest';
import { onlyList } from '../../src/cli/only-list.js';

describe('onlyList', () => {
  it('reads numbers and ranges', () => {
    expect(onlyList('3')).toEqual([3]);
    expect(onlyList('7,0-2,1')).toEqual([0, 1, 2, 7]);
    expect(onlyList('none')).toEqual([]);
  });

  it.each(['', '-1', '2-1', '1,', 'all', '1.5', '0-9999999'])('refuses %j', (text) => {
    expect(() => onlyList(text)).toThrow(/^--only: /);
  });
});
