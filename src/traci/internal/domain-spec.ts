import type { Codec } from './codec.js';
import { type Getter, type Members, variableName } from './member.js';

/** A domain of TraCI: its name, the byte of its "get" command, and its members. All other commands follow from that byte. */
export interface DomainSpec<M extends Members = Members> {
  readonly name: string;
  readonly get: number;
  readonly members: M;
}

export const setCommand = (get: number): number => get + 0x20;
export const subscribeCommand = (get: number): number => get + 0x30;
export const contextCommand = (get: number): number => get - 0x20;
export const variableResponse = (get: number): number => get + 0x40;
export const contextResponse = (get: number): number => get - 0x10;

/** A variable as subscriptions need it. */
export interface Variable {
  readonly name: string;
  readonly id: number;
  readonly codec: Codec<unknown>;
  readonly getter: Getter<unknown, never>;
}

/** The variables of a domain by name and by id. */
export interface VariableTable {
  readonly byName: ReadonlyMap<string, Variable>;
  readonly byId: ReadonlyMap<number, Variable>;
}

const tables = new WeakMap<object, VariableTable>();

/** The variables of a domain. */
export function variablesOf(spec: DomainSpec): VariableTable {
  let table = tables.get(spec);
  if (table === undefined) {
    const byName = new Map<string, Variable>();
    const byId = new Map<number, Variable>();
    for (const [key, member] of Object.entries(spec.members)) {
      if (member.kind !== 'getter') continue;
      const variable = { name: variableName(key), id: member.id, codec: member.codec, getter: member };
      byName.set(variable.name, variable);
      if (!byId.has(member.id)) byId.set(member.id, variable);
    }
    table = { byName, byId };
    tables.set(spec, table);
  }
  return table;
}

/** A getter without arguments that fails for an object that does not exist. */
export function firstGetter(spec: DomainSpec): Getter<unknown> | undefined {
  for (const member of Object.values(spec.members)) {
    if (member.kind === 'getter' && !member.objectless && member.write === undefined) {
      return member as unknown as Getter<unknown>;
    }
  }
  return undefined;
}
