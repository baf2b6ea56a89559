/**
 * How a value of this client differs from Python's, or `undefined` when they agree. Python gives some compounds as
 * tuples that are objects here, in the same order, and `('', -1)` or `None` where here is `null`.
 */
export function difference(python: unknown, node: unknown): string | undefined {
  // Python's own client fails at shapes without corners.
  if (typeof python === 'object' && python !== null && 'unreadable' in python) {
    return Array.isArray(node) && node.length === 0 ? undefined : `unreadable against ${text(node)}`;
  }
  if (node === undefined || node === null) {
    const nobody = Array.isArray(python) && python[0] === '' && python.length === 2;
    return python === null || nobody ? undefined : `${text(python)} against ${text(node)}`;
  }
  if (typeof node === 'object') {
    if (Array.isArray(python)) {
      const values: unknown[] = Array.isArray(node) ? node : Object.values(node);
      if (values.length !== python.length) return `${text(python)} against ${text(node)}`;
      for (let i = 0; i < values.length; i++) {
        const fault = difference(python[i], values[i]);
        if (fault !== undefined) return `[${i}] ${fault}`;
      }
      return undefined;
    }
    if (typeof python !== 'object' || python === null) return `${text(python)} against ${text(node)}`;
    for (const [key, value] of Object.entries(python)) {
      const fault = difference(value, Reflect.get(node, key));
      if (fault !== undefined) return `.${key} ${fault}`;
    }
    const more = Object.keys(node).filter((key) => !(key in python));
    return more.length === 0 ? undefined : `has more: ${more.join(', ')}`;
  }
  // Python's client of 1.15 reads UTF-8 as Latin-1.
  if (typeof python === 'string' && typeof node === 'string') {
    const read = Buffer.from(python, 'latin1').toString('utf8');
    return read === node || python === node ? undefined : `${text(python)} against ${text(node)}`;
  }
  return Object.is(python, node) || python === node ? undefined : `${text(python)} against ${text(node)}`;
}

function text(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'undefined';
  return shown.length > 200 ? `${shown.slice(0, 197)}...` : shown;
}
