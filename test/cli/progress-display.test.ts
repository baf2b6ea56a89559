import { describe, expect, it } from 'vitest';
import { ProgressDisplay } from '../../src/cli/progress-display.js';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, write: (text: string) => written.push(text), written };
}

describe('ProgressDisplay', () => {
  it('writes a few plain lines in a log', () => {
    const log = screen(false);
    const display = new ProgressDisplay(log);
    for (let done = 0; done <= 8; done++) display.listener({ kind: 'probe-rounds', done, total: 8 });
    for (let time = 1; time <= 100; time++)
      display.listener({ kind: 'replication', replication: 0, total: 2, time, end: 100, running: 3 });
    display.listener({ kind: 'replication-done', replication: 0, total: 2 });
    expect(log.written.join('')).toBe(
      [
        'probe rounds: 2 of 8',
        'probe rounds: 4 of 8',
        'probe rounds: 6 of 8',
        'probe rounds: 8 done, link travel times fitted',
        'replication 1/2: 25 of 100 s, 3 vehicles on the road',
        'replication 1/2: 50 of 100 s, 3 vehicles on the road',
        'replication 1/2: 75 of 100 s, 3 vehicles on the road',
        'replication 1/2: done',
        '',
      ].join('\n'),
    );
    expect(log.written.join('')).not.toContain('\x1b');
  });

  it('redraws one line per replication in place on a terminal, never wider than it', () => {
    const terminal = screen(true);
    const display = new ProgressDisplay(terminal);
    const at = (replication: number, time: number) =>
      display.listener({ kind: 'replication', replication, total: 2, time, end: 100, running: 3 });
    at(1, 10);
    at(0, 10);
    at(0, 20);
    const last = terminal.written.at(-1) ?? '';
    expect(last.startsWith('\r\x1b[2A\x1b[J')).toBe(true);
    const lines = last.replace('\r\x1b[2A\x1b[J', '').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^replication 1\/2/);
    for (const line of lines) expect(line.length).toBeLessThan(60);
    display.clear();
    expect(terminal.written.at(-1)).toBe('\r\x1b[2A\x1b[J');
  });
});
