import type { Scope } from './traci-scope.js';

const MOST_IDS = 200;

/** What may stand in place of the last part of a line, and that part. */
export type Completions = [candidates: string[], part: string];

/** The names of an object's properties, its class's included. */
function propertiesOf(value: unknown): string[] {
  const names = new Set<string>();
  for (let level: unknown = Object(value); level !== null; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) if (/^[A-Za-z$]\w*$/.test(name)) names.add(name);
  }
  return [...names].sort();
}

async function objectIds(scope: Scope, domainName: string): Promise<readonly string[]> {
  const domain = scope.domains.get(domainName);
  if (!scope.session.connected || domain === undefined || !domain.methods.has('getIDList')) return [];
  const { getIDList } = domain.object as { getIDList(): Promise<readonly string[]> };
  return getIDList.call(domain.object).catch(() => []);
}

/**
 * Completes the end of a line: names in scope, methods of a domain, properties of a variable, and within the brackets of a
 * domain's method the ids of its objects, for which SUMO is asked.
 */
export async function complete(line: string, scope: Scope): Promise<Completions> {
  const starting = (names: Iterable<string>, part: string): Completions => [
    [...names].filter((name) => name.startsWith(part)),
    part,
  ];
  const help = /^\s*\.help\s+(\w*)$/.exec(line);
  if (help !== null) return starting(scope.domains.keys(), help[1]);

  const argument = /(\w+)\.(\w+)\(\s*(?:(['"`])([^'"`]*))?$/.exec(line);
  if (argument !== null) {
    const [, domain, method, quote = "'", begun = ''] = argument;
    if (scope.domains.get(domain)?.methods.get(method)?.[0] === undefined) return [[], ''];
    const ids = (await objectIds(scope, domain)).filter((id) => id.startsWith(begun));
    const part = argument[3] === undefined ? '' : `${quote}${begun}`;
    return [ids.slice(0, MOST_IDS).map((id) => `${quote}${id}${quote}`), part];
  }

  const member = /(^|[^\w$.])([A-Za-z_$][\w$]*)\.([\w$]*)$/.exec(line);
  if (member !== null) {
    const [, , owner, part] = member;
    const domain = scope.domains.get(owner);
    const names = domain?.methods.keys() ?? propertiesOf(scope.context[owner] as unknown);
    const [candidates] = starting(names, part);
    return [candidates.map((name) => `${owner}.${name}`), `${owner}.${part}`];
  }
  const name = /(?:^|[^\w$.'"`])([A-Za-z_$][\w$]*|)$/.exec(line);
  return name === null ? [[], ''] : starting(Object.keys(scope.context).sort(), name[1]);
}
