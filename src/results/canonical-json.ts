/** What JSON can hold, plus the numbers it cannot, which become `null`. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

function write(value: unknown, path: string, indent: string, step: string): string {
  switch (typeof value) {
    case 'number':
      // -0 and 0 are one number; what is not finite has no JSON form.
      return Number.isFinite(value) ? JSON.stringify(value === 0 ? 0 : value) : 'null';
    case 'boolean':
    case 'string':
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      const inner = indent + step;
      const line = step === '' ? '' : `\n${inner}`;
      const end = step === '' ? '' : `\n${indent}`;
      const list =
        ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value;
      if (Array.isArray(list)) {
        if (list.length === 0) return '[]';
        const items = list.map((v: unknown, i) => write(v ?? null, `${path}[${i}]`, inner, step));
        return `[${line}${items.join(`,${line}`)}${end}]`;
      }
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) break;
      const entries = Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([k, v]) =>
            `${JSON.stringify(k)}:${step === '' ? '' : ' '}${write(v, `${path}.${k}`, inner, step)}`,
        );
      return entries.length === 0 ? '{}' : `{${line}${entries.join(`,${line}`)}${end}}`;
    }
    default:
      break;
  }
  throw new TypeError(`canonicalJson: ${path} is a ${typeof value}, which JSON cannot hold`);
}

/**
 * The one way to write a value as JSON: keys sorted by code unit, no spaces, numbers in their shortest form that reads
 * back the same, -0 as 0, NaN and infinities as `null`, typed arrays as arrays, undefined members left out.
 * @param indent spaces per level for people; 0 (default) gives the form that is digested
 * @throws TypeError on what JSON cannot hold: functions, big integers, dates, maps
 */
export function canonicalJson(value: unknown, indent = 0): string {
  return write(value, '$', '', ' '.repeat(indent));
}
