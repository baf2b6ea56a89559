import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTraversals, LinkTraversalBuilder } from '../../src/traces/index.js';

describe('LinkTraversalBuilder', () => {
  it('gives back every row, however many', () => {
    const row = fc.tuple(fc.nat(9), fc.nat(500), fc.nat(900), fc.nat(100), fc.nat(7));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (rows, times) => {
        const builder = new LinkTraversalBuilder();
        const all = Array.from({ length: times }, () => rows).flat();
        for (const [v, link, entry, time, flags] of all)
          builder.add(builder.vehicle(`v${v}`), link, entry, entry + time, flags);
        const t = builder.build();
        expect(t.count).toBe(all.length);
        const back = Array.from(t.vehicle, (v, i) => [
          t.vehicles[v],
          t.link[i],
          t.entry[i],
          t.exit[i] - t.entry[i],
          t.flags[i],
        ]);
        // Vehicle by vehicle in the order they were first named, the rows of each as they came.
        const named = [...new Set(all.map(([v]) => v))];
        const wanted = named.flatMap((name) => all.filter(([v]) => v === name));
        expect(back).toEqual(wanted.map(([v, ...rest]) => [`v${v}`, ...rest]));
        expect(new Set(t.vehicles).size).toBe(t.vehicles.length);
      }),
    );
  });

  it('is not changed by rows added after it was built', () => {
    const builder = new LinkTraversalBuilder();
    builder.add(builder.vehicle('a'), 1, 2, 3);
    const before = builder.build();
    builder.add(builder.vehicle('b'), 4, 5, 6);
    expect([before.count, before.vehicles, [...before.exit]]).toEqual([1, ['a'], [3]]);
  });

  it('refuses rows that end before they begin, or have no vehicle', () => {
    const builder = new LinkTraversalBuilder();
    expect(() => builder.add(0, 1, 2, 3)).toThrow(/vehicle 0 has no name/);
    builder.vehicle('a');
    expect(() => builder.add(0, 1, 3, 2)).toThrow(RangeError);
    expect(() => builder.add(0, 1, 3, Number.NaN)).toThrow(RangeError);
  });
});

describe('joinTraversals', () => {
  it('keeps vehicles of different rounds apart', () => {
    const round = (link: number): LinkTraversalBuilder => {
      const builder = new LinkTraversalBuilder();
      builder.add(builder.vehicle('a'), link, 0, 5, 1);
      builder.add(builder.vehicle('b'), link, 1, 7, 2);
      return builder;
    };
    const joined = joinTraversals([round(3).build(), new LinkTraversalBuilder().build(), round(4).build()]);
    expect(joined.vehicles).toEqual(['0/a', '0/b', '2/a', '2/b']);
    expect([...joined.vehicle]).toEqual([0, 1, 2, 3]);
    expect([...joined.link]).toEqual([3, 3, 4, 4]);
    expect([...joined.exit]).toEqual([5, 7, 5, 7]);
    expect([...joined.flags]).toEqual([1, 2, 1, 2]);
    expect(joinTraversals([]).count).toBe(0);
  });
});
