import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { traceFormatOf } from '../../src/traces/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bidlane-format-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (content: string | Buffer): string => {
  writeFileSync(join(folder, 'trace'), content);
  return join(folder, 'trace');
};
const comment = `<?xml version="1.0"?>\n<!-- made by <routes> ${'x'.repeat(400_000)} -->\n`;

describe('traceFormatOf', () => {
  it.each([
    ['fcd', `${comment}<fcd-export><timestep time="0"/></fcd-export>`],
    ['vehroutes', '\ufeff\n<routes xmlns="">'],
    ['fcd', gzipSync(`${comment}<fcd-export>${'<timestep time="0"/>'.repeat(100_000)}`)],
    ['gps', '1,2008-02-02 15:36:08,116.51172,39.92123\n'],
    ['gps', gzipSync('id;time;lon;lat\n')],
  ])('knows %s by its beginning', async (format, content) => {
    expect(await traceFormatOf(file(content))).toBe(format);
  });

  it.each([
    ['', /is empty: an FCD or vehroute file/],
    [' \n', /is empty/],
    ['<net version="1.9">', /begins with <net>: an FCD or vehroute file of SUMO, or a text file/],
    ['<!-- only -->', /holds no XML element/],
  ])('refuses %j', async (content, message) => {
    await expect(traceFormatOf(file(content))).rejects.toThrow(message);
    await expect(traceFormatOf(join(folder, 'nowhere'))).rejects.toThrow('there is no such file');
  });
});
