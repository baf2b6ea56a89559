import { InputError } from '../../input/index.js';
import { type ReadingOptions, type StreamEnd, streamBytes } from './byte-stream.js';

const LF = 10;
const longestLine = 1 << 20;

/**
 * Hands the lines of a text file (UTF-8), plain or gzipped, to a function one by one, in constant memory.
 * @param take gets the line without its end, and its number from 1
 * @throws InputError when the file cannot be opened
 */
export async function streamLines(
  path: string,
  right: string,
  take: (line: string, number: number) => void,
  options: ReadingOptions = {},
): Promise<StreamEnd> {
  let rest = Buffer.alloc(0);
  let number = 0;
  const line = (bytes: Buffer, start: number, end: number): void => {
    number++;
    const text = bytes.toString('utf8', start, end > start && bytes[end - 1] === 13 ? end - 1 : end);
    take(number === 1 ? text.replace(/^\uFEFF/, '') : text, number);
  };
  const end = await streamBytes(
    path,
    right,
    (piece) => {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let start = 0;
      for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, start)) {
        line(bytes, start, at);
        start = at + 1;
      }
      if (bytes.length - start > longestLine)
        throw new InputError(`${path}:${number + 1}`, 'has a line of over a megabyte', right);
      // The piece is only valid during the call.
      rest = Buffer.from(bytes.subarray(start));
    },
    options,
  );
  if (rest.length > 0) line(rest, 0, rest.length);
  return end;
}

/** The cells of a line; quoted cells may hold the delimiter, and `""` for a quote. `undefined` for a quote that does not end. */
export function cellsOf(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    let end: number;
    if (line[at] === '"') {
      end = at + 1;
      while (line[end] === '"' ? line[end + 1] === '"' : end < line.length) end += line[end] === '"' ? 2 : 1;
      if (end >= line.length) return undefined;
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      end = line.indexOf(delimiter, end);
    } else {
      end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
    }
    if (end < 0) break;
    at = end + delimiter.length;
  }
  return cells;
}
