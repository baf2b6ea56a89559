import type { ContextSubscription, StepResult, VariableSubscription } from '../subscription.js';
import {
  contextResponse,
  type DomainSpec,
  type VariableTable,
  variableResponse,
  variablesOf,
} from './domain-spec.js';
import { Malformed, UnexpectedType } from './malformed.js';
import { confined } from './pending.js';
import type { ReadCursor } from './read-cursor.js';
import { hex, typeName } from './types.js';

type Values = Record<string, unknown>;
/** Takes the results of a subscription itself; the cursor stands behind the number of variables. */
export type Sink = (cursor: ReadCursor, variables: number) => void;

/** The values of all subscriptions in one step. */
export class StepValues implements StepResult {
  readonly variables = new Map<string, Values>();
  readonly contexts = new Map<string, Map<string, Values>>();

  of<V>(subscription: VariableSubscription<V>): V | undefined;
  of<V>(subscription: ContextSubscription<V>): ReadonlyMap<string, V>;
  of<V>(
    subscription: VariableSubscription<V> | ContextSubscription<V>,
  ): V | undefined | ReadonlyMap<string, V> {
    const { domain, objectID } = subscription;
    if (subscription.kind === 'variables') return this.ofObject<V>(domain, objectID);
    return this.around<V>(domain, objectID, subscription.around);
  }

  // Both maps hold what the caller's type says: the type was made together with the request.

  /** The values of one object. */
  ofObject<V>(domain: string, objectID: string): V | undefined {
    return this.variables.get(`${domain} ${objectID}`) as V | undefined;
  }

  /** The values of the objects around one object. */
  around<V>(domain: string, objectID: string, around: string): ReadonlyMap<string, V> {
    const values = this.contexts.get(`${domain} ${objectID} ${around}`) ?? new Map<string, Values>();
    return values as unknown as ReadonlyMap<string, V>;
  }
}

/** Reads the results of subscriptions, in the answers to steps and to "subscribe" commands. */
export class SubscriptionReader {
  readonly #variableDomains = new Map<number, DomainSpec>();
  readonly #contextDomains = new Map<number, DomainSpec>();
  readonly #domains = new Map<number, DomainSpec>();
  readonly #sinks = new Map<string, Sink>();
  readonly #warned = new Set<string>();
  readonly #warn: (message: string) => void;
  /** How often each variable of an object has been subscribed to since the object's subscription last ended. */
  readonly #asked = new Map<string, Map<string, number>>();
  /** The values of the step answered last. */
  latest = new StepValues();

  constructor(specs: readonly DomainSpec[], warn: (message: string) => void) {
    for (const spec of specs) {
      this.#domains.set(spec.get, spec);
      this.#variableDomains.set(variableResponse(spec.get), spec);
      this.#contextDomains.set(contextResponse(spec.get), spec);
    }
    this.#warn = warn;
  }

  /** Notes that variables of an object have been subscribed to. */
  noteAsked(domain: string, objectID: string, variables: readonly string[]): void {
    const key = `${domain} ${objectID}`;
    const asked = this.#asked.get(key) ?? new Map<string, number>();
    for (const name of variables) asked.set(name, (asked.get(name) ?? 0) + 1);
    this.#asked.set(key, asked);
  }

  /**
   * Notes that somebody needs variables of an object no more.
   * @param times how often they were subscribed to by them
   * @returns whether others still need the subscription
   */
  noteDropped(domain: string, objectID: string, variables: readonly string[], times: number): boolean {
    const asked = this.#asked.get(`${domain} ${objectID}`);
    if (asked === undefined) return false;
    for (const name of variables) asked.set(name, (asked.get(name) ?? 0) - times);
    return [...asked.values()].some((left) => left > 0);
  }

  /** Notes that the subscription to an object has ended. */
  noteEnded(domain: string, objectID: string): void {
    this.#asked.delete(`${domain} ${objectID}`);
  }

  /** Gives the results of one context subscription to `sink` instead of collecting them; `undefined` takes it back. */
  divertContext(domain: DomainSpec, objectID: string, sink: Sink | undefined): void {
    this.#divert(`${contextResponse(domain.get)} ${objectID}`, sink);
  }

