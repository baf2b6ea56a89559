import { InputError } from '../input/index.js';
import type { Codec } from './internal/codec.js';
import type { Connection } from './internal/connection.js';
import {
  contextCommand,
  type DomainSpec,
  firstGetter,
  setCommand,
  subscribeCommand,
} from './internal/domain-spec.js';
import type { Getter, Members, Setter, Variables, VariableValues } from './internal/member.js';
import { nothing, variableBody } from './internal/pending.js';
import type { SubscriptionReader } from './internal/subscription-reader.js';
import { chooseVariables, writeVariables } from './internal/subscription-writer.js';
import type { WriteBuffer } from './internal/write-buffer.js';
import type {
  ContextSubscription,
  Subscribed,
  SubscribeOptions,
  VariableSubscription,
} from './subscription.js';

const NEVER = -1073741824;
const PROBES = 20;

/** What a domain needs of the session it belongs to. */
export interface DomainHost {
  readonly connection: Connection;
  readonly subscriptions: SubscriptionReader;
  /** Checks that SUMO can write a file. @throws InputError where it cannot, and would die */
  checkOutput(label: string, file: string): void;
  /** Counts the simulations loaded one after the other. */
  readonly epoch: number;
}

/** What all domains share: asking, setting and subscribing. */
export class Domain<M extends Members> {
  readonly #host: DomainHost;
  /** The domain's name, bytes and members. */
  readonly spec: DomainSpec<M>;

  constructor(host: DomainHost, spec: DomainSpec<M>) {
    this.#host = host;
    this.spec = spec;
  }

