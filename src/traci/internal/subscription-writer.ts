import { InputError, nearestName } from '../../input/index.js';
import type { SubscribeOptions } from '../subscription.js';
import { type DomainSpec, type Variable, variablesOf } from './domain-spec.js';
import type { WriteBuffer } from './write-buffer.js';

/** The variables of a subscription. @throws InputError for a name that does not exist or takes no part in subscriptions */
export function chooseVariables(
  label: string,
  spec: DomainSpec,
  names: readonly string[],
  options: SubscribeOptions,
): readonly Variable[] {
  const { byName } = variablesOf(spec);
  if (names.length === 0) throw new InputError(label, 'no variables are named', 'at least one variable');
  if (names.length > 255) throw new InputError(label, `${names.length} variables are named`, 'at most 255');
  return names.map((name) => {
    const variable = byName.get(name);
    if (variable === undefined) {
      const near = nearestName(name, [...byName.keys()]);
      const right = near === undefined ? `one of ${[...byName.keys()].join(', ')}` : `did you mean ${near}?`;
      throw new InputError(label, `${JSON.stringify(name)} is not a variable of ${spec.name}`, right);
    }
    if (!variable.getter.subscribable) {
      throw new InputError(label, `${name} cannot be subscribed to`, 'ask for it with its getter');
    }
    const given = options.arguments?.[name]?.length ?? 0;
    const needed = variable.getter.write === undefined ? 0 : variable.getter.write.length - 1;
    if (given < needed || (given > 0 && variable.getter.write === undefined)) {
      throw new InputError(
        label,
        `${name} is given ${given} arguments`,
        `${needed} arguments in options.arguments`,
      );
    }
    return variable;
  });
}

/** Writes the variables of a subscription, each with its arguments. */
export function writeVariables(
  buffer: WriteBuffer,
  variables: readonly Variable[],
  options: SubscribeOptions,
): void {
  buffer.rawUbyte(variables.length);
  for (const { name, id, getter } of variables) {
    buffer.rawUbyte(id);
    const write = getter.write as ((buffer: WriteBuffer, ...args: readonly unknown[]) => void) | undefined;
    write?.(buffer, ...(options.arguments?.[name] ?? []));
  }
}
