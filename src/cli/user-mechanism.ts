import type { MechanismKind, UserMechanism } from '../audit/index.js';
import { InputError, nearestName } from '../input/index.js';

/** Whether a mechanism on the command line is the path of a module, and not the name of a built-in one. */
export function isModulePath(mechanism: string, builtIn: readonly string[]): boolean {
  return !builtIn.includes(mechanism) && /[./\\]/.test(mechanism);
}

/**
 * The module of a user's own that the command line names in place of a built-in mechanism.
 * @param builtIn names of the built-in ones
 * @param kinds that the command can hold
 * @returns undefined for a built-in mechanism
 * @throws InputError for a name that there is not, and a module that cannot be loaded or is of another kind
 */
export async function userMechanism(
  mechanism: string,
  builtIn: readonly string[],
  kinds: readonly MechanismKind[],
): Promise<UserMechanism | undefined> {
  if (builtIn.includes(mechanism)) return undefined;
  if (!isModulePath(mechanism, builtIn)) {
    const near = nearestName(mechanism, builtIn);
    const all = `${builtIn.join(', ')}, or the path of a module such as ./my-mechanism.js`;
    throw new InputError(
      `mechanism ${mechanism}`,
      'is not known',
      near === undefined ? all : `did you mean ${near}? (${all})`,
    );
  }
  const { loadMechanism } = await import('../audit/index.js');
  const user = await loadMechanism(mechanism);
  if (!kinds.includes(user.kind))
    throw new InputError(`${mechanism}: kind`, `is ${user.kind}`, `${kinds.join(' or ')} for this command`);
  return user;
}