  /** Asks for a variable. */
  protected ask<T, A extends readonly unknown[]>(
    member: Getter<T, A>,
    label: string,
    objectID: string,
    ...args: A
  ): Promise<T> {
    const { get } = this.spec;
    return this.#host.connection.send(
      get,
      label,
      objectID,
      (buffer) => {
        buffer.rawUbyte(member.id);
        buffer.rawString(objectID);
        member.write?.(buffer, ...args);
      },
      variableBody(get, member.id, member.codec),
    );
  }

  /** Asks for a variable that is not in the table of members. */
  protected askFor<T>(
    id: number,
    codec: Codec<T>,
    label: string,
    objectID: string,
    write?: (buffer: WriteBuffer) => void,
  ): Promise<T> {
    const { get } = this.spec;
    const encode = (buffer: WriteBuffer): void => {
      buffer.rawUbyte(id);
      buffer.rawString(objectID);
      write?.(buffer);
    };
    return this.#host.connection.send(get, label, objectID, encode, variableBody(get, id, codec));
  }

  /** Sets a variable. */
  protected put<A extends readonly unknown[]>(
    member: Setter<A>,
    label: string,
    objectID: string,
    ...args: A
  ): Promise<void> {
    const encode = (buffer: WriteBuffer): void => {
      buffer.rawUbyte(member.id);
      buffer.rawString(objectID);
      member.write(buffer, ...args);
    };
    return this.#host.connection.send(setCommand(this.spec.get), label, objectID, encode, nothing);
  }

  /** Sends a command with a byte of its own, whose status may name `alias` instead. */
  protected command(
    command: number,
    alias: number,
    label: string,
    encode: (buffer: WriteBuffer) => void,
  ): Promise<void> {
    return this.#host.connection.send(command, label, '', encode, nothing, 'anywhere', alias);
  }

  /** Counts the simulations loaded one after the other: what is known of one's objects does not hold for the next. */
  protected get epoch(): number {
    return this.#host.epoch;
  }

  /** Checks that SUMO can write a file. @throws InputError */
  protected checkOutput(label: string, file: string): void {
    this.#host.checkOutput(label, file);
  }

  /**
   * Makes sure that an object exists, at the place in the order of commands where the caller goes on.
   * SUMO dies of a context subscription around an object that does not exist.
   */
  async #mustExist(label: string, objectID: string): Promise<void> {
    const probe = firstGetter(this.spec);
    if (probe === undefined) return;
    const { connection } = this.#host;
    for (let attempt = 0; attempt < PROBES; attempt++) {
      const before = connection.stepsIssued;
      await this.ask(probe, label, objectID);
      if (connection.stepsIssued === before) return;
    }
    throw new InputError(label, 'steps are requested all the time', 'await the steps before subscribing');
  }

  /**
   * Subscribes to variables of an object: every step brings their values, which costs SUMO less than asking.
   * Subscribing again adds variables.
   * @param variables names such as `speed`, after the getter `getSpeed`
   * @throws (rejects) CommandRefused when there is no such object
   */
  async subscribe<const K extends Variables<M>>(
    objectID: string,
    variables: readonly K[],
    options: SubscribeOptions = {},
  ): Promise<VariableSubscription<Subscribed<VariableValues<M>, K>>> {
    const label = `${this.spec.name}.subscribe`;
    const chosen = chooseVariables(label, this.spec, variables, options);
    const subscriptions = this.#host.subscriptions;
    await this.#host.connection.send(
      subscribeCommand(this.spec.get),
      label,
      objectID,
      (buffer) => {
        buffer.rawDouble(options.begin ?? NEVER);
        buffer.rawDouble(options.end ?? NEVER);
        buffer.rawString(objectID);
        writeVariables(buffer, chosen, options);
      },
      (cursor) => subscriptions.result(cursor, subscriptions.latest),
    );
    const domain = this.spec.name;
    subscriptions.noteAsked(domain, objectID, variables);
    return {
      kind: 'variables',
      domain,
      objectID,
      get latest() {
        return subscriptions.latest.ofObject<Subscribed<VariableValues<M>, K>>(domain, objectID);
      },
    };
  }

  /** Ends the subscription to an object's variables. */
  unsubscribe(objectID: string): Promise<void> {
    this.#host.subscriptions.noteEnded(this.spec.name, objectID);
    return this.#host.connection.send(
      subscribeCommand(this.spec.get),
      `${this.spec.name}.unsubscribe`,
      objectID,
      (buffer) => {
        buffer.rawDouble(NEVER);
        buffer.rawDouble(NEVER);
        buffer.rawString(objectID);
        buffer.rawUbyte(0);
      },
      nothing,
    );
  }

  /**
   * Subscribes to variables of all objects of a domain around an object of this domain.
   * @param around the domain of the objects around, such as `sumo.vehicle`
   * @param distance how far around, in metres
   * @param variables variables of the objects around
   * @throws (rejects) CommandRefused when there is no such object
   */
  async subscribeContext<N extends Members, const K extends Variables<N>>(
    objectID: string,
    around: Domain<N>,
    distance: number,
    variables: readonly K[],
    options: SubscribeOptions = {},
  ): Promise<ContextSubscription<Subscribed<VariableValues<N>, K>>> {
    const label = `${this.spec.name}.subscribeContext`;
    const chosen = chooseVariables(label, around.spec, variables, options);
    const subscriptions = this.#host.subscriptions;
    await this.#mustExist(label, objectID);
    await this.#host.connection.send(
      contextCommand(this.spec.get),
      label,
      objectID,
      (buffer) => {
        buffer.rawDouble(options.begin ?? NEVER);
        buffer.rawDouble(options.end ?? NEVER);
        buffer.rawString(objectID);
        buffer.rawUbyte(around.spec.get);
        buffer.rawDouble(distance);
        writeVariables(buffer, chosen, options);
      },
      (cursor) => subscriptions.result(cursor, subscriptions.latest),
    );
    const domain = this.spec.name;
    return {
      kind: 'context',
      domain,
      objectID,
      around: around.spec.name,
      get latest() {
        return subscriptions.latest.around<Subscribed<VariableValues<N>, K>>(
          domain,
          objectID,
          around.spec.name,
        );
      },
    };
  }

  /** Ends a context subscription. */
  unsubscribeContext<N extends Members>(
    objectID: string,
    around: Domain<N>,
    distance: number,
  ): Promise<void> {
    return this.#host.connection.send(
      contextCommand(this.spec.get),
      `${this.spec.name}.unsubscribeContext`,
      objectID,
      (buffer) => {
        buffer.rawDouble(NEVER);
        buffer.rawDouble(NEVER);
        buffer.rawString(objectID);
        buffer.rawUbyte(around.spec.get);
        buffer.rawDouble(distance);
        buffer.rawUbyte(0);
      },
      nothing,
    );
  }

  /**
   * The values of a subscription in the step answered last, by variable name.
   * @returns `undefined` when the object brought none
   */
  getSubscriptionResults(objectID: string): Partial<VariableValues<M>> | undefined {
    return this.#host.subscriptions.latest.ofObject(this.spec.name, objectID);
  }

  /** The values of a context subscription in the step answered last, by the ids of the objects around. */
  getContextSubscriptionResults<N extends Members>(
    objectID: string,
    around: Domain<N>,
  ): ReadonlyMap<string, Partial<VariableValues<N>>> {
    return this.#host.subscriptions.latest.around(this.spec.name, objectID, around.spec.name);
  }
}
