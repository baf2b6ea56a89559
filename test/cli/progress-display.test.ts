import { describe, expect, it } from 'vitest';
import { ProgressDisplay } from '../../src/cli/progress-display.js';

function shown(change: { isTTY: boolean; columns?: number; rows?: number }) {
  const screen = { columns: 72, rows: 24, ...change, written: [] as string[] };
  const clock = { now: 0 };
  const display = new ProgressDisplay(
    { ...screen, write: (text: string) => screen.written.push(text) },
    () => clock.now,
  );
  const at = (replication: number, time: number, total = 4) => {
    clock.now += 1;
    display.listener({ kind: 'replication', replication, total, time, end: 100, running: 3 });
  };
  const done = (replication: number, total = 4) =>
    display.listener({ kind: 'replication-done', replication, total });
  const all = () => screen.written.join('');
  /** What stands on the screen below the lines that stay: the last drawing. */
  const drawing = () =>
    all()
      .slice(all().lastIndexOf('\x1b[J') + '\x1b[J'.length)
      .trimEnd()
      .split('\n');
  return { screen, clock, display, at, done, all, drawing };
}

describe('ProgressDisplay in a log', () => {
  it('writes plain lines: the beginning, each replication with the time left, the end', () => {
    const { display, at, done, all } = shown({ isTTY: false });
    display.listener({ kind: 'replications', total: 3, there: 1 });
    for (let n = 0; n <= 8; n++) display.listener({ kind: 'probe-rounds', done: n, total: 8 });
    for (let time = 1; time <= 25; time++) at(1, 4 * time, 3);
    done(1, 3);
    for (let time = 1; time <= 25; time++) at(2, 4 * time, 3);
    done(2, 3);
    display.clear();
    expect(all()).toBe(
      [
        '1 of 3 replications is there already',
        'probe rounds: 8 done, link travel times fitted',
        'replication 2/3: done; 2 of 3, about 25 s left',
        'replication 3/3: done; 3 of 3',
        '',
      ].join('\n'),
    );
  });

  it('says now and then how far it is when nothing ends for long', () => {
    const { display, at, clock, all } = shown({ isTTY: false });
    display.listener({ kind: 'replications', total: 4, there: 0 });
    at(0, 1);
    clock.now = 100;
    at(0, 50);
    at(0, 51);
    expect(all().split('\n')).toEqual([
      '4 replications',
      expect.stringMatching(/^replications done: 0 of 4, about \d+ min left$/),
      '',
    ]);
  });

  it.each([
    [1, 0, '1 replication'],
    [20, 2, '2 of 20 replications are there already'],
    [1, 1, /^the replication is there already: .+--fresh/],
    [3, 3, /^all 3 replications are there already: .+--fresh/],
  ])('of %i with %i there', (total, there, text) => {
    const { display, all } = shown({ isTTY: false });
    display.listener({ kind: 'replications', total, there });
    // Where nothing is there yet, the line waits for the first news: until then a run may end with one line of its own.
    if (there === 0) {
      expect(all()).toBe('');
      display.listener({ kind: 'note', text: 'news' });
    }
    expect(all().trimEnd()).toMatch(text);
  });
});

describe('ProgressDisplay on a terminal', () => {
  it('redraws a line per active replication and the total in place', () => {
    const { display, at, done, drawing, all } = shown({ isTTY: true });
    display.listener({ kind: 'replications', total: 4, there: 0 });
    at(1, 10);
    at(0, 10);
    at(0, 20);
    expect(all()).toContain('\r\x1b[3A\x1b[J');
    expect(drawing()).toEqual([
      expect.stringMatching(/^replication 1\/4 {3}.*█.* 20 of 100 s, 3 vehicles on the road$/),
      expect.stringMatching(/^replication 2\/4 {3}.* 10 of 100 s, 3 vehicles on the road$/),
      expect.stringMatching(/^total .* 0 of 4, about \d+ s left$/),
    ]);
    done(0);
    expect(drawing()).toHaveLength(2);
    expect(drawing()[1]).toMatch(/^total .* 1 of 4/);
    display.clear();
    expect(all().endsWith('\r\x1b[2A\x1b[J')).toBe(true);
  });

  it.each([12, 30, 45, 60])('is never wider than one of %i columns', (columns) => {
    const { display, at, drawing } = shown({ isTTY: true, columns });
    display.listener({ kind: 'replications', total: 4, there: 0 });
    at(0, 10);
    at(1, 50);
    for (const line of drawing()) expect(line.length).toBeLessThan(columns);
    expect(drawing()).toHaveLength(3);
    if (columns >= 30) expect(drawing()[0]).toMatch(/ 10 of 100 s(, 3 vehicles on the road)?$/);
  });

  it('draws no more lines than a low one has', () => {
    const { display, at, drawing } = shown({ isTTY: true, rows: 6 });
    display.listener({ kind: 'replications', total: 9, there: 0 });
    for (let n = 0; n < 9; n++) at(n, 10, 9);
    expect(drawing()).toHaveLength(4);
    expect(drawing().at(-1)).toMatch(/^total/);
  });

  it('counts broken lines when the terminal has become narrower', () => {
    const written: string[] = [];
    const screen = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
    let now = 0;
    const display = new ProgressDisplay(screen, () => now++);
    display.listener({ kind: 'replications', total: 2, there: 0 });
    display.listener({ kind: 'replication', replication: 0, total: 2, time: 1, end: 2, running: 1 });
    const lengths = written
      .slice(-1)[0]
      .trimEnd()
      .split('\n')
      .map((line) => line.length);
    screen.columns = 40;
    display.clear();
    const lines = lengths.reduce((sum, length) => sum + Math.ceil(length / 40), 0);
    expect(lines).toBeGreaterThan(2);
    expect(written.at(-1)).toBe(`\r\x1b[${lines}A\x1b[J`);
  });

  it('draws at most ten times a second', () => {
    const { display, clock, screen } = shown({ isTTY: true });
    display.listener({ kind: 'replications', total: 1, there: 0 });
    for (let time = 1; time <= 1000; time++) {
      clock.now += 0.001;
      display.listener({ kind: 'replication', replication: 0, total: 1, time, end: 1000, running: 3 });
    }
    expect(screen.written.length).toBeLessThan(30);
  });
});
