import { access } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError, readFault, show } from '../input/index.js';
import type { MarketMechanism } from '../market/index.js';
import type { AuctionMechanism, BidMechanism } from '../recruitment/index.js';
import { checkedAuction, checkedBidAuction, checkedMarket } from './checked-mechanism.js';
import { type PropertyName, propertyNames } from './property.js';

/**
 * What a mechanism decides on, which tells its function type.
 * `auction`: vehicles with one bid each and completion probabilities (`AuctionMechanism`).
 * `bids`: several bids per vehicle (`BidMechanism`).
 * `market`: a round of a roadside unit's market (`MarketMechanism`).
 */
export type MechanismKind = 'auction' | 'bids' | 'market';

interface UserMechanismOf<K extends MechanismKind, M> {
  readonly kind: K;
  /** For people: the module's `name`, else its file's name. */
  readonly name: string;
  /** The module's function; throws a `RunError` when what it returns is not an outcome. */
  readonly run: M;
  /** What the module says that its mechanism promises; undefined where it says nothing. */
  readonly promises: readonly PropertyName[] | undefined;
}

/** A mechanism of a user's own. */
export type UserMechanism =
  | UserMechanismOf<'auction', AuctionMechanism>
  | UserMechanismOf<'bids', BidMechanism>
  | UserMechanismOf<'market', MarketMechanism>;

async function importModule(file: string, where: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    await access(file);
  } catch (error) {
    const what = readFault((error as NodeJS.ErrnoException).code);
    throw new InputError(where, what, 'a module that exports a mechanism', { cause: error });
  }
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (extname(file) === '.ts' && (code === 'ERR_UNKNOWN_FILE_EXTENSION' || error instanceof SyntaxError))
      throw new InputError(
        where,
        'TypeScript, which this Node does not read',
        'a .js module (compile it first, or start Node with --import tsx)',
        { cause: error },
      );
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InputError(where, `cannot be loaded (${message})`, 'a module that exports a mechanism', {
      cause: error,
    });
  }
}

function promisesOf(value: unknown, where: string): readonly PropertyName[] | undefined {
  if (value === undefined) return undefined;
  const right = `a list of ${propertyNames.join(', ')}`;
  if (!Array.isArray(value)) throw new InputError(`${where}: promises`, `is ${show(value)}`, right);
  return value.map((name: unknown, n) => {
    const known = propertyNames.find((property) => property === name);
    if (known === undefined) throw new InputError(`${where}: promises[${n}]`, `is ${show(name)}`, right);
    return known;
  });
}

/**
 * Loads a mechanism of a user's own: an ES module (`.js` or `.mjs`) whose default export is a function of the type of the built-in
 * mechanisms. It may also export `kind` (`auction`, `bids` or `market`; default `auction`), `name`, and `promises`, the list
 * of the properties that it is meant to have. Of an outcome only winners and payments are needed; they are checked at every call.
 * @param path of the module, absolute or from the current folder
 * @param where the module is named, for messages; default the path
 * @throws InputError when the module cannot be loaded or does not export a mechanism
 */
export async function loadMechanism(path: string, where = path): Promise<UserMechanism> {
  const file = resolve(path);
  const module = await importModule(file, where);
  const { default: run, kind = 'auction', name } = module;
  if (typeof run !== 'function')
    throw new InputError(
      where,
      `its default export is ${run === undefined ? 'missing' : show(run)}`,
      'a function from a market to an outcome with winners and payments',
    );
  const common = {
    name: typeof name === 'string' && name !== '' ? name : path,
    promises: promisesOf(module.promises, where),
  };
  switch (kind) {
    case 'auction':
      return { kind, ...common, run: checkedAuction(run as AuctionMechanism, where) };
    case 'bids':
      return { kind, ...common, run: checkedBidAuction(run as BidMechanism, where) };
    case 'market':
      return { kind, ...common, run: checkedMarket(run as MarketMechanism, where) };
    default:
      throw new InputError(`${where}: kind`, `is ${show(kind)}`, 'auction, bids or market');
  }
}
