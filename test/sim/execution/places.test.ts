import { describe, expect, it } from 'vitest';
import { Places } from '../../../sim/execution/places.js';

/** A piece of work that ends when it is told to. */
function piece() {
  let end = (): void => undefined;
  let fail = (_: Error): void => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end: () => end(), fail: (error: Error) => fail(error) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('places for work', () => {
  it('are given in the order of coming, and again when work ends or fails', async () => {
    const places = new Places(2);
    const begun: number[] = [];
    const pieces = Array.from({ length: 4 }, piece);
    const done = pieces.map(({ promise }, i) =>
      places.run(async () => {
        begun.push(i);
        await promise;
        return i;
      }),
    );
    await turn();
    expect(begun).toEqual([0, 1]);
    pieces[1].fail(new Error('broken'));
    await expect(done[1]).rejects.toThrow('broken');
    expect(begun).toEqual([0, 1, 2]);
    pieces[0].end();
    expect(await done[0]).toBe(0);
    await turn();
    expect(begun).toEqual([0, 1, 2, 3]);
    pieces[2].end();
    pieces[3].end();
    expect(await Promise.all([done[2], done[3]])).toEqual([2, 3]);
    expect(await places.run(() => Promise.resolve(7))).toBe(7);
  });
});
