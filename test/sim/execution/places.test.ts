import { describe, expect, it } from 'vitest';
import { type Place, Places } from '../../../sim/execution/places.js';

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

  it('are lent only to work that shares, and come back in the order of the line', async () => {
    const places = new Places(1);
    const log: string[] = [];
    const shared = async (name: string, place: Place): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        log.push(`${name}${i}`);
        await place.giveWay();
      }
    };
    const plain = places.run(async (place) => {
      await turn();
      // The next in line is one that does not share.
      expect(place.giveWay()).toBeUndefined();
      log.push('plain');
    });
    const second = places.run(async () => {
      log.push('second');
      await turn();
    });
    const ends = ['a', 'b', 'c'].map((name) => places.run((place) => shared(name, place), true));
    await Promise.all([plain, second, ...ends]);
    expect(log.slice(0, 2)).toEqual(['plain', 'second']);
    expect(log.slice(2)).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  });

  it('that were left are given once, and not lent any more', async () => {
    const places = new Places(1);
    const { promise, end } = piece();
    const left = places.run(async (place) => {
      place.leave();
      place.leave();
      await promise;
      expect(place.giveWay()).toBeUndefined();
    });
    const others = [0, 1].map((i) => places.run(async () => turn().then(() => i)));
    expect(await Promise.all(others)).toEqual([0, 1]);
    end();
    await left;
  });
});