  /** Gives the results of one variable subscription to `sink` instead of collecting them; `undefined` takes it back. */
  divertVariables(domain: DomainSpec, objectID: string, sink: Sink | undefined): void {
    this.#divert(`${variableResponse(domain.get)} ${objectID}`, sink);
  }

  #divert(key: string, sink: Sink | undefined): void {
    if (sink === undefined) this.#sinks.delete(key);
    else this.#sinks.set(key, sink);
  }

  /** Reads the answer to a step: how many results, then the results. */
  step(cursor: ReadCursor): StepValues {
    const values = new StepValues();
    const count = cursor.count(6);
    for (let i = 0; i < count; i++) this.result(cursor, values);
    this.latest = values;
    return values;
  }

  /** Reads the result of one subscription into `values`. */
  result(cursor: ReadCursor, values: StepValues): void {
    confined(cursor, () => {
      const response = cursor.ubyte();
      const objectID = cursor.string();
      const sink = this.#sinks.size > 0 ? this.#sinks.get(`${response} ${objectID}`) : undefined;
      const variableDomain = this.#variableDomains.get(response);
      if (variableDomain !== undefined) {
        const count = cursor.ubyte();
        if (sink !== undefined) {
          sink(cursor, count);
          return;
        }
        const key = `${variableDomain.name} ${objectID}`;
        let into = values.variables.get(key);
        if (into === undefined) {
          into = {};
          values.variables.set(key, into);
        }
        this.#values(cursor, variableDomain, variablesOf(variableDomain), count, into);
        return;
      }
      const centre = this.#contextDomains.get(response);
      if (centre === undefined) throw new Malformed(`a subscription result of unknown kind ${hex(response)}`);
      const around = cursor.ubyte();
      const count = cursor.ubyte();
      if (sink !== undefined) {
        sink(cursor, count);
        return;
      }
      const domain = this.#domains.get(around);
      if (domain === undefined)
        throw new Malformed(`a context subscription about unknown domain ${hex(around)}`);
      this.#context(cursor, centre, objectID, domain, count, values);
    });
  }

  #context(
    cursor: ReadCursor,
    centre: DomainSpec,
    objectID: string,
    domain: DomainSpec,
    count: number,
    values: StepValues,
  ): void {
    const key = `${centre.name} ${objectID} ${domain.name}`;
    let into = values.contexts.get(key);
    if (into === undefined) {
      into = new Map();
      values.contexts.set(key, into);
    }
    const objects = cursor.count(4);
    const table = variablesOf(domain);
    for (let i = 0; i < objects; i++) {
      const id = cursor.string();
      const record: Values = into.get(id) ?? {};
      into.set(id, record);
      if (!this.#values(cursor, domain, table, count, record)) return;
    }
  }

  /** Reads `count` variables; false when one could not be read and the rest of the block must be skipped. */
  #values(
    cursor: ReadCursor,
    domain: DomainSpec,
    table: VariableTable,
    count: number,
    into: Values,
  ): boolean {
    for (let i = 0; i < count; i++) {
      const id = cursor.ubyte();
      const status = cursor.ubyte();
      if (status !== 0) {
        // A text that says why; it names objects that vanished, so it is no news.
        cursor.ubyte();
        cursor.string();
        continue;
      }
      const variable = table.byId.get(id);
      if (variable === undefined) {
        const type = cursor.remaining > 0 ? typeName(cursor.bytes[cursor.position]) : 'nothing';
        this.#warnOnce(
          `${domain.name}: variable ${hex(id)} of ${type} is unknown to this client; it is skipped`,
        );
        return false;
      }
      try {
        into[variable.name] = variable.codec.read(cursor);
      } catch (error) {
        if (!(error instanceof UnexpectedType)) throw error;
        this.#warnOnce(`${domain.name}.${variable.name}: ${error.message}; it is skipped`);
        return false;
      }
    }
    return true;
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#warn(message);
  }
}
