import type { Codec } from './codec.js';
import type { WriteBuffer } from './write-buffer.js';

/** A variable that can be asked for. `write` puts the question's own arguments behind the object's id. */
export interface Getter<T, A extends readonly unknown[] = readonly []> {
  readonly kind: 'getter';
  readonly id: number;
  readonly codec: Codec<T>;
  readonly write: ((buffer: WriteBuffer, ...args: A) => void) | undefined;
  /** False for questions that SUMO answers only when asked directly. */
  readonly subscribable: boolean;
  /** True for variables of the domain as a whole, asked with the id `''`. */
  readonly objectless: boolean;
}

/** A variable of the domain as a whole, such as the list of its objects. */
export interface DomainGetter<T, A extends readonly unknown[] = readonly []> extends Getter<T, A> {
  readonly objectless: true;
}

/** A variable that can be set. */
export interface Setter<A extends readonly unknown[]> {
  readonly kind: 'setter';
  readonly id: number;
  readonly write: (buffer: WriteBuffer, ...args: A) => void;
  readonly objectless: boolean;
}

/** A setter of the domain as a whole. */
export interface DomainSetter<A extends readonly unknown[]> extends Setter<A> {
  readonly objectless: true;
}

/** A getter without arguments. */
export function getter<T>(id: number, codec: Codec<T>): Getter<T> {
  return { kind: 'getter', id, codec, write: undefined, subscribable: true, objectless: false };
}

/** A getter with arguments, written by `write`. */
export function getterWith<T, A extends readonly unknown[]>(
  id: number,
  codec: Codec<T>,
  write: (buffer: WriteBuffer, ...args: A) => void,
): Getter<T, A> {
  return { kind: 'getter', id, codec, write, subscribable: true, objectless: false };
}

/** A question with arguments that cannot be subscribed to. */
export function question<T, A extends readonly unknown[]>(
  id: number,
  codec: Codec<T>,
  write: (buffer: WriteBuffer, ...args: A) => void,
): Getter<T, A> {
  return { kind: 'getter', id, codec, write, subscribable: false, objectless: false };
}

/** A setter whose value is written by `write`. */
export function setter<A extends readonly unknown[]>(
  id: number,
  write: (buffer: WriteBuffer, ...args: A) => void,
): Setter<A> {
  return { kind: 'setter', id, write, objectless: false };
}

/** Makes a getter one of the domain as a whole. */
export function ofDomain<T, A extends readonly unknown[]>(member: Getter<T, A>): DomainGetter<T, A> {
  return { ...member, objectless: true };
}

/** Makes a setter one of the domain as a whole. */
export function onDomain<A extends readonly unknown[]>(member: Setter<A>): DomainSetter<A> {
  return { ...member, objectless: true };
}

/** A setter of one number. */
export function doubleSetter(id: number): Setter<[value: number]> {
  return setter(id, (buffer, value: number) => buffer.double(value));
}

/** A setter of one whole number. */
export function integerSetter(id: number): Setter<[value: number]> {
  return setter(id, (buffer, value: number) => buffer.int(value));
}

/** A setter of one text. */
export function textSetter(id: number): Setter<[value: string]> {
  return setter(id, (buffer, value: string) => buffer.string(value));
}

/** A setter of a list of texts; a single text stands for a list of one. */
export function textListSetter(id: number): Setter<[values: readonly string[] | string]> {
  return setter(id, (buffer, values: readonly string[] | string) =>
    buffer.stringList(typeof values === 'string' ? [values] : values),
  );
}

/** A member of whatever value and arguments. The arguments are contravariant, hence `never`. */
export type Member = Getter<unknown, never> | Setter<never>;
/** The members of a domain by name. */
export type Members = Readonly<Record<string, Member>>;

/** The methods that a table of members gives a domain. */
export type Methods<M> = {
  readonly [K in keyof M]: M[K] extends DomainGetter<infer T, infer A>
    ? (...args: A) => Promise<T>
    : M[K] extends DomainSetter<infer A>
      ? (...args: A) => Promise<void>
      : M[K] extends Getter<infer T, infer A>
        ? (objectID: string, ...args: A) => Promise<T>
        : M[K] extends Setter<infer A>
          ? (objectID: string, ...args: A) => Promise<void>
          : never;
};

type Decapitalised<R extends string> = R extends `${string}${infer Second}${string}`
  ? Second extends Uppercase<Second>
    ? R
    : Uncapitalize<R>
  : R;

/** `getSpeed` is about the variable `speed`, `getCO2Emission` about `CO2Emission`. */
export type VariableName<K> = K extends `get${infer R}` ? Decapitalised<R> : K;

/** The values of all variables of a domain by variable name. */
export type VariableValues<M> = {
  readonly [K in keyof M as M[K] extends Getter<unknown, never>
    ? VariableName<K>
    : never]: M[K] extends Getter<infer T, never> ? T : never;
};

/** The names of the variables of a domain. */
export type Variables<M> = Extract<keyof VariableValues<M>, string>;

/** The variable a getter is about. */
export function variableName(getterName: string): string {
  if (!getterName.startsWith('get')) return getterName;
  const rest = getterName.slice(3);
  const second = rest.charAt(1);
  return second !== '' && second === second.toUpperCase()
    ? rest
    : rest.charAt(0).toLowerCase() + rest.slice(1);
}
