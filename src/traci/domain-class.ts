import { Domain, type DomainHost } from './domain.js';
import type { DomainSpec } from './internal/domain-spec.js';
import type { Getter, Members, Methods, Setter } from './internal/member.js';

/** The class of a domain: {@link Domain} and one method for every member of its table. */
export function domainOf<M extends Members>(
  spec: DomainSpec<M>,
): new (
  host: DomainHost,
) => Domain<M> & Methods<M> {
  class TableDomain extends Domain<M> {
    constructor(host: DomainHost) {
      super(host, spec);
    }
  }
  for (const [name, member] of Object.entries<Members[string]>(spec.members)) {
    const label = `${spec.name}.${name}`;
    const method = methodOf(member, label);
    Object.defineProperty(TableDomain.prototype, name, { value: method, writable: true, configurable: true });
  }
  // The methods have just been defined; the type system cannot see it.
  return TableDomain as unknown as new (
    host: DomainHost,
  ) => Domain<M> & Methods<M>;
}

interface Askable {
  ask(
    member: Getter<unknown, readonly unknown[]>,
    label: string,
    id: string,
    ...args: readonly unknown[]
  ): unknown;
  put(member: Setter<readonly unknown[]>, label: string, id: string, ...args: readonly unknown[]): unknown;
}

function methodOf(member: Members[string], label: string): (this: Askable, ...args: never[]) => unknown {
  const { objectless } = member;
  if (member.kind === 'getter') {
    const asked = member as unknown as Getter<unknown, readonly unknown[]>;
    if (objectless)
      return function (...args) {
        return this.ask(asked, label, '', ...args);
      };
    if (asked.write === undefined)
      return function (id: string) {
        return this.ask(asked, label, id);
      };
    return function (id: string, ...args: unknown[]) {
      return this.ask(asked, label, id, ...args);
    };
  }
  const put = member as unknown as Setter<readonly unknown[]>;
  if (objectless)
    return function (...args) {
      return this.put(put, label, '', ...args);
    };
  return function (id: string, ...args: unknown[]) {
    return this.put(put, label, id, ...args);
  };
}
