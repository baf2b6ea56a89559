import { types } from 'node:util';
import { type Context, Script } from 'node:vm';

/** A command as it was typed: not yet whole, or ready to run. */
export type Command =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'ready'; run(context: Context): Promise<unknown> };

const FILE = 'input';

function compile(source: string): Script | SyntaxError {
  try {
    // The wrappers put a line before the command.
    return new Script(source, { filename: FILE, lineOffset: -1 });
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** Whether the text is the beginning of something right: then it only goes wrong behind its last line. */
function isBeginning(source: string): boolean {
  const error = compile(`async () => {\n${source}\n`);
  if (!(error instanceof SyntaxError)) return false;
  if (error.message === 'missing ) after argument list') {
    const further = `${source},`;
    return further.endsWith(',,') ? false : isBeginning(further);
  }
  const line = Number(new RegExp(`${FILE}:(-?\\d+)`).exec(error.stack ?? '')?.[1] ?? 0);
  return line > source.split('\n').length;
}

/** Waits for a promise, and for the promises in an array. */
async function settled(value: unknown): Promise<unknown> {
  const result: unknown = types.isPromise(value) ? await value : value;
  if (Array.isArray(result) && result.some((element) => types.isPromise(element))) return Promise.all(result);
  return result;
}

/** Gives variables that hold promises their values, so that the next command can use them; those that fail are removed. */
async function settleVariables(context: Context): Promise<void> {
  for (const [name, value] of Object.entries(context)) {
    if (!types.isPromise(value) && !Array.isArray(value)) continue;
    try {
      const result = await settled(value);
      if (result !== value) context[name] = result;
    } catch (error) {
      delete context[name];
      throw error;
    }
  }
}

function ready(script: Script): Command {
  return {
    kind: 'ready',
    async run(context) {
      const value: unknown = script.runInContext(context, { displayErrors: false });
      let result: unknown;
      try {
        result = await settled(value);
      } finally {
        await settleVariables(context);
      }
      return result;
    },
  };
}

/**
 * Reads a command of the REPL: an expression, a declaration, or statements; `await` may stand anywhere outside of functions.
 * Its value is awaited, and so are variables at the top that hold promises or arrays of promises.
 * @throws SyntaxError
 */
export function readCommand(source: string): Command {
  const text = source.trim().replace(/;$/, '');
  if (text === '') return { kind: 'empty' };
  const named = /^(async\s+)?function\b|^class\b/.test(text);
  const declaration = /^(?:const|let|var)\s+([\s\S]+)$/.exec(text);
  // A declaration becomes an assignment to a variable of the context, which may be declared again.
  const expression = declaration === null ? text : declaration[1];
  const whole = named ? undefined : compile(`(async () => (\n${expression}\n))()`);
  if (whole instanceof Script && declaration === null) return ready(whole);
  if (whole instanceof Script && /^[^=]*=[\s\S]/.test(expression)) {
    const quiet = compile(`(async () => void (\n${expression}\n))()`);
    if (quiet instanceof Script) return ready(quiet);
  }
  const plain = compile(`\n${text}`);
  if (plain instanceof Script) return ready(plain);
  const body = compile(`(async () => {\n${text}\n})()`);
  if (body instanceof Script) return ready(body);
  if (isBeginning(text)) return { kind: 'incomplete' };
  throw /await is only valid/.test(plain.message) ? body : plain;
}
