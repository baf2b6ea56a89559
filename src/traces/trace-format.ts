import { InputError } from '../input/index.js';
import { streamBytes } from './internal/byte-stream.js';

/** The kinds of trace files. */
export const traceFormats = ['fcd', 'vehroutes', 'gps'] as const;
export type TraceFormat = (typeof traceFormats)[number];

const right = 'an FCD or vehroute file of SUMO, or a text file with one GPS fix a line, plain or gzipped';

class Seen extends Error {}

/**
 * What kind of trace a file holds, by its beginning: the root element of an XML file of SUMO; all else is GPS.
 * @throws InputError when the file cannot be opened, is empty, or is another file of SUMO
 */
export async function traceFormatOf(path: string): Promise<TraceFormat> {
  let text = '';
  const root = (): string | undefined =>
    /^\s*<([\w-]+)/.exec(text.replaceAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, ''))?.[1];
  await streamBytes(path, right, (bytes) => {
    text += bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
    if (!/^\s*(<|$)/.test(text) || root() !== undefined || text.length > 1 << 22) throw new Seen();
  }).catch((error: unknown) => {
    if (!(error instanceof Seen)) throw error;
  });
  if (text.trim() === '') throw new InputError(path, 'is empty', right);
  if (!text.trimStart().startsWith('<')) return 'gps';
  const name = root();
  if (name === 'fcd-export') return 'fcd';
  if (name === 'routes') return 'vehroutes';
  throw new InputError(path, name === undefined ? 'holds no XML element' : `begins with <${name}>`, right);
}
