import { pathToFileURL } from 'node:url';
import { InputError } from '../../../src/input/index.js';

/**
 * The function that a module of a user exports by default.
 * @param path absolute
 * @param what it is for, in messages: `a mechanism`
 * @throws InputError when the module cannot be loaded, or exports no function by default
 */
export async function userFunction(path: string, what: string): Promise<(...given: never[]) => unknown> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as typeof module;
  } catch (error) {
    const words = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InputError(path, `cannot be loaded (${words})`, `an ECMAScript module with ${what}`, {
      cause: error,
    });
  }
  if (typeof module.default !== 'function')
    throw new InputError(path, 'exports no function by default', `export default function ...: ${what}`);
  return module.default as (...given: never[]) => unknown;
}
