import { describe, expect, it } from 'vitest';
import { TimeLeft, timeLeftText } from '../../src/cli/time-left.js';

function clocked() {
  const clock = { now: 0 };
  const left = new TimeLeft(() => clock.now);
  const at = (now: number, replication: number, share: number) => {
    clock.now = now;
    left.take({ kind: 'replication', replication, total: 9, time: share, end: 1, running: 0 });
  };
  const done = (now: number, replication: number) => {
    clock.now = now;
    left.take({ kind: 'replication-done', replication, total: 9 });
  };
  return { clock, left, at, done };
}

describe('TimeLeft', () => {
  it('says nothing before there is anything to guess from, and when all is done', () => {
    const { left, at, done } = clocked();
    left.take({ kind: 'replications', total: 1, there: 0 });
    expect(left.seconds()).toBeUndefined();
    at(0, 0, 0);
    expect(left.seconds()).toBeUndefined();
    at(5, 0, 0.5);
    expect(left.seconds()).toBeCloseTo(5, 9);
    done(10, 0);
    expect(left.seconds()).toBeUndefined();
  });

  it('counts the replications that are there as done already', () => {
    const { left, at } = clocked();
    left.take({ kind: 'replications', total: 20, there: 18 });
    at(0, 18, 0);
    at(10, 18, 0.5);
    expect(left.seconds()).toBeCloseTo(10 + 20, 9);
    expect(left.share).toEqual({ done: 0.5, of: 2 });
  });

  it('lays waiting replications where a place becomes free first', () => {
    const { left, at } = clocked();
    left.take({ kind: 'replications', total: 3, there: 0 });
    at(0, 0, 0);
    at(0, 1, 0);
    at(10, 0, 0.5);
    at(10, 1, 0.5);
    // Two at once take 20 s each; the third begins after 10 s more and takes 20 s.
    expect(left.seconds()).toBeCloseTo(30, 9);
  });

  it('takes the probe rounds and a guess of the replications into account', () => {
    const { clock, left } = clocked();
    left.take({ kind: 'replications', total: 10, there: 0 });
    left.take({ kind: 'probe-rounds', done: 0, total: 60 });
    clock.now = 30;
    left.take({ kind: 'probe-rounds', done: 30, total: 60 });
    expect(left.seconds()).toBeCloseTo(30 + 20, 9);
  });

  it('is quick with thousands waiting', () => {
    const { left, at } = clocked();
    left.take({ kind: 'replications', total: 10_001, there: 0 });
    at(0, 0, 0);
    at(10, 0, 1);
    expect(left.seconds()).toBeCloseTo(100_000, 3);
  });
});

describe('timeLeftText', () => {
  it.each([
    [0, 'a few seconds left'],
    [12, 'about 10 s left'],
    [89, 'about 90 s left'],
    [100, 'about 2 min left'],
    [3600, 'about 60 min left'],
    [6000, 'about 1 h 40 min left'],
    [7190, 'about 2 h left'],
    [86_400, 'about 24 h left'],
  ])('%i s', (seconds, text) => expect(timeLeftText(seconds)).toBe(text));
});
