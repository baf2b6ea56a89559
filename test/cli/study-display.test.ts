import { describe, expect, it } from 'vitest';
import { StudyDisplay } from '../../src/cli/study-display.js';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) };
}

describe('StudyDisplay', () => {
  it('tells a log every tenth, with the time left from what was done in this run', () => {
    const log = screen(false);
    let now = 0;
    const display = new StudyDisplay(log, () => now);
    for (let done = 10; done <= 40; done++) {
      display.progress({ study: 's', done, total: 40 });
      now += 30_000;
    }
    expect(log.written[0]).toBe('s: 10 of 40 replications are there from an earlier run\n');
    expect(log.written[1]).toBe('s: 12 of 40 replications, about 14 min left\n');
    expect(log.written).toHaveLength(9);
    expect(log.written.at(-1)).toBe('s: 40 of 40 replications\n');
  });

  it('redraws one line on a terminal, and leaves nothing of it behind', () => {
    const terminal = screen(true);
    const display = new StudyDisplay(terminal, () => 0);
    display.progress({ study: 's', done: 0, total: 3 });
    display.event({ kind: 'note', text: 'a note' });
    display.progress({ study: 's', done: 1, total: 3 });
    display.progress({ study: 's', done: 3, total: 3 });
    display.clear();
    expect(terminal.written).toEqual([
      's: 0 of 3 replications',
      '\r\x1b[K',
      'a note\n',
      's: 1 of 3 replications, a few seconds left',
      '\r\x1b[K',
    ]);
  });
});
