import { expect } from 'vitest';

function differs(actual: unknown, expected: unknown, path: string): string | undefined {
  if (typeof expected === 'number' && typeof actual === 'number') {
    if (Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected))) return undefined;
  } else if (
    typeof expected === 'object' &&
    expected !== null &&
    typeof actual === 'object' &&
    actual !== null
  ) {
    const keys = Object.keys(expected);
    if (Object.keys(actual).join() !== keys.join()) return path;
    for (const key of keys) {
      const inner = differs(Reflect.get(actual, key), Reflect.get(expected, key), `${path}.${key}`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }
  return Object.is(actual, expected) ? undefined : path;
}

/** Both alike in every key, numbers to 1e-9 of their size. */
export function expectClose(actual: unknown, expected: unknown): void {
  const path = differs(actual, expected, '$');
  if (path !== undefined) expect(actual, `differs at ${path}`).toEqual(expected);
}
