/** The values of a subscription's variables by name, as far as SUMO could give them. */
export type Subscribed<V, K extends keyof V> = { readonly [P in K]: V[P] };

/** A subscription to variables of one object. */
export interface VariableSubscription<V> {
  readonly kind: 'variables';
  /** The domain's name, such as `vehicle`. */
  readonly domain: string;
  readonly objectID: string;
  /** The values of the step answered last; `undefined` when the object was not in the network. */
  readonly latest: V | undefined;
  /** Carries the type of the values; never set. */
  readonly values?: V;
}

/** A subscription to variables of all objects around one object. */
export interface ContextSubscription<V> {
  readonly kind: 'context';
  /** The name of the domain of the object in the middle. */
  readonly domain: string;
  /** The id of the object in the middle. */
  readonly objectID: string;
  /** The name of the domain of the objects around it. */
  readonly around: string;
  /** The values of the step answered last by object id; empty when the object in the middle is not in the network. */
  readonly latest: ReadonlyMap<string, V>;
  /** Carries the type of the values; never set. */
  readonly values?: V;
}

/** What SUMO answered to one step. */
export interface StepResult {
  /** The values of a subscription in this very step, also when later steps have been answered since. */
  of<V>(subscription: VariableSubscription<V>): V | undefined;
  of<V>(subscription: ContextSubscription<V>): ReadonlyMap<string, V>;
}

/** When a subscription holds, and with which arguments its variables are asked. */
export interface SubscribeOptions {
  /** Simulation time in seconds from which on results are sent; from now on by default. */
  readonly begin?: number;
  /** Simulation time in seconds until which results are sent; for ever by default. */
  readonly end?: number;
  /** The arguments of the variables that take some: `{ leader: [50] }`. */
  readonly arguments?: Readonly<Record<string, readonly (string | number)[]>>;
}
