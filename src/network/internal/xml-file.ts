import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../input/index.js';

// `import` would look through the whole of this CommonJS for names first, which takes longer than to read it.
const { SaxesParser } = createRequire(import.meta.url)('saxes') as typeof import('saxes');

/** An element of an XML file at its start tag. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `file:line:column` of the start tag. */
  readonly where: string;
}

export interface XmlHandler {
  /** Names the root element may have; another one is refused with `right`. */
  readonly roots: readonly string[];
  /** What the file should be, for messages: `a SUMO network (.net.xml), as netconvert writes it`. */
  readonly right: string;
  open(element: XmlElement): void;
  close?(name: string): void;
}

function fileFault(path: string, error: unknown, right: string): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new InputError(path, 'no such file', right, { cause: error });
  if (code === 'EISDIR') return new InputError(path, 'is a folder', right, { cause: error });
  if (code === 'EACCES') return new InputError(path, 'may not be read', right, { cause: error });
  if (code === 'Z_BUF_ERROR')
    return new InputError(path, 'the compressed file is cut off', right, { cause: error });
  if (code.startsWith('Z_'))
    return new InputError(path, 'is named .gz but is not gzip data', right, { cause: error });
  return error;
}

/**
 * Reads an XML file (also .gz) as a stream and hands its elements to a handler.
 * @throws InputError where the file is missing, is no XML, is cut off or has another root
 */
export async function readXmlFile(path: string, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let where = path;
  let depth = 0;
  parser.on('error', (error) => {
    const reason = error.message.replace(/^.*?\d+:\d+: /, '').replace(/\.$/, '');
    throw new InputError(
      `${path}:${parser.line}:${parser.columnIndex + 1}`,
      `malformed XML (${reason})`,
      handler.right,
    );
  });
  parser.on('opentagstart', (tag) => {
    // The parser stands behind the character after the name: a line end there has put it on the next line.
    const column = parser.columnIndex - tag.name.length - 1;
    where = column > 0 ? `${path}:${parser.line}:${column}` : `${path}:${parser.line - 1}:1`;
  });
  parser.on('opentag', (tag) => {
    if (depth === 0 && !handler.roots.includes(tag.name)) {
      throw new InputError(where, `the root element is <${tag.name}>`, handler.right);
    }
    depth++;
    handler.open({ name: tag.name, attributes: tag.attributes, where });
  });
  parser.on('closetag', (tag) => {
    depth--;
    handler.close?.(tag.name);
  });
  const parse = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    const decoder = new TextDecoder('utf-8');
    for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
    parser.write(decoder.decode());
    parser.close();
  };
  try {
    if (path.endsWith('.gz')) await pipeline(createReadStream(path), createGunzip(), parse);
    else await pipeline(createReadStream(path), parse);
  } catch (error) {
    throw fileFault(path, error, handler.right);
  }
}

/** An attribute that must be there. */
export function requiredAttribute(element: XmlElement, name: string): string {
  const value = element.attributes[name];
  if (value === undefined || value === '') {
    throw new InputError(element.where, `<${element.name}> has no ${name}`, `write ${name}="..."`);
  }
  return value;
}

/** An attribute that must be a finite number, at least `minimum` where that is given. */
export function numberAttribute(
  element: XmlElement,
  name: string,
  minimum = Number.NEGATIVE_INFINITY,
): number {
  const text = requiredAttribute(element, name);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < minimum) {
    const right = minimum === Number.NEGATIVE_INFINITY ? 'a number' : `a number of at least ${minimum}`;
    throw new InputError(
      element.where,
      `${name} of <${element.name}> is ${JSON.stringify(text)}`,
      `must be ${right}`,
    );
  }
  return value;
}
