import type { z } from 'zod';
import { InputError } from './input-error.js';
import { nearestName } from './nearest-name.js';

/** One thing wrong with a document: the path to it, what is wrong, what would be right. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly right: string;
}

/** Writes a path as JSON paths are written: `$.vehicles[0].bid`, `$.vehicles[0].completion["3"]`. */
export function jsonPath(path: readonly (string | number)[], root = '$'): string {
  let text = root;
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(part)) text += `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** Shows a value in at most about 40 characters, for messages. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current: unknown = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let def = schema._zod.def as unknown as Record<string, unknown>;
  const unwrap = (): void => {
    while (def.innerType !== undefined || def.in !== undefined) {
      def = ((def.innerType ?? def.in) as z.core.$ZodType)._zod.def as unknown as Record<string, unknown>;
    }
  };
  const collect = (current: Record<string, unknown>): string[] => {
    if (typeof current.shape === 'object' && current.shape !== null) return Object.keys(current.shape);
    if (Array.isArray(current.options)) {
      return (current.options as z.core.$ZodType[]).flatMap((o) =>
        collect(o._zod.def as unknown as Record<string, unknown>),
      );
    }
    return [];
  };
  unwrap();
  for (const key of path) {
    let next: unknown;
    if (typeof key === 'number') next = def.element;
    else if (typeof def.shape === 'object' && def.shape !== null) next = Reflect.get(def.shape, key);
    else next = def.valueType;
    if (next === undefined) return [];
    def = (next as z.core.$ZodType)._zod.def as unknown as Record<string, unknown>;
    unwrap();
  }
  return collect(def);
}

function right(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'too_small':
      if (issue.origin === 'array') return `at least ${issue.minimum} entries`;
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'a text that is not empty' : `at least ${issue.minimum} characters`;
      return `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `at most ${issue.maximum} entries`;
      return `a number ${issue.inclusive ? 'of at most' : 'below'} ${issue.maximum}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? show(issue.values[0])
        : `one of ${issue.values.map((v) => String(v)).join(', ')}`;
    default:
      return issue.message;
  }
}

/** A misspelt key explains the missing one beside it, so it is told first; else the deepest fault. */
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const misspelt = issues.find((issue) => issue.code === 'unrecognized_keys');
  return misspelt ?? issues.reduce((a, b) => (b.path.length > a.path.length ? b : a));
}

function faultOf(issue: z.core.$ZodIssue, value: unknown, schema: z.core.$ZodType): Fault {
  const path = issue.path.map((p) => (typeof p === 'symbol' ? String(p) : p));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    const key = issue.keys[0];
    const near = nearestName(key, known);
    return {
      path: [...path, key],
      what: 'unknown key',
      right: near === undefined ? `known keys here are ${known.join(', ')}` : `did you mean ${near}?`,
    };
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that was meant knows most of the keys and got furthest.
    const branches = issue.errors.filter((errors) => errors.length > 0);
    const depth = (errors: readonly z.core.$ZodIssue[]): number =>
      Math.max(...errors.map((e) => e.path.length + (e.code === 'unrecognized_keys' ? 1 : 0)));
    const unknown = (errors: readonly z.core.$ZodIssue[]): number =>
      errors.reduce((n, e) => n + (e.code === 'unrecognized_keys' ? e.keys.length : 0), 0);
    const meant = branches
      .filter((errors) => depth(errors) > 0)
      .sort((a, b) => unknown(a) - unknown(b) || depth(b) - depth(a))[0];
    if (meant !== undefined) {
      const inner = mostTelling(meant);
      return faultOf({ ...inner, path: [...issue.path, ...inner.path] }, value, schema);
    }
    if (branches.length > 0) {
      const alternatives = [...new Set(branches.map((errors) => right(errors[0])))];
      const got = at(value, issue.path);
      return {
        path,
        what: got === undefined ? 'is missing' : `is ${show(got)}`,
        right: `must be ${alternatives.join(' or ')}`,
      };
    }
  }
  const got = at(value, issue.path);
  return {
    path,
    what: got === undefined ? 'is missing' : `is ${show(got)}`,
    right: `must be ${right(issue)}`,
  };
}

/** The first fault of a document under a zod schema, or the parsed document. Unknown keys name the nearest known one. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly fault: Fault } | { readonly parsed: z.output<S> } {
  const result = schema.safeParse(value);
  if (result.success) return { parsed: result.data };
  const { issues } = result.error;
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  return { fault: faultOf(first, value, schema) };
}

/**
 * Parses a JSON value under a zod schema.
 * @param root how the path of a fault begins, `$` for a whole document, `$[3]` for the fourth of a batch
 * @throws InputError with the JSON path of the first fault
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown, root = '$'): z.output<S> {
  const outcome = check(schema, value);
  if ('parsed' in outcome) return outcome.parsed;
  throw new InputError(jsonPath(outcome.fault.path, root), outcome.fault.what, outcome.fault.right);
}
