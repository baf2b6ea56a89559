import { describe, expect, it } from 'vitest';
import { DistributionError, RandomStreams } from '../../src/random/index.js';

function draws(streams: RandomStreams, name: string, n: number): number[] {
  return Array.from({ length: n }, () => streams.stream(name).next());
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((s, v) => s + v, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

describe('RandomStreams', () => {
  it('gives the same draws for the same seed and name, on every machine', () => {
    expect(draws(new RandomStreams(1), 'arrivals', 3)).toEqual(VECTORS.arrivals);
    expect(draws(new RandomStreams('1'), 'arrivals', 3)).toEqual(VECTORS.arrivals);
    const s = new RandomStreams('seed').stream('mixed/draws');
    const mixed = [
      s.normal(10, 2),
      s.logNormal(0, 0.5),
      s.exponential(0.5),
      s.poisson(40),
      s.binomial(100, 0.3),
      s.zipf(50, 1.1),
      s.integer(-5, 5),
      s.bernoulli(0.5),
      s.choice(['a', 'b', 'c']),
      s.shuffle([1, 2, 3, 4, 5]),
      s.sample([1, 2, 3, 4, 5], 2),
    ];
    expect(mixed).toEqual(VECTORS.mixed);
  });

  it('one stream per name goes on where it was, undisturbed by the others', () => {
    const alone = new RandomStreams(5);
    const among = new RandomStreams(5);
    expect(alone.stream('a')).toBe(alone.stream('a'));
    const expected = draws(alone, 'a', 10);
    const seen: number[] = [];
    for (let i = 0; i < 10; i++) {
      among.stream(`other ${i}`).next();
      seen.push(among.stream('a').next());
    }
    expect(seen).toEqual(expected);
  });

  it('streams of other names, of consecutive seeds and of forks are uncorrelated', () => {
    const n = 20_000;
    const root = new RandomStreams(1);
    const columns = [
      draws(root, 'a', n),
      draws(root, 'b', n),
      draws(root, 'a/b', n),
      draws(root.fork('a'), 'b', n),
      draws(root.fork('a').fork('b'), 'b', n),
      draws(root.fork('b'), 'a', n),
      draws(new RandomStreams(2), 'a', n),
      draws(new RandomStreams(3), 'a', n),
    ];
    // 4.5 standard errors for the largest of 28 pairs and as many lagged ones.
    const bound = 4.5 / Math.sqrt(n);
    for (let i = 0; i < columns.length; i++) {
      expect(Math.abs(correlation(columns[i].slice(1), columns[i].slice(0, -1)))).toBeLessThan(bound);
      for (let j = 0; j < i; j++) {
        expect(Math.abs(correlation(columns[i], columns[j]))).toBeLessThan(bound);
        expect(Math.abs(correlation(columns[i].slice(1), columns[j].slice(0, -1)))).toBeLessThan(bound);
      }
    }
  });

  it('the means of first draws over consecutive seeds are those of uniform draws', () => {
    const first = Array.from({ length: 5000 }, (_, seed) => new RandomStreams(seed).stream('x').next());
    expect(Math.abs(first.reduce((s, v) => s + v, 0) / 5000 - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 5000));
    expect(new Set(first).size).toBe(5000);
  });

  it('refuses seeds and names that could collide', () => {
    expect(() => new RandomStreams(Number.NaN)).toThrow(DistributionError);
    const streams = new RandomStreams(1);
    for (const name of ['', '/a', 'a/', 'a//b']) {
      expect(() => streams.stream(name)).toThrow(/stream: name is .* parts separated by/);
      expect(() => streams.fork(name)).toThrow(/fork: name is/);
    }
  });
});

const VECTORS = {
  arrivals: [0.04029754347129122, 0.44617755988467356, 0.4487737769691482],
  mixed: [
    13.043171571709145,
    1.2527721691197162,
    4.794478956155892,
    50,
    29,
    12,
    -5,
    false,
    'a',
    [2, 5, 1, 3, 4],
    [1, 2],
  ],
};
