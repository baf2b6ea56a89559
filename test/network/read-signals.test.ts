import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readSignals } from '../../src/network/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-signals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (content: string): string => {
  const path = join(folder, 'some.net.xml');
  writeFileSync(path, content);
  return path;
};
const phases = (...durations: (number | string)[]): string =>
  durations.map((duration) => `<phase duration="${duration}" state="Gr"/>`).join('');

describe('readSignals', () => {
  it('adds up the phases of lights that go by the clock', async () => {
    const signals = await readSignals(
      written(`<net>
        <tlLogic id="a" type="static" programID="0" offset="12">${phases(40, 5, 40.5, 5)}</tlLogic>
        <tlLogic id="b" type="actuated" programID="0" offset="0">${phases(40, 5)}</tlLogic>
        <tlLogic id="c" type="static" programID="0">${phases(30)}</tlLogic>
        <tlLogic id="a" type="static" programID="1" offset="0">${phases(7)}</tlLogic>
        <tlLogic id="empty" type="static" programID="0" offset="0"/>
      </net>`),
    );
    expect([...signals]).toEqual([
      ['a', { cycle: 90.5, offset: 12 }],
      ['c', { cycle: 30, offset: 0 }],
    ]);
  });

  it('reads every light of the Manhattan network', async () => {
    const net = fileURLToPath(new URL('../../sumo-configs/manhattan/manhattan.net.xml', import.meta.url));
    const signals = await readSignals(net);
    expect(signals.size).toBe(416);
    expect(new Set([...signals.values()].map(({ cycle }) => cycle))).toEqual(new Set([90]));
  });

  it('says where a duration is no number', async () => {
    const path = written(`<net>\n<tlLogic id="a" type="static">${phases('long')}</tlLogic></net>`);
    await expect(readSignals(path)).rejects.toThrow(/some\.net\.xml:2:\d+: duration of <phase> is "long"/);
  });
});
