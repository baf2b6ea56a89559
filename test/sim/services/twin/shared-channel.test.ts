import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedChannel, Transfer } from '../../../../sim/services/twin/shared-channel.js';
import { ProcessorSharing, Simulation } from '../../../../src/kernel/index.js';

type Happening = { readonly time: number; readonly transfer: number } & (
  | { readonly kind: 'begin'; readonly megabits: number; readonly efficiency: number }
  | { readonly kind: 'change'; readonly efficiency: number }
  | { readonly kind: 'end' }
);

const bandwidth = 10;

/** A transfer whose end nobody hears of. */
const idle = (): Transfer => new Transfer({ arrived: () => undefined });

/** Ends of the transfers on a fluid channel, from event to event by hand. */
function fluid(happenings: readonly Happening[]): Map<number, number> {
  const active = new Map<number, { left: number; efficiency: number }>();
  const ends = new Map<number, number>();
  let now = 0;
  const until = (time: number): void => {
    for (;;) {
      const rate = (efficiency: number): number => (bandwidth / active.size) * efficiency;
      let next = time;
      for (const { left, efficiency } of active.values())
        if (efficiency > 0) next = Math.min(next, now + left / rate(efficiency));
      if (next === Number.POSITIVE_INFINITY) return;
      const done: number[] = [];
      for (const [number, one] of active) {
        const carried = rate(one.efficiency) * (next - now);
        if (one.left - carried <= 1e-9) done.push(number);
        one.left -= carried;
      }
      now = next;
      for (const number of done) {
        active.delete(number);
        ends.set(number, now);
      }
      if (now === time) return;
    }
  };
  for (const happening of happenings) {
    until(happening.time);
    const one = active.get(happening.transfer);
    if (happening.kind === 'begin')
      active.set(happening.transfer, { left: happening.megabits, efficiency: happening.efficiency });
    else if (happening.kind === 'end') active.delete(happening.transfer);
    else if (one !== undefined) one.efficiency = happening.efficiency;
  }
  until(Number.POSITIVE_INFINITY);
  return ends;
}

/** The same on the channel of a unit. */
function channelled(happenings: readonly Happening[]): Map<number, number> {
  const sim = new Simulation();
  const channel = new SharedChannel(sim, 'band', bandwidth);
  const transfers = new Map<number, Transfer>();
  const ends = new Map<number, number>();
  for (const happening of happenings)
    sim.scheduleAt(happening.time, () => {
      const { transfer: number } = happening;
      const transfer = transfers.get(number);
      if (happening.kind === 'begin') {
        const begun = new Transfer({ arrived: () => ends.set(number, sim.now) });
        transfers.set(number, begun);
        channel.begin(begun, happening.megabits, happening.efficiency);
      } else if (transfer === undefined) return;
      else if (happening.kind === 'end') channel.end(transfer);
      else channel.setEfficiency(transfer, happening.efficiency);
    });
  sim.run();
  return ends;
}

const efficiency = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.double({ min: 0.1, max: 7.4, noNaN: true }) },
);
const time = fc.double({ min: 0, max: 10, noNaN: true });
const course = fc
  .array(
    fc.record({
      begin: fc.record({ time, megabits: fc.double({ min: 0.1, max: 80, noNaN: true }), efficiency }),
      changes: fc.array(fc.record({ after: time, efficiency }), { maxLength: 3 }),
      end: fc.option(time),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((transfers) =>
    transfers
      .flatMap(({ begin, changes, end }, transfer): Happening[] => [
        { kind: 'begin', transfer, ...begin },
        ...changes.map(
          (change): Happening => ({
            kind: 'change',
            transfer,
            time: begin.time + change.after,
            efficiency: change.efficiency,
          }),
        ),
        ...(end === null ? [] : [{ kind: 'end' as const, transfer, time: begin.time + end }]),
      ])
      .sort((a, b) => a.time - b.time || a.transfer - b.transfer),
  );

describe('a shared channel', () => {
  it('is a fluid that all transfers share equally, whatever comes, goes and changes', () => {
    fc.assert(
      fc.property(course, (happenings) => {
        const expected = fluid(happenings);
        const ends = channelled(happenings);
        expect([...ends.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [number, at] of expected) expect(ends.get(number)).toBeCloseTo(at, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('is a processor-sharing server where all links are equal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, fc.double({ min: 0.1, max: 50, noNaN: true })), {
          minLength: 1,
          maxLength: 20,
        }),
        (arrivals) => {
          const sim = new Simulation();
          const channel = new SharedChannel(sim, 'band', bandwidth);
          const server = new ProcessorSharing(sim, { name: 'server', rate: bandwidth * 2 });
          const ends: [number, number][] = arrivals.map(() => [0, 0]);
          for (const [i, [begin, megabits]] of arrivals.entries()) {
            const transfer = new Transfer({
              arrived: () => {
                ends[i][0] = sim.now;
              },
            });
            sim.schedule(begin, () => channel.begin(transfer, megabits, 2));
            sim.process('is served', function* () {
              yield begin;
              yield* server.serve({ work: megabits });
              ends[i][1] = sim.now;
            });
          }
          sim.run();
          for (const [sent, served] of ends) expect(sent).toBeCloseTo(served, 7);
          expect(channel.active).toBe(0);
          expect(channel.statistics.utilisation).toBeCloseTo(server.statistics.utilisation, 9);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says what was left when a transfer is broken off', () => {
    const sim = new Simulation();
    const channel = new SharedChannel(sim, 'band', bandwidth);
    const [first, second] = [idle(), idle()];
    channel.begin(first, 100, 2);
    channel.begin(second, 100, 4);
    sim.schedule(3, () => channel.end(first));
    sim.schedule(4, () => channel.end(second));
    sim.run({ until: 5 });
    // 5 MHz each for 3 s, then 10 MHz for the second.
    expect(first.remaining).toBeCloseTo(100 - 3 * 5 * 2, 9);
    expect(second.remaining).toBeCloseTo(100 - 3 * 5 * 4 - 40, 9);
  });

  it('works the next end out once for several changes of one moment, as after each', () => {
    const ends = (isHeld: boolean): number[] => {
      const sim = new Simulation();
      const channel = new SharedChannel(sim, 'band', bandwidth);
      const times: number[] = [];
      const transfers = [30, 50, 20].map(() => new Transfer({ arrived: () => times.push(sim.now) }));
      if (isHeld) channel.hold();
      for (const [i, transfer] of transfers.entries()) channel.begin(transfer, [30, 50, 20][i], 2);
      channel.release();
      sim.schedule(1, () => {
        if (isHeld) channel.hold();
        channel.setEfficiency(transfers[0], 6);
        channel.setEfficiency(transfers[2], 1);
        channel.end(transfers[1]);
        channel.release();
      });
      sim.run();
      return times;
    };
    expect(ends(true)).toEqual(ends(false));
    expect(ends(true)).toHaveLength(2);
  });

  it('carries a transfer again that has arrived, and leaves those of other channels alone', () => {
    const sim = new Simulation();
    const [channel, other] = [0, 1].map(() => new SharedChannel(sim, 'band', bandwidth));
    const times: number[] = [];
    const transfer: Transfer = new Transfer({
      arrived: () => {
        times.push(sim.now);
        if (times.length < 3) channel.begin(transfer, 20, 2);
      },
    });
    channel.begin(transfer, 20, 2);
    sim.schedule(0.5, () => {
      other.setEfficiency(transfer, 1000);
      other.end(transfer);
    });
    sim.run();
    expect(times).toEqual([1, 2, 3]);
    expect(transfer.remaining).toBe(0);
    expect(channel.active).toBe(0);
  });
});
