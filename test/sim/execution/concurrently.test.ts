import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { concurrently } from '../../../sim/execution/concurrently.js';

describe('concurrently', () => {
  it('keeps the order of results and the limit', async () => {
    let under = 0;
    let most = 0;
    const results = await concurrently([5, 1, 3, 2, 4], 2, async (ms) => {
      under++;
      most = Math.max(most, under);
      await sleep(ms);
      under--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it('begins nothing after a failure, waits for what is under way, and throws the first error', async () => {
    const finished: number[] = [];
    const work = concurrently([1, 2, 3, 4], 2, async (n) => {
      if (n === 1) throw new Error('first');
      await sleep(5);
      finished.push(n);
    });
    await expect(work).rejects.toThrow('first');
    expect(finished).toEqual([2]);
  });

  it('does nothing for no items', async () => {
    expect(await concurrently([], 3, () => Promise.resolve(1))).toEqual([]);
  });
});
