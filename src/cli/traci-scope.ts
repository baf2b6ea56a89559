import { inspect } from 'node:util';
import { type Context, createContext } from 'node:vm';
import { InputError, nearestName, RunError } from '../input/index.js';
import type { TraciSession } from '../traci/index.js';

interface Member {
  readonly kind: 'getter' | 'setter';
  readonly objectless: boolean;
  readonly write?: unknown;
}

/** A domain as the REPL sees it: its name and its methods. */
export interface ScopeDomain {
  readonly name: string;
  readonly object: object;
  /** What may be called, by name: the names of the arguments. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
}

/** What a command can use. */
export interface Scope {
  readonly session: TraciSession;
  readonly domains: ReadonlyMap<string, ScopeDomain>;
  /** The names of a command and the variables that commands have made. */
  readonly context: Context;
  /** Ends a `step` that is under way, after the step being computed. */
  interrupt(): void;
}

/** The names of a function's parameters, from its text; optional ones end in `?`. */
export function parameterNames(code: unknown): string[] {
  if (typeof code !== 'function') return [];
  const text = Function.prototype.toString.call(code);
  const names: string[] = [];
  let depth = 0;
  let name = '';
  for (const sign of text.slice(text.indexOf('('))) {
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    if (depth === 0 || (depth === 1 && sign === ',')) {
      const [, known, more] = /^\(?\s*(?:\.\.\.)?([\w$]*)\s*(=?)/.exec(name) ?? [];
      if (known !== undefined && known !== '') names.push(more === '=' ? `${known}?` : known);
      name = '';
    } else {
      name += sign;
    }
    if (depth === 0) break;
  }
  return names;
}

const SHARED = /^(un)?subscribe|SubscriptionResults$/;

function methodsOf(
  domain: object,
  members: Readonly<Record<string, Member>>,
): Map<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const [name, member] of Object.entries(members)) {
    methods.set(name, [...(member.objectless ? [] : ['objectID']), ...parameterNames(member.write).slice(1)]);
  }
  const own: object = Object.getPrototypeOf(domain) as object;
  for (let level = own; level !== Object.prototype; level = Object.getPrototypeOf(level) as object) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name === 'constructor' || (level !== own && (methods.has(name) || !SHARED.test(name)))) continue;
      methods.set(name, parameterNames(Object.getOwnPropertyDescriptor(level, name)?.value));
    }
  }
  return new Map([...methods].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function domainsOf(session: TraciSession): Map<string, ScopeDomain> {
  const domains = new Map<string, ScopeDomain>();
  for (const [name, object] of Object.entries(session) as [string, unknown][]) {
    if (typeof object !== 'object' || object === null || !('spec' in object)) continue;
    const { members } = object.spec as { readonly members: Readonly<Record<string, Member>> };
    const methods = methodsOf(object, members);
    const shown = `[domain ${name}: ${methods.size} methods, such as ${[...methods.keys()].find((m) => m.startsWith('getS')) ?? 'getIDList'}]`;
    Object.defineProperty(object, inspect.custom, { value: () => shown });
    Object.defineProperty(object, 'toJSON', { value: () => shown });
    domains.set(name, { name, object, methods });
  }
  return domains;
}

/** Makes the world of the commands: every domain by its name, `step`, and the session as `sumo`. */
export function makeScope(session: TraciSession): Scope {
  const domains = domainsOf(session);
  let stopped = false;
  const interrupt = (): void => {
    stopped = true;
  };
  const step = async (count = 1): Promise<number> => {
    if (!Number.isInteger(count) || count < 1) {
      throw new InputError('step', `is asked for ${String(count)} steps`, 'a whole number of at least 1');
    }
    stopped = false;
    for (let i = 0; i < count; i++) {
      await session.simulationStep();
      if (stopped) throw new RunError(`step: interrupted after ${i + 1} of ${count} steps`);
    }
    return session.simulation.getTime();
  };
  const names = Object.fromEntries([...domains].map(([name, { object }]) => [name, object]));
  const context = createContext({ ...names, sumo: session, step, console, setTimeout, clearTimeout });
  return { session, domains, context, interrupt };
}

/** What a failed command says: one line for what SUMO or the client refuses, with the nearest name where one is misspelt. */
export function failureText(error: unknown, scope: Scope): string {
  const { name, message } = Object(error) as { readonly name?: unknown; readonly message?: unknown };
  if (typeof message !== 'string' || typeof name !== 'string') return `thrown: ${inspect(error)}`;
  if (/^(Command|Connection|Unexpected|Protocol|Input|Run)/.test(name)) return message;
  const method = /^(\w+)\.(\w+) is not a function/.exec(message);
  const domain = scope.domains.get(method?.[1] ?? '');
  const unknown = /^(\w+) is not defined/.exec(message);
  let near: string | undefined;
  if (method !== null && domain !== undefined) near = nearestName(method[2], [...domain.methods.keys()]);
  else if (unknown !== null) near = nearestName(unknown[1], Object.keys(scope.context));
  return `${name}: ${message}${near === undefined ? '' : `: did you mean ${near}?`}`;
}
