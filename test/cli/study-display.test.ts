import { describe, expect, it } from 'vitest';
import { StudyDisplay } from '../../src/cli/study-display.js';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 90, written, write: (text: string) => written.push(text) };
}

describe('StudyDisplay', () => {
  it('tells a log every tenth, with the time left from what was done in this run', () => {
    const log = screen(false);
    let now = 0;
    const display = new StudyDisplay(log, () => now);
    for (let done = 10; done <= 40; done++) {
      display.progress({ study: 's', done, total: 40, active: [] });
      now += 30;
    }
    expect(log.written[0]).toBe('s: 10 of 40 replications are there from an earlier run\n');
    expect(log.written[1]).toBe('s: 12 of 40 replications, about 14 min left\n');
    expect(log.written).toHaveLength(9);
    expect(log.written.at(-1)).toBe('s: 40 of 40 replications\n');
  });

  it('redraws a line per co-simulation and one for the total on a terminal, and leaves nothing behind', () => {
    const terminal = screen(true);
    let now = 0;
    const display = new StudyDisplay(terminal, () => now);
    const active = [
      {
        settings: { 'crowdsourcing.auction.budget': 20 },
        series: 'safe',
        replication: 0,
        time: 40.5,
        end: 120,
      },
    ];
    display.event({ kind: 'probe-rounds', done: 3, total: 4 });
    display.event({ kind: 'probe-rounds', done: 4, total: 4 });
    display.progress({ study: 's', done: 0, total: 3, active });
    display.event({ kind: 'note', text: 'a note' });
    // Too soon after the last drawing, and nothing is finished.
    display.progress({ study: 's', done: 0, total: 3, active });
    now = 10;
    display.progress({ study: 's', done: 1, total: 3, active: [] });
    display.progress({ study: 's', done: 3, total: 3, active: [] });
    display.clear();
    const total = 's                  ░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 3 replications\n';
    const both = `replication 1      ████████░░░░░░░░░░░░░░░░ 40 of 120 s, safe, budget 20\n${total}`;
    expect(terminal.written).toEqual([
      'probe rounds       ██████████████████░░░░░░ 3 of 4\n',
      '\r\x1b[1A\x1b[J',
      'probe rounds: 4 done, link travel times fitted\n',
      both,
      '\r\x1b[2A\x1b[J',
      'a note\n',
      both,
      '\r\x1b[2A\x1b[J',
      's                  ████████░░░░░░░░░░░░░░░░ 1 of 3 replications, about 20 s left\n',
      '\r\x1b[1A\x1b[J',
    ]);
  });
});
