import { createHash } from 'node:crypto';

/** What a model depends on: plain data, with binary columns and bytes. */
export type KeyPart =
  | string
  | number
  | boolean
  | null
  | undefined
  | ArrayBufferView
  | readonly KeyPart[]
  | { readonly [name: string]: KeyPart };

/** Raised whenever the same input gives another model. */
const version = 'link-travel-times/1';

function canonical(part: KeyPart): string {
  if (part === undefined) return 'undefined';
  if (typeof part === 'number') return Object.is(part, -0) ? '0' : String(part);
  if (part === null || typeof part !== 'object') return JSON.stringify(part);
  if (ArrayBuffer.isView(part)) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    return `${part.constructor.name}:${createHash('sha256').update(bytes).digest('hex')}`;
  }
  if (Array.isArray(part)) return `[${(part as readonly KeyPart[]).map(canonical).join(',')}]`;
  const entries = Object.entries(part as { readonly [name: string]: KeyPart })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join(',')}}`;
}

/**
 * The name under which a fitted model is cached: a SHA-256 (64 hex digits) of everything it depends on, such as the
 * bytes of network and demand, the seeds of the probe rounds, the version of SUMO and the options of the fit.
 * The order of names does not matter; what is `undefined` counts as absent.
 */
export function modelKey(parts: { readonly [name: string]: KeyPart }): string {
  return createHash('sha256')
    .update(`${version}\n${canonical(parts)}`)
    .digest('hex');
}
